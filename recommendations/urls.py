"""Addresses of recommendations, of a vacancy and of what people do with it."""

from django.urls import path

from recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("me/changes/", views.change_list, name="change_list"),
    path("vacancies/<int:pk>/changes/", views.vacancy_changes, name="vacancy_changes"),
    path("me/specialties/", views.specialty_list, name="specialty_list"),
    path("me/specialties/<int:pk>/choose/", views.choose, name="choose"),
    path("me/vacancies/", views.vacancy_list, name="vacancy_list"),
    path("me/marks/", views.mark_list, name="mark_list"),
    path("me/courses/", views.course_list, name="course_list"),
    path("vacancies/<int:pk>/", views.vacancy_detail, name="vacancy_detail"),
    path("vacancies/<int:pk>/mark/", views.mark, name="mark"),
]
