"""Tokens of the two doors: each with an audience and the person's version of tokens."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken, TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from accounts.models import User

VERSION = "version"


class MobileToken(AccessToken):
    """A token for `/mobile/` alone: that application knows no refresh, so it lives for a day."""

    token_type = "mobile"  # noqa: S105 - a kind of token, not one
    lifetime: timedelta = settings.MOBILE_TOKEN_LIFETIME


def tokens_for(user: User) -> dict[str, str]:
    """An access and a refresh token for `/api/v1/`."""
    refresh = RefreshToken.for_user(user)
    refresh[VERSION] = user.token_version
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def mobile_token_for(user: User) -> str:
    """A token for `/mobile/`."""
    token = MobileToken.for_user(user)
    token[VERSION] = user.token_version
    return str(token)


class VersionedAuthentication(JWTAuthentication):
    """Refuses tokens from before the person ended them all, as a change of password does."""

    def get_user(self, validated_token: Token) -> Any:
        """The person of a token; raises AuthenticationFailed for an ended one."""
        user: Any = super().get_user(validated_token)
        if validated_token.get(VERSION) != user.token_version:
            raise AuthenticationFailed(str(_("Please sign in again.")), code="token_ended")
        return user


class MobileAuthentication(VersionedAuthentication):
    """Takes the tokens of `/mobile/` and no others."""

    def get_validated_token(self, raw_token: bytes) -> Token:
        """The token, if it is one of this door; raises InvalidToken otherwise."""
        try:
            return MobileToken(raw_token)  # type: ignore[arg-type]  # bytes are what it takes
        except TokenError as error:
            raise InvalidToken from error
