"""Addresses under /me/resumes/."""

from django.urls import path

from resumes import import_pages, studio_pages, views

app_name = "resumes"

urlpatterns = [
    path("", views.resume_list, name="resume_list"),
    path("import/", import_pages.resume_import, name="resume_import"),
    path("import/take/", import_pages.resume_take, name="resume_take"),
    path("left/", import_pages.disclosure_list, name="disclosure_list"),
    path("new/", views.resume_create, name="resume_create"),
    path("<uuid:pk>/", studio_pages.resume_detail, name="resume_detail"),
    path("<uuid:pk>/line/<slug:part>/<slug:key>/", studio_pages.line, name="line"),
    path("<uuid:pk>/add/<slug:part>/<slug:key>/", studio_pages.line_add, name="line_add"),
    path("<uuid:pk>/preview/<slug:part>/<slug:key>/", studio_pages.preview, name="preview"),
    path("<uuid:pk>/look/", studio_pages.look, name="look"),
    path("<uuid:pk>/renew/", studio_pages.resume_renew, name="resume_renew"),
    path("<uuid:pk>/versions/", studio_pages.version_list, name="version_list"),
    path(
        "<uuid:pk>/versions/<int:version>/restore/",
        studio_pages.version_restore,
        name="version_restore",
    ),
    path("<uuid:pk>/machine/", studio_pages.machine, name="machine"),
    path("<uuid:pk>/letter/", studio_pages.letter, name="letter"),
    path("<uuid:pk>/letter/<slug:kind>/", views.letter_file, name="letter_file"),
    path("<uuid:pk>/delete/", views.resume_delete, name="resume_delete"),
    path("<uuid:pk>/<slug:kind>/", views.resume_file, name="resume_file"),
]
