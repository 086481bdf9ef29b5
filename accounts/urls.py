"""Addresses of pages about people; the questionnaire's is in workfinder.urls."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import activity_pages, fact_pages, views
from accounts.settings_pages import (
    consents,
    devices,
    email,
    overview,
    recovery,
    second_factor,
    sign_in_data,
    signing_in,
)

app_name = "accounts"
urlpatterns = [
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-in/", signing_in.SignInView.as_view(), name="login"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("recover/", recovery.ask, name="recover"),
    path("recover/code/", recovery.by_code, name="recover_by_code"),
    path("recover/<str:key>/", recovery.new_password, name="new_password"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("me/settings/", overview.overview, name="settings"),
    path("me/settings/name/", sign_in_data.login_name, name="login_name"),
    path("me/settings/password/", sign_in_data.password, name="password"),
    path("me/settings/recovery-codes/", sign_in_data.recovery_codes, name="recovery_codes"),
    path("me/settings/second-factor/", second_factor.second_factor, name="second_factor"),
    path(
        "me/settings/second-factor/off/", second_factor.second_factor_off, name="second_factor_off"
    ),
    path(
        "me/settings/second-factor/codes/",
        second_factor.second_factor_codes,
        name="second_factor_codes",
    ),
    path("me/settings/devices/", devices.devices, name="devices"),
    path("me/settings/devices/end/", devices.devices_end, name="devices_end"),
    path("me/settings/devices/<slug:device_id>/end/", devices.device_end, name="device_end"),
    path("me/settings/email/", email.email, name="email"),
    path("me/settings/email/again/", email.email_again, name="email_again"),
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
