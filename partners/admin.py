from django.contrib import admin

from partners.models import ReplyClock, Service, ServiceType


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    list_display = ("name", "organization", "setting", "serves", "open_places", "status")
    list_filter = ("setting", "status")
    list_select_related = ("organization",)
    filter_horizontal = ("areas", "types", "counties")
    search_fields = ("name", "organization__name")

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ServiceType)
class ServiceTypeAdmin(admin.ModelAdmin):
    """Entries are made inactive, never removed: what services are called stays readable."""

    list_display = ("name", "code", "area", "is_active")
    list_filter = ("area", "is_active")
    list_select_related = ("area",)
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ["name"]}

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ReplyClock)
class ReplyClockAdmin(admin.ModelAdmin):
    list_display = ("__str__", "remind_after", "tell_after", "supervisor_after", "pass_on_after")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
