from django.contrib import admin

from partners.models import Service


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    list_display = ("name", "organization", "setting", "serves", "open_places", "is_active")
    list_filter = ("setting", "is_active")
    list_select_related = ("organization",)
    filter_horizontal = ("areas", "counties")
    search_fields = ("name", "organization__name")

    def has_delete_permission(self, request, obj=None):
        return False
