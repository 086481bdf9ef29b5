"""Addresses of recommendations, of a vacancy and of what people do with it."""

from django.urls import path

from recommendations.views import marks, matches

app_name = "recommendations"
urlpatterns = [
    path("me/changes/", matches.change_list, name="change_list"),
    path("vacancies/<int:pk>/changes/", matches.vacancy_changes, name="vacancy_changes"),
    path("me/specialties/", matches.specialty_list, name="specialty_list"),
    path("me/specialties/<int:pk>/choose/", matches.choose, name="choose"),
    path("me/vacancies/", matches.vacancy_list, name="vacancy_list"),
    path("me/marks/", marks.mark_list, name="mark_list"),
    path("me/courses/", matches.course_list, name="course_list"),
    path("vacancies/<int:pk>/", matches.vacancy_detail, name="vacancy_detail"),
    path("vacancies/<int:pk>/mark/", marks.mark, name="mark"),
]
