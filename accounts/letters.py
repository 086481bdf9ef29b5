"""Letters about the account itself, each in the language of its reader."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.passwords import recovery_key
from accounts.verifying import verification_key

BRAND = "Career Canvas"


def send_verification(user: User, site: str) -> None:
    """The link that shows the address to be the person's; `site` is where ours begin."""
    link = site + reverse("accounts:verify_email", args=[verification_key(user)])
    with _language_of(user):
        subject = _("Confirm your e-mail address")
        _send(user, subject, "accounts/letters/verification.txt", link)


def send_recovery(user: User, site: str) -> None:
    """The link for a new password."""
    link = site + reverse("accounts:new_password", args=[recovery_key(user)])
    with _language_of(user):
        _send(user, _("A new password"), "accounts/letters/recovery.txt", link)


def tell_of_change(user: User, what: str, address: str = "") -> None:
    """That something about signing in was changed, so that its owner can object.

    To the address that is named, one that was confirmed; else to the account's, if it is.
    """
    if to := address or (user.email if user.email_verified_at else ""):
        with _language_of(user):
            subject = _("Your account was changed")
            _send(user, subject, f"accounts/letters/{what}.txt", "", to=to)


def _language_of(user: User) -> translation.override:
    return translation.override(user.language or settings.LANGUAGE_CODE)


def _send(user: User, subject: str, template: str, link: str, *, to: str = "") -> None:
    context = {"name": user.get_username(), "link": link, "brand": BRAND}
    text = render_to_string(template, context)
    send_mail(f"{BRAND}: {subject}", text, None, [to or user.email])
