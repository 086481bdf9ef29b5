"""Asks HeadHunter's API in the name of our application, and understands its refusals."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _now

from catalog.sources.base import Memory, Reading, SourceError
from catalog.sources.http import Answer, RefusedError, Web

BASE = "https://api.hh.ru"
# A token is asked for at most so often; each new one revokes the one before.
TOKEN_EVERY_S = 300
UNAUTHORIZED = (401, 403)


class Site:
    """Asks the API in the name of our application."""

    def __init__(self, web: Web, reading: Reading) -> None:
        self._web = web
        self._memory: Memory = reading.memory
        self.base = str(reading.options.get("base") or BASE).rstrip("/")

    def get(self, path: str, params: Mapping[str, Any] | None = None, etag: str = "") -> Answer:
        """An answer; a token that was revoked is replaced once."""
        for is_last in (False, True):
            headers = {"Authorization": f"Bearer {self._token(is_last)}"}
            if etag:
                headers["If-None-Match"] = etag
            try:
                return self._web.get(f"{self.base}{path}", params, headers)
            except RefusedError as error:
                kinds = _kinds_of(error.answer)
                _raise_for_curator(kinds, error)
                is_revoked = error.answer.status in UNAUTHORIZED and "oauth" in kinds
                if not is_revoked or is_last or settings.HH_ACCESS_TOKEN:
                    raise
        raise AssertionError  # the last try returns or raises

    def open(self, path: str) -> Any:
        """A dictionary, which anybody may read."""
        return self._web.get(f"{self.base}{path}").json()

    def _token(self, anew: bool) -> str:  # noqa: FBT001
        """The token in use; asked for where there is none, or where it was revoked."""
        if settings.HH_ACCESS_TOKEN:
            return str(settings.HH_ACCESS_TOKEN)
        kept = self._memory.recall(["token"]).get("token")
        if kept and not anew:
            return str(kept["value"])
        if kept and time.time() - kept["at"] < TOKEN_EVERY_S:
            raise SourceError(
                _now("HeadHunter revoked a token that it had just given. It is tried again later."),
                wait=timedelta(seconds=TOKEN_EVERY_S),
            )
        answer = self._web.post(
            f"{self.base}/token",
            {
                "grant_type": "client_credentials",
                "client_id": settings.HH_CLIENT_ID,
                "client_secret": settings.HH_CLIENT_SECRET,
            },
        ).json()
        value = answer.get("access_token") if isinstance(answer, dict) else None
        if not value:
            raise SourceError(
                _now("HeadHunter gave no token: look whether the application's key is right."),
                needs_curator=True,
            )
        self._memory.remember({"token": {"value": value, "at": time.time()}})
        return str(value)


def _kinds_of(answer: Answer) -> dict[str, str]:
    """What the API says went wrong: values by type. A page of an error is often no JSON."""
    try:
        errors = answer.json().get("errors") or ()
        return {str(error.get("type")): str(error.get("value")) for error in errors}
    except (SourceError, AttributeError):
        return {}


def _raise_for_curator(kinds: Mapping[str, str], error: RefusedError) -> None:
    """What trying again would only make worse."""
    if "captcha_required" in kinds:
        raise SourceError(
            _now(
                "HeadHunter asks for a captcha, so it is left alone. Wait a day, make the imports"
                " rarer, and import by hand."
            ),
            needs_curator=True,
        ) from error
    if "bad_user_agent" in kinds:
        raise SourceError(
            _now("HeadHunter wants to know whom to write to: set CONTACT_EMAIL."),
            needs_curator=True,
        ) from error
