"""Every address of the site."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularSwaggerSplitView

from accounts import urls as account_urls
from accounts.views import set_language
from workfinder.home import help_page, home
from workfinder.questionnaire import questionnaire

# The questionnaire ends in a recommendation, so its view stands above accounts.
ACCOUNT_PAGES = [
    *account_urls.urlpatterns,
    path("questionnaire/<slug:step>/", questionnaire, name="questionnaire"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("help/", help_page, name="help"),
    path("language/", set_language, name="set_language"),
    path("", include((ACCOUNT_PAGES, "accounts"))),
    path("", include("catalog.urls")),
    path("", include("recommendations.urls")),
    path("me/resumes/", include("resumes.urls")),
    path("api/v1/", include("workfinder.api")),
    path("mobile/", include("workfinder.mobile.urls")),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    path("admin/", admin.site.urls),
]

handler404 = "workfinder.errors.not_found"
