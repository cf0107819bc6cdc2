from django.contrib import admin

from cases.actions.templates import new_version
from cases.models import County, District, Facility, NeedArea, NoteTemplate, PlanTemplate, Posting, TemplateStep


class NothingIsDeleted(admin.ModelAdmin):
    """Old records name these rows; they are closed, never removed."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(County, District)
class PlaceAdmin(NothingIsDeleted):
    list_display = ("code", "name")
    search_fields = ("code", "name")


@admin.register(Facility)
class FacilityAdmin(NothingIsDeleted):
    list_display = ("code", "name", "city", "sex", "kind", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("code", "name")


@admin.register(NeedArea)
class NeedAreaAdmin(NothingIsDeleted):
    list_display = ("name", "code", "confidentiality", "category", "sort", "is_active")


class TemplateSteps(admin.TabularInline):
    model = TemplateStep
    extra = 0


@admin.register(PlanTemplate)
class PlanTemplateAdmin(NothingIsDeleted):
    """Plans that were drawn keep their steps; a change is made on a new version, which is drawn from then on."""

    list_display = ("name", "version", "audience", "is_active")
    inlines = (TemplateSteps,)
    actions = ("make_new_version",)

    @admin.action(description="Make a new version to edit")
    def make_new_version(self, request, queryset):
        for template in queryset:
            new_version(template)


@admin.register(Posting)
class PostingAdmin(admin.ModelAdmin):
    list_display = ("user", "facility")
    list_select_related = ("user", "facility")


@admin.register(NoteTemplate)
class NoteTemplateAdmin(NothingIsDeleted):
    list_display = ("name", "kind", "is_active")
