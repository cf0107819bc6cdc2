from django.contrib import admin

from followups.models import Cadence, CadencePoint


class Points(admin.TabularInline):
    model = CadencePoint
    extra = 0


@admin.register(Cadence)
class CadenceAdmin(admin.ModelAdmin):
    list_display = ("name", "version", "is_active")
    inlines = (Points,)

    def has_delete_permission(self, request, obj=None):
        return False
