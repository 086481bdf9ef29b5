"""Users: who signs in."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Someone who signs in, by a login name; an e-mail address is optional."""

    email = models.EmailField(_("e-mail address"), blank=True)
    email_verified_at = models.DateTimeField(_("e-mail verified"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    # Tokens carry this number; raising it ends every one of them.
    token_version = models.PositiveIntegerField(default=0, editable=False)
    # When a letter with a link last went out: they are rationed.
    letter_sent_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Lower("username"), name="login_name_once_whatever_the_case"),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(email_verified_at__isnull=False),
                name="verified_email_once",
            ),
        ]

    @property
    def has_second_factor(self) -> bool:
        """Whether a password alone doesn't let this person in."""
        factor = getattr(self, "second_factor", None)
        return factor is not None and factor.confirmed_at is not None

    def end_tokens(self) -> None:
        """Make every token given out before invalid."""
        self.token_version = F("token_version") + 1
        self.save(update_fields=["token_version"])
        self.refresh_from_db(fields=["token_version"])
