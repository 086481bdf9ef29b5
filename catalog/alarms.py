"""Tells curators when nothing comes from a source any more."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.models import Source


def raise_alarms() -> list[Source]:
    """Write to the curators about sources that fell silent, once for each silence."""
    silent = list(Source.objects.silent().filter(alarmed_at=None))
    for source in silent:
        source.alarmed_at = timezone.now()
        source.save(update_fields=["alarmed_at"])
    if silent:
        _tell(silent)
    return silent


def _tell(silent: list[Source]) -> None:
    """One message a curator, in the curator's language; those without an address see the desk."""
    for curator in get_user_model().objects.filter(is_staff=True, is_active=True).exclude(email=""):
        with override(getattr(curator, "language", "") or settings.LANGUAGE_CODE):
            lines = [_("Nothing has come from these sources for longer than two of their turns:")]
            nothing = _("no import")
            lines += [f"– {source.name}: {source.failure or nothing}" for source in silent]
            lines.append(settings.PUBLIC_URL and f"{settings.PUBLIC_URL}/admin/catalog/source/")
            send_mail(
                _("Sources have fallen silent"),
                "\n".join(filter(None, lines)),
                None,
                [curator.email],
                fail_silently=True,
            )
