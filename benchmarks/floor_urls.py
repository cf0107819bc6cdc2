"""The floor's pages beside ours, so that the base template finds the addresses it names."""

from django.urls import include, path

urlpatterns = [path("floor/", include("benchmarks.floor")), path("", include("reentry_portal.urls"))]
