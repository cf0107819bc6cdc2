from django.contrib import admin

from womens_programs.models import Program


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    list_display = ["name", "area", "sessions", "weeks", "is_open_group", "is_active"]
    list_filter = ["area", "sites", "is_active"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"code": ["name"]}
    filter_horizontal = ["need_areas", "sites"]

    def has_delete_permission(self, request, obj=None):
        # A program that is no longer offered is made inactive: what people took part in stays readable.
        return False
