"""Addresses of recommendations, of a vacancy and of what people do with it."""

from django.urls import path

from recommendations.views import alerts, hiding, marks, matches, undo

app_name = "recommendations"
urlpatterns = [
    path("me/changes/", matches.change_list, name="change_list"),
    path("vacancies/<int:pk>/changes/", matches.vacancy_changes, name="vacancy_changes"),
    path("me/specialties/", matches.specialty_list, name="specialty_list"),
    path("me/specialties/<int:pk>/choose/", matches.choose, name="choose"),
    path("me/vacancies/", matches.vacancy_list, name="vacancy_list"),
    path("me/marks/", marks.mark_list, name="mark_list"),
    path("me/marks/new/", marks.mark_new, name="mark_new"),
    path("me/marks/<int:pk>/", marks.mark_detail, name="mark_detail"),
    path("me/marks/<int:pk>/move/", marks.mark_move, name="mark_move"),
    path("me/marks/<int:pk>/delete/", marks.mark_delete, name="mark_delete"),
    path("me/hidden/", hiding.hidden_list, name="hidden_list"),
    path("me/hidden/employers/<int:pk>/show/", hiding.employer_show, name="employer_show"),
    path("me/alerts/", alerts.alert_list, name="alert_list"),
    path("me/alerts/settings/", alerts.alert_settings, name="alert_settings"),
    path("me/searches/save/", alerts.search_save, name="search_save"),
    path("me/searches/<int:pk>/", alerts.search_change, name="search_change"),
    path("me/searches/<int:pk>/delete/", alerts.search_delete, name="search_delete"),
    path("alerts/stop/<str:key>/", alerts.alert_stop, name="alert_stop"),
    path("me/undo/", undo.undo, name="undo"),
    path("me/courses/", matches.course_list, name="course_list"),
    path("vacancies/<int:pk>/", matches.vacancy_detail, name="vacancy_detail"),
    path("vacancies/<int:pk>/mark/", marks.mark, name="mark"),
    path("vacancies/<int:pk>/hide-employer/", hiding.employer_hide, name="employer_hide"),
]
