"""Addresses under /me/resumes/."""

from django.urls import path

from resumes import views

app_name = "resumes"

urlpatterns = [
    path("", views.resume_list, name="resume_list"),
    path("new/", views.resume_create, name="resume_create"),
    path("<uuid:pk>/", views.resume_detail, name="resume_detail"),
    path("<uuid:pk>/delete/", views.resume_delete, name="resume_delete"),
    path("<uuid:pk>/<slug:kind>/", views.resume_file, name="resume_file"),
]
