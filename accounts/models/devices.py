"""Where a person is signed in: sessions of browsers, and families of tokens of phones."""

import hashlib
import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A session of a browser that knows whose it is, so that its owner can end it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", null=True
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    agent = models.CharField(_("program"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        db_table = "accounts_session"

    @property
    def public_id(self) -> str:
        """What its owner may be shown of it: the key itself signs in."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:32]

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that keeps these rows."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class TokenFamilyQuerySet(models.QuerySet["TokenFamily"]):
    """Questions about families of tokens."""

    def alive(self) -> Self:
        """Those that still sign in."""
        return self.filter(ended_at=None, expires_at__gt=timezone.now())

    def end(self) -> int:
        """None of their tokens counts any more."""
        return self.filter(ended_at=None).update(ended_at=timezone.now())


class TokenFamily(models.Model):
    """One sign-in of a phone: all tokens that came of it live and die together."""

    class Door(models.TextChoices):
        """Which door the tokens open."""

        API = "api", _("application, /api/v1/")
        MOBILE = "mobile", _("application, /mobile/")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="token_families"
    )
    door = models.CharField(max_length=6, choices=Door)
    address = models.GenericIPAddressField(_("address"), null=True)
    agent = models.CharField(_("program"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TokenFamilyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="token_family_by_end")]

    def __str__(self) -> str:
        return f"{self.door} {self.id}"


class FamilyToken(models.Model):
    """A refresh token of a family, by its number alone: nobody can sign in with this row."""

    jti = models.CharField(primary_key=True, max_length=32)
    family = models.ForeignKey(TokenFamily, models.CASCADE, related_name="tokens")
    parent = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.jti
