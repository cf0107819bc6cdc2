from django.contrib import admin

from employers.models import Credential, ReadinessModule


class KeptList(admin.ModelAdmin):
    """Entries are made inactive, never removed: what people have done stays readable."""

    list_display = ["name", "code", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"code": ["name"]}

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.register(Credential, KeptList)
admin.site.register(ReadinessModule, KeptList)
