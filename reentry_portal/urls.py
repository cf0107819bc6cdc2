from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.views import frame as accounts

urlpatterns = [
    path("", accounts.home, name="home"),
    path("about/", accounts.about, name="about"),
    path("health/", accounts.health, name="health"),
    path("account/", include("accounts.urls")),
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
