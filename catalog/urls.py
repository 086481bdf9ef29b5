"""Addresses of the public catalogue; the search for vacancies is in workfinder.urls."""

from django.urls import path

from catalog import translation_pages, views

app_name = "catalog"
urlpatterns = [
    path("vacancies/<int:pk>/report/", views.vacancy_report, name="vacancy_report"),
    path(
        "vacancies/<int:pk>/translate/",
        translation_pages.offer_translate,
        {"kind": "vacancy"},
        name="vacancy_translate",
    ),
    path(
        "courses/<int:pk>/translate/",
        translation_pages.offer_translate,
        {"kind": "course"},
        name="course_translate",
    ),
    path("courses/", views.course_search, name="course_search"),
    path("courses/<int:pk>/", views.course_detail, name="course_detail"),
    path("courses/<int:pk>/<slug:mark>.webp", views.course_picture, name="course_picture"),
]
