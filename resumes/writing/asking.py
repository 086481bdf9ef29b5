"""Asks a language model by the API of OpenAI: the only place that talks to one."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai
from django.conf import settings
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 300_000
TRIES, LONGEST_PAUSE = 3, 8.0
# Less than this isn't worth another try.
SHORTEST_TRY = 0.5
# How the answer is asked for, strictest first: some servers refuse `json_schema`, some both.
MODES = ("json_schema", "json_object", "text")
MODE_REMEMBERED = 3600
AGAIN = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS,
}
REFUSED_FORM = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}

ABSENT = _("No language model is set up on this site.")
LATE = _("The language model did not answer in time.")
BUSY = _("The language model is busy or its quota is used up.")
REFUSED = _("The language model refuses our account.")
UNREADABLE = _("The language model’s answer can’t be used.")


class WritingError(Exception):
    """A model gave nothing to use; the message says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


class _TooMuchError(httpx2.ReadError):
    """An answer is larger or slower than any sensible one."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked: what it is to do, the data, and the form of the answer."""

    task: str
    data: str
    form: Mapping[str, Any]


class _Limited(httpx2.BaseTransport):
    """Stops an answer at its size and at the deadline, however slowly it drips."""

    def __init__(self, ends: float) -> None:
        self._inner = httpx2.HTTPTransport()
        self._ends = ends

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """As the inner one, with a watched stream."""
        response = self._inner.handle_request(request)
        stream = response.stream
        if isinstance(stream, httpx2.SyncByteStream):
            response.stream = _Watched(stream, self._ends)
        return response

    def close(self) -> None:
        """Both at once."""
        self._inner.close()


class _Watched(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, ends: float) -> None:
        self._inner, self._ends = inner, ends

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._inner:
            size += len(piece)
            if size > MOST_BYTES or time.monotonic() > self._ends:
                message = "too much or too late"
                raise _TooMuchError(message)
            yield piece

    def close(self) -> None:
        self._inner.close()


def is_set_up() -> bool:
    """Whether this site has a model to ask."""
    return bool(settings.OPENAI_API_KEY)


def host() -> str:
    """Whom questions go to."""
    return urlsplit(settings.OPENAI_BASE_URL).hostname or "api.openai.com"


def ask(question: Question, *, ends: float) -> dict[str, Any]:
    """The answer as JSON, by a moment of the monotonic clock; WritingError where there is none."""
    if not is_set_up():
        raise WritingError(ABSENT)
    failure = WritingError(LATE)
    for number in range(TRIES):
        if ends - time.monotonic() < SHORTEST_TRY:
            break
        try:
            return _asked(question, ends)
        except openai.APIStatusError as error:
            failure = WritingError(_reason(error))
            if (
                error.status_code not in AGAIN
                and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
            ):
                break
            _pause(_asked_pause(error) or 2.0**number / 2, ends)
        except openai.APIConnectionError:
            failure = WritingError(LATE)
            _pause(2.0**number / 2, ends)
        except _BadAnswerError:
            failure = WritingError(UNREADABLE)
    raise failure


class _BadAnswerError(Exception):
    """What came isn't a JSON object."""


def _asked(question: Question, ends: float) -> dict[str, Any]:
    """One answer, in the strictest form that the server takes."""
    remembered = cache.get(_mode_key()) or MODES[0]
    modes = MODES[MODES.index(remembered) :]
    for mode in modes:
        try:
            answer = _completed(question, mode, ends)
        except openai.APIStatusError as error:
            if error.status_code not in REFUSED_FORM or mode == modes[-1]:
                raise
            continue
        cache.set(_mode_key(), mode, MODE_REMEMBERED)
        return _read(answer)
    raise _BadAnswerError


def _completed(question: Question, mode: str, ends: float) -> str:
    left = max(ends - time.monotonic(), SHORTEST_TRY)
    with openai.OpenAI(
        api_key=settings.OPENAI_API_KEY,
        organization=settings.OPENAI_ORGANIZATION_KEY or None,
        base_url=settings.OPENAI_BASE_URL or None,
        max_retries=0,
        timeout=left,
        http_client=httpx2.Client(transport=_Limited(ends), follow_redirects=False),
    ) as client:
        try:
            found = client.chat.completions.create(
                model=settings.OPENAI_MODEL,
                messages=[
                    {"role": "system", "content": question.task},
                    {"role": "user", "content": question.data},
                ],
                **_form(question, mode),
            )
            return str(found.choices[0].message.content or "")
        except (openai.APIResponseValidationError, json.JSONDecodeError) as error:
            raise _BadAnswerError from error
        except (AttributeError, IndexError, TypeError, ValueError) as error:
            # A server that speaks as OpenAI's does may still answer with anything.
            raise _BadAnswerError from error


def _form(question: Question, mode: str) -> dict[str, Any]:
    if mode == "json_schema":
        schema = {"name": "answer", "strict": True, "schema": dict(question.form)}
        return {"response_format": {"type": mode, "json_schema": schema}}
    return {"response_format": {"type": mode}} if mode == "json_object" else {}


def _read(answer: str) -> dict[str, Any]:
    """The JSON object of an answer; a fence around it is forgiven."""
    begins, ends = answer.find("{"), answer.rfind("}")
    try:
        found = json.loads(answer[begins : ends + 1])
    except (ValueError, RecursionError) as error:
        raise _BadAnswerError from error
    if not isinstance(found, dict):
        raise _BadAnswerError
    return found


def _reason(error: openai.APIStatusError) -> str | Promise:
    if error.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return BUSY
    refused = error.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    return REFUSED if refused else UNREADABLE


def _asked_pause(error: openai.APIStatusError) -> float:
    said = error.response.headers.get("retry-after", "")
    return min(float(said), LONGEST_PAUSE) if said.isdecimal() else 0.0


def _pause(seconds: float, ends: float) -> None:
    time.sleep(max(0.0, min(seconds, LONGEST_PAUSE, ends - time.monotonic())))


def _mode_key() -> str:
    return f"writing-mode:{host()}:{settings.OPENAI_MODEL}"
