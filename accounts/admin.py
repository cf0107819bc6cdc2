from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.urls import reverse
from django.utils.html import format_html

from accounts import actions
from accounts.models import Invitation, Organization, OutgoingMail, User
from reentry_portal.errors import ActionRefused

admin.site.site_header = "Reentry Portal administration"
admin.site.site_title = "Reentry Portal"
admin.site.index_title = "Administration"
admin.site.site_url = None  # templates/admin/base_site.html leads back
admin.site.disable_action("delete_selected")


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name", "role", "organization")
        field_classes = {"email": forms.EmailField}


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    add_form = NewUserForm
    list_display = (
        "email",
        "first_name",
        "last_name",
        "role",
        "organization",
        "is_active",
        "last_login",
    )
    list_filter = ("role", "is_active", "organization")
    list_select_related = ("organization",)
    search_fields = ("email", "first_name", "last_name")
    ordering = ("last_name", "first_name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    actions = ("take_factors_away",)
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "phone")}),
        (
            "Access",
            {
                "fields": (
                    "role",
                    "organization",
                    "is_organization_admin",
                    "is_active",
                    "last_login",
                    "joined_at",
                )
            },
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "email",
                    "first_name",
                    "last_name",
                    "role",
                    "organization",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description="Remove the second step of signing in (lost phone or passkey)")
    def take_factors_away(self, request, queryset):
        for user in queryset:
            try:
                removed = actions.take_factors_away(user=user, by=request.user)
                messages.success(
                    request, f"{user}: {removed} removed. A new second step is set up at the next sign-in."
                )
            except ActionRefused as refused:
                messages.error(request, str(refused))


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ("email", "organization", "as_admin", "invited_by", "expires_at", "used_at", "withdrawn_at")
    list_select_related = ("organization", "invited_by")


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    """What waits, and what failed. The text stays out of sight: it holds links that open accounts."""

    list_display = ("to", "subject", "state", "due_at", "attempts", "error")
    list_filter = ("state",)
    exclude = ("body",)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body")


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "phone", "agreement_ends", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name",)
    # The end follows the agreements on file (the directory's pages).
    readonly_fields = ("agreement_ends", "invite_its_administrator")

    @admin.display(description="its administrator")
    def invite_its_administrator(self, organization):
        if organization.pk is None:
            return ""
        return format_html('<a href="{}">Invite</a>', reverse("invite-organization-admin", args=[organization.pk]))

    def has_delete_permission(self, request, obj=None):
        return False
