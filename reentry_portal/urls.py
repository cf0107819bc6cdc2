from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts import views as accounts

urlpatterns = [
    path("", accounts.home, name="home"),
    path("about/", accounts.about, name="about"),
    path("health/", accounts.health, name="health"),
    path("account/keep-alive/", accounts.keep_alive, name="keep-alive"),
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "account/password/reset/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "account/password/reset/<str:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("admin/", admin.site.urls),
    path("", include("reports.urls")),
    path("", include("cases.urls")),
    path("", include("followups.urls")),
    path("", include("partners.urls")),
    path("employers/", include("employers.urls")),
    path("womens-programs/", include("womens_programs.urls")),
]
handler500 = accounts.server_error
if not settings.PRODUCTION:
    urlpatterns.append(path("demo/", include("demo.urls")))
