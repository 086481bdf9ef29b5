"""Where the application finds what."""

from django.urls import path

from workfinder.mobile import views

app_name = "mobile"

urlpatterns = [
    path("registration", views.Registration.as_view()),
    path("login", views.Login.as_view()),
    path("users/me", views.Me.as_view()),
    path("users/me/", views.Me.as_view(schema=None)),
    path("update_user_info", views.UpdateUserInfo.as_view()),
    path("specializations", views.Specializations.as_view()),
    path("vacancies", views.Vacancies.as_view()),
    path("courses", views.Courses.as_view()),
    path("generate_cv", views.GenerateCv.as_view()),
    path("files/<str:key>", views.signed_file, name="file"),
]
