"""Addresses of pages about people; the questionnaire's is in workfinder.urls."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from accounts import activity_pages, fact_pages, views
from accounts.forms import SignInForm
from accounts.settings_pages import consents, email, overview

app_name = "accounts"
urlpatterns = [
    path("sign-up/", views.sign_up, name="sign_up"),
    path(
        "sign-in/",
        LoginView.as_view(
            authentication_form=SignInForm,
            template_name="accounts/sign_in.html",
            redirect_authenticated_user=True,
        ),
        name="login",
    ),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("me/settings/", overview.overview, name="settings"),
    path("me/settings/email/", email.email, name="email"),
    path("me/settings/consents/", consents.history, name="consent_history"),
    path("me/settings/consents/<slug:purpose>/", consents.consent, name="consent"),
    path("verify-email/<str:key>/", email.verify_email, name="verify_email"),
    path("profile/", views.profile, name="profile"),
    path("profile/about/", views.about, name="about"),
    path("profile/photo/", views.photo, name="photo"),
    path("profile/photo/delete/", views.photo_delete, name="photo_delete"),
    path("profile/activities/", activity_pages.interview, name="activities"),
    path("profile/undo/", fact_pages.fact_undo, name="fact_undo"),
    path("profile/<slug:kind>/new/", fact_pages.fact_create, name="fact_create"),
    path("profile/<slug:kind>/<int:pk>/", fact_pages.fact_change, name="fact_change"),
    path("profile/<slug:kind>/<int:pk>/delete/", fact_pages.fact_delete, name="fact_delete"),
    path("profile/<slug:kind>/<int:pk>/move/", fact_pages.fact_move, name="fact_move"),
]
