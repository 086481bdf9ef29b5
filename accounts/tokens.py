"""Tokens of the two doors: each with an audience, a family, and the person's version of tokens.

A family is one sign-in of a phone. A refresh token is used once and gives the next pair. Used
again within the grace it gives another pair, since an answer may be lost on the way; used later,
somebody else has it too, so the family dies.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from accounts.devices import NOTE_SECONDS, address_of, agent_of
from accounts.models import FamilyToken, TokenFamily, User

VERSION, FAMILY = "version", "family"
GRACE = timedelta(seconds=30)
ENDED = _("Please sign in again.")


class TokenEndedError(Exception):
    """The token was ended, used twice, or isn't one of ours."""


class MobileToken(AccessToken):
    """A token for `/mobile/` alone: that application knows no refresh, so it lives for a day."""

    token_type = "mobile"  # noqa: S105 - a kind of token, not one
    lifetime: timedelta = settings.MOBILE_TOKEN_LIFETIME


def tokens_for(user: User, request: HttpRequest | None = None) -> dict[str, str]:
    """An access and a refresh token for `/api/v1/`: the beginning of a family."""
    lifetime = api_settings.REFRESH_TOKEN_LIFETIME
    return _next_pair(_new_family(user, TokenFamily.Door.API, lifetime, request), parent="")


def mobile_token_for(user: User, request: HttpRequest | None = None) -> str:
    """A token for `/mobile/`."""
    lifetime = settings.MOBILE_TOKEN_LIFETIME
    family = _new_family(user, TokenFamily.Door.MOBILE, lifetime, request)
    return str(_marked(MobileToken.for_user(user), family))


def _new_family(
    user: User, door: str, lifetime: timedelta, request: HttpRequest | None
) -> TokenFamily:
    return TokenFamily.objects.create(
        user=user,
        door=door,
        expires_at=timezone.now() + lifetime,
        address=address_of(request) if request else None,
        agent=agent_of(request) if request else "",
    )


def _next_pair(family: TokenFamily, parent: str) -> dict[str, str]:
    refresh = _marked(RefreshToken.for_user(family.user), family)
    FamilyToken.objects.create(jti=refresh["jti"], family=family, parent=parent)
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def _marked(token: Any, family: TokenFamily) -> Any:
    token[VERSION], token[FAMILY] = family.user.token_version, family.id.hex
    return token


def renew_tokens(written: str, request: HttpRequest) -> dict[str, str]:
    """The next pair for a refresh token; raises TokenEndedError."""
    token = _read_refresh(written)
    # The end of a family must outlive the refusal, so nothing is raised inside.
    with transaction.atomic():
        pair = _renewed(token, request)
    if pair is None:
        raise TokenEndedError
    return pair


def _read_refresh(written: str) -> RefreshToken:
    try:
        token = RefreshToken(written)  # type: ignore[arg-type]  # a string is what it takes
        UUID(token[FAMILY])
    except (TokenError, KeyError, ValueError) as error:
        raise TokenEndedError from error
    return token


def _renewed(token: RefreshToken, request: HttpRequest) -> dict[str, str] | None:
    alive = TokenFamily.objects.alive().filter(user__is_active=True)
    locked = alive.select_for_update(of=("self",)).select_related("user")
    family = locked.filter(pk=token[FAMILY]).first()
    if family is None or token.get(VERSION) != family.user.token_version:
        return None
    own = family.tokens.filter(pk=token["jti"]).first()
    now = timezone.now()
    if own is None or (own.used_at and now - own.used_at > GRACE):
        TokenFamily.objects.filter(pk=family.pk).end()
        return None
    # Of pairs that came of one token a single one goes on: the rest count as used now.
    family.tokens.filter(parent=own.parent, used_at=None).update(used_at=now)
    family.last_used_at = now
    family.expires_at = now + api_settings.REFRESH_TOKEN_LIFETIME
    family.address, family.agent = address_of(request), agent_of(request)
    family.save(update_fields=["last_used_at", "expires_at", "address", "agent"])
    return _next_pair(family, parent=own.jti)


def end_family_of(written: str) -> None:
    """Sign the device of a refresh token out; what is no such token does nothing."""
    try:
        token = _read_refresh(written)
    except TokenEndedError:
        return
    TokenFamily.objects.filter(pk=token[FAMILY]).end()


class VersionedAuthentication(JWTAuthentication):
    """Refuses tokens whose family, or all of whose person's tokens, were ended."""

    def get_user(self, validated_token: Token) -> Any:
        """The person of a token; raises AuthenticationFailed for an ended one."""
        user: Any = super().get_user(validated_token)
        family = self._family(user, validated_token)
        if family is None or validated_token.get(VERSION) != user.token_version:
            raise AuthenticationFailed(str(ENDED), code="token_ended")
        _note_use(family)
        return user

    def _family(self, user: User, token: Token) -> TokenFamily | None:
        try:
            key = UUID(token.get(FAMILY) or "")
        except ValueError:
            return None
        return user.token_families.alive().filter(pk=key).first()


def _note_use(family: TokenFamily) -> None:
    now = timezone.now()
    if (now - family.last_used_at).total_seconds() > NOTE_SECONDS:
        TokenFamily.objects.filter(pk=family.pk).update(last_used_at=now)


class MobileAuthentication(VersionedAuthentication):
    """Takes the tokens of `/mobile/` and no others."""

    def get_validated_token(self, raw_token: bytes) -> Token:
        """The token, if it is one of this door; raises InvalidToken otherwise."""
        try:
            return MobileToken(raw_token)  # type: ignore[arg-type]  # bytes are what it takes
        except TokenError as error:
            raise InvalidToken from error
