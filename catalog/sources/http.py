"""The way out to sources: checked addresses, a pace, patience, and limits on what comes back."""

import email.utils
import json
import random
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx2
from django.conf import settings
from django.utils.translation import gettext as _

from catalog.sources.addresses import Target, target_of
from catalog.sources.base import SourceError
from catalog.sources.hosts import turn

# At most 5 requests a second of one host.
PACE_S = 0.2
TIMEOUT_S = 15.0
MOST_BYTES = 10 * 1024 * 1024
MOST_REDIRECTS = 5
TRIES = 4
# A source that asks for a longer pause is left until its next turn.
LONGEST_WAIT_S = 60.0
BACK_OFF_S = 1.0
REDIRECTS = (301, 302, 303, 307, 308)
TOO_MANY = 429
UNAVAILABLE = 503
NOT_MODIFIED = 304
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered; `is_same` where it says that nothing has changed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_same(self) -> bool:
        """Whether what was read before still holds."""
        return self.status == NOT_MODIFIED

    @property
    def text(self) -> str:
        """The body as text, by the encoding that the answer names."""
        with suppress(LookupError):
            return self.body.decode(self._charset(), "replace")
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON; SourceError where it is something else."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            message = _("%(url)s answered with something that is not JSON, or was cut off.")
            raise SourceError(message % {"url": self.url}) from error

    def _charset(self) -> str:
        kind = self.headers.get("content-type", "")
        return kind.partition("charset=")[2].split(";")[0].strip(" \"'") or "utf-8"


class RefusedError(SourceError):
    """The source answered with an error; `answer` holds what it said."""

    def __init__(self, message: str, answer: Answer, **kwargs: Any) -> None:
        super().__init__(message, **kwargs)
        self.answer = answer


class _Pause(Exception):  # noqa: N818  no error of ours but a reason to try again
    def __init__(self, seconds: float | None, error: SourceError) -> None:
        super().__init__(str(error))
        self.seconds = seconds
        self.error = error


class Web:
    """Asks one source. Keeps connections while it is open: `with Web() as web`."""

    def __init__(self, *, pace_s: float = PACE_S, headers: Mapping[str, str] | None = None) -> None:
        self.pace_s = pace_s
        self._headers = {
            "User-Agent": settings.SOURCES_USER_AGENT,
            "Accept-Encoding": "gzip",
            **(headers or {}),
        }
        # A connection belongs to a name: hosts that share a machine don't share connections.
        self._clients: dict[str, httpx2.Client] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients.values():
            client.close()

    def get(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to a GET: 2xx, or 304 to a question that was conditional.

        Raises SourceError: the address may not be asked, nothing came in time, too much came,
        or (RefusedError) the source answered with an error. What may pass is tried again.
        """
        return self._patiently("GET", _with_params(url, params), headers or {}, None)

    def post(self, url: str, form: Mapping[str, str]) -> Answer:
        """The answer to a form that is sent; errors as of `get`."""
        return self._patiently("POST", url, {}, form)

    def _patiently(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Answer:
        """Try again what may pass, after as long as the source asks for, or ever longer."""
        for attempt in range(TRIES):
            try:
                return self._following(method, url, headers, form)
            except _Pause as pause:
                wait = pause.seconds
                if wait is None:
                    wait = BACK_OFF_S * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311
                if wait > LONGEST_WAIT_S or attempt == TRIES - 1:
                    pause.error.wait = timedelta(seconds=wait)
                    raise pause.error from pause
                time.sleep(wait)
        raise AssertionError  # the last attempt returns or raises

    def _following(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Answer:
        for _step in range(MOST_REDIRECTS + 1):
            target = target_of(url)
            answer = self._once(method, target, headers, form)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return _accepted(answer)
            url = urljoin(target.url, answer.headers["location"])
            # What was meant for one host, a token above all, isn't told to another.
            headers = headers if urlsplit(url).netloc == urlsplit(target.url).netloc else {}
            method, form = "GET", None
        raise SourceError(_("%(url)s leads in circles.") % {"url": url[:200]})

    def _once(self, method: str, target: Target, headers: Mapping[str, str], form: Any) -> Answer:
        with turn(target.sign, self.pace_s) as host:
            failed = True
            try:
                answer = self._ask(method, target, headers, form)
                failed = answer.status >= SERVER_ERROR
            except httpx2.TransportError as error:
                raise _Pause(None, _unreachable(target, error)) from error
            finally:
                host.note(failed=failed, now=time.time())
        return answer

    def _ask(self, method: str, target: Target, headers: Mapping[str, str], form: Any) -> Answer:
        """One request to the very machine that was checked, under its own name."""
        deadline = time.monotonic() + TIMEOUT_S
        client = self._client_of(target)
        request = client.build_request(
            method,
            target.asked,
            headers={**headers, "Host": target.sign},
            data=form,
            extensions={"sni_hostname": target.host},
        )
        response = client.send(request, stream=True)
        try:
            body = b"".join(_limited(response, deadline))
        finally:
            response.close()
        return Answer(target.url, response.status_code, dict(response.headers), body)

    def _client_of(self, target: Target) -> httpx2.Client:
        # No proxy of the environment: the address that was checked is the one that is asked.
        if target.sign not in self._clients:
            self._clients[target.sign] = httpx2.Client(
                timeout=TIMEOUT_S, trust_env=False, headers=self._headers
            )
        return self._clients[target.sign]


def _limited(response: httpx2.Response, deadline: float) -> Iterator[bytes]:
    """The body, unpacked by ourselves so that a bomb never is; by the deadline or not at all."""
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing not in ("identity", "gzip"):
        raise SourceError(_("The source packs its answers in a way that was not asked for."))
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if packing == "gzip" else None
    left = MOST_BYTES
    for chunk in response.iter_raw():
        if time.monotonic() > deadline:
            raise httpx2.ReadTimeout("slower than the deadline")
        try:
            piece = unpack.decompress(chunk, left + 1) if unpack else chunk
        except zlib.error as error:
            raise SourceError(_("The answer of the source is damaged.")) from error
        left -= len(piece)
        if left < 0:
            raise SourceError(
                _("The answer of the source is larger than %(limit)s MB.")
                % {"limit": MOST_BYTES >> 20}
            )
        yield piece
    if unpack and not unpack.eof and left < MOST_BYTES:
        raise SourceError(_("The answer of the source was cut off."))


def _accepted(answer: Answer) -> Answer:
    """The answer, unless it is an error; _Pause where it may pass."""
    if answer.status < REDIRECTS[0] or answer.is_same:
        return answer
    message = _("%(url)s answered with the error %(status)s.") % {
        "url": answer.url,
        "status": answer.status,
    }
    error = RefusedError(message, answer)
    if answer.status == TOO_MANY or answer.status >= SERVER_ERROR:
        raise _Pause(_asked_pause(answer), error)
    raise error


def _asked_pause(answer: Answer) -> float | None:
    """Seconds of Retry-After, which is a number or a date; None where it isn't there."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    with suppress(ValueError, TypeError):
        at = email.utils.parsedate_to_datetime(value)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max(0.0, (at - datetime.now(UTC)).total_seconds())
    return None


def _unreachable(target: Target, error: Exception) -> SourceError:
    reason = _("no answer in time") if isinstance(error, httpx2.TimeoutException) else str(error)
    return SourceError(
        _("%(host)s can't be reached: %(reason)s.") % {"host": target.host, "reason": reason}
    )


def _with_params(url: str, params: Mapping[str, Any] | None) -> str:
    if not params:
        return url
    return str(httpx2.URL(url).copy_merge_params(dict(params)))
