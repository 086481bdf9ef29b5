"""Every address of the site."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularSwaggerSplitView

from accounts import urls as account_urls
from accounts.views import set_language
from catalog import urls as catalog_urls
from recommendations.views.searching import vacancy_search
from workfinder import offline, privacy_pages
from workfinder.appearance import set_theme
from workfinder.design import design
from workfinder.home import help_page, home
from workfinder.questionnaire import questionnaire
from workfinder.sitemaps import SITEMAPS, robots

hourly = cache_page(3_600)

# The questionnaire ends in a recommendation, so its view stands above accounts.
ACCOUNT_PAGES = [
    *account_urls.urlpatterns,
    path("questionnaire/<slug:step>/", questionnaire, name="questionnaire"),
    path("me/settings/copy/", privacy_pages.data_copy, name="data_copy"),
    path("me/settings/copy/new/", privacy_pages.data_copy_create, name="data_copy_create"),
    path("me/settings/copy/<uuid:pk>/", privacy_pages.data_copy_file, name="data_copy_file"),
    path("me/settings/delete/", privacy_pages.delete_account, name="delete_account"),
]

# The search leaves out what a person hid, so its view stands above the catalogue.
CATALOG_PAGES = [
    path("vacancies/", vacancy_search, name="vacancy_search"),
    *catalog_urls.urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("help/", help_page, name="help"),
    path("privacy/", privacy_pages.privacy, name="privacy"),
    path("deleted/<uuid:pk>/", privacy_pages.erasure_receipt, name="erasure_receipt"),
    path("design/", design, name="design"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("", include((ACCOUNT_PAGES, "accounts"))),
    path("", include((CATALOG_PAGES, "catalog"))),
    path("", include("recommendations.urls")),
    path("me/resumes/", include("resumes.urls")),
    path("api/v1/", include("workfinder.api")),
    path("mobile/", include("workfinder.mobile.urls")),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    path("admin/", admin.site.urls),
    path("robots.txt", robots),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("me/offline/", offline.kept_pages, name="kept_pages"),
    path("sitemap.xml", hourly(sitemaps.index), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        hourly(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
]

handler400 = "workfinder.errors.unreadable"
handler404 = "workfinder.errors.not_found"
handler500 = "workfinder.errors.broken"
