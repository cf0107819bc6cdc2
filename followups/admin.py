from django.contrib import admin, messages

from followups.models import Cadence, CadencePoint, CaseCadence, Oversight


def in_use(cadence) -> bool:
    return cadence is not None and CaseCadence.objects.filter(cadence=cadence).exists()


class Points(admin.TabularInline):
    """A version that cases follow does not change; a new one is made from it."""

    model = CadencePoint
    extra = 0

    def has_add_permission(self, request, obj=None):
        return not in_use(obj)

    def has_change_permission(self, request, obj=None):
        return not in_use(obj)

    def has_delete_permission(self, request, obj=None):
        return not in_use(obj)


@admin.register(Cadence)
class CadenceAdmin(admin.ModelAdmin):
    list_display = ("name", "version", "track", "risk", "is_active")
    list_filter = ("track", "risk", "is_active")
    inlines = (Points,)
    actions = ("make_new_version",)

    def get_readonly_fields(self, request, obj=None):
        fixed = ("name", "version", "track", "risk", "again_after", "supervisor_after", "head_after")
        return fixed if in_use(obj) else ()

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description="Make a new version to edit")
    def make_new_version(self, request, queryset):
        for cadence in queryset.prefetch_related("points"):
            newest = Cadence.objects.filter(name=cadence.name).order_by("-version").first()
            points = list(cadence.points.all())
            cadence.pk, cadence.version, cadence.is_active = None, newest.version + 1, False
            cadence.save(force_insert=True)
            for point in points:
                point.pk, point.cadence = None, cadence
            CadencePoint.objects.bulk_create(points)
            messages.success(request, f"{cadence} was made. It is used once it is active.")


@admin.register(Oversight)
class OversightAdmin(admin.ModelAdmin):
    list_display = ("user", "level", "facility", "district")
    list_select_related = ("user", "facility", "district")
