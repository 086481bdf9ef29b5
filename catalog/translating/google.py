"""Google's translator by its Basic client: the only place that talks to it.

The key is the path of a service account's JSON file. That file names where tokens come from
(`token_uri`), and may name another endpoint (`api_endpoint`), as a server of one's own needs.
"""

import json
import time
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from google.api_core.exceptions import GoogleAPICallError
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession, Request
from google.cloud.translate_v2 import Client
from google.oauth2.service_account import Credentials
from requests.adapters import HTTPAdapter

ENDPOINT = "https://translation.googleapis.com"
ENDPOINT_NAMES = ("api_endpoint", "endpoint")
# Of one request, answer and all; and how much an answer may hold.
SECONDS, MOST_BYTES = 10, 2_000_000
PIECE = 65_536


class TranslationError(Exception):
    """The translator gave nothing to use; the message says why and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


class _Limited(HTTPAdapter):
    """Waits so long in all, however slowly an answer drips, and reads no more than is sensible."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        ends = time.monotonic() + SECONDS
        limits = {**kwargs, "stream": True, "timeout": SECONDS}
        response = super().send(request, *args, **limits)
        body = bytearray()
        while piece := response.raw.read1(PIECE, decode_content=True):
            body += piece
            if time.monotonic() > ends:
                raise requests.exceptions.ReadTimeout(request=request)
            if len(body) > MOST_BYTES:
                raise requests.exceptions.ContentDecodingError(request=request)
        # As requests itself does when it has read an answer to its end.
        response._content = bytes(body)
        response._content_consumed = True
        return response


class Google:
    """A translator with the account of one file; TranslationError where that is no such file."""

    def __init__(self, path: str) -> None:
        account = _account(path)
        try:
            credentials = Credentials.from_service_account_info(account, scopes=Client.SCOPE)
        except (ValueError, GoogleAuthError) as error:
            raise TranslationError(MALFORMED) from error
        self.endpoint = next(
            (account[name] for name in ENDPOINT_NAMES if name in account), ENDPOINT
        )
        session = AuthorizedSession(credentials, auth_request=Request(_limited(requests.Session())))
        self._client = Client(
            credentials=credentials,
            _http=_limited(session),
            client_options={"api_endpoint": self.endpoint},
        )

    @property
    def host(self) -> str:
        """Whom texts go to."""
        return urlsplit(self.endpoint).hostname or self.endpoint

    def ask(self, texts: Sequence[str], source: str, target: str, *, is_html: bool) -> list[str]:
        """Each text in the target language; TranslationError for anything but all of them."""
        try:
            found = self._client.translate(
                list(texts),
                target_language=target,
                source_language=source or None,
                format_="html" if is_html else "text",
            )
            answers = [str(row["translatedText"]) for row in found]
        except GoogleAPICallError as error:
            raise TranslationError(_refusal(error)) from error
        except (GoogleAuthError, requests.RequestException) as error:
            raise TranslationError(UNREACHABLE) from error
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            raise TranslationError(UNREADABLE) from error
        return answers if is_html else [unescape(answer) for answer in answers]


MALFORMED = _(
    "The file that GOOGLE_TRANSLATE_API_KEY names is not the JSON key of a service account."
)
ABSENT = _("The file that GOOGLE_TRANSLATE_API_KEY names can’t be read.")
UNREACHABLE = _("The translator did not answer in time.")
UNREADABLE = _("The translator’s answer can’t be read.")
REFUSED = _("The translator refuses our account.")
EXHAUSTED = _("The translator’s quota is used up for now.")


def get_translator() -> Google | None:
    """The translator that this site has, or None; TranslationError where its file is no good."""
    path = settings.GOOGLE_TRANSLATE_API_KEY
    return _made(path, _stamp(path)) if path else None


def is_set_up() -> bool:
    """Whether a translator is named at all."""
    return bool(settings.GOOGLE_TRANSLATE_API_KEY)


@lru_cache(maxsize=2)
def _made(path: str, _changed: float) -> Google:
    return Google(path)


def _stamp(path: str) -> float:
    try:
        return Path(path).stat().st_mtime
    except (OSError, ValueError) as error:
        raise TranslationError(ABSENT) from error


def _account(path: str) -> dict[str, Any]:
    try:
        account = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise TranslationError(ABSENT) from error
    except ValueError as error:
        raise TranslationError(MALFORMED) from error
    if not isinstance(account, dict):
        raise TranslationError(MALFORMED)
    return account


def _limited(session: Any) -> Any:
    session.mount("https://", _Limited())
    session.mount("http://", _Limited())
    return session


def _refusal(error: GoogleAPICallError) -> Promise:
    if error.code == HTTPStatus.TOO_MANY_REQUESTS or "limit" in str(error.message).casefold():
        return EXHAUSTED
    if error.code in (HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_REQUEST):
        return REFUSED
    return UNREACHABLE
