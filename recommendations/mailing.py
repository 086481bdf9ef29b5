"""The way out for letters about vacancies: one connection for many, and what went wrong, said."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

REFUSED = range(500, 600)


class MailError(Exception):
    """A letter did not go out; trying later may help."""


class ServerError(MailError):
    """The server can't be reached, or lets nobody in: no other letter would go out either."""


class RefusedError(MailError):
    """The server refuses this letter or its address for good."""


class Post:
    """An open connection to the mail server."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self._backend = backend

    def send(self, message: EmailMessage) -> None:
        """Hand a letter over; raises MailError, and then the server did not take it."""
        try:
            self._backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            # The answer, never the address: what is said ends in the log.
            [(code, text)] = error.recipients.values()
            raise _kind(code)(_answer(code, text)) from error
        except smtplib.SMTPDataError as error:
            raise (RefusedError if error.smtp_code in REFUSED else MailError)(
                _said(error)
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ServerError(_said(error)) from error


@contextmanager
def open_post() -> Iterator[Post]:
    """A connection for as many letters as there are; raises ServerError."""
    backend: BaseEmailBackend = get_connection()
    try:
        backend.open()
    except (smtplib.SMTPException, OSError) as error:
        raise ServerError(_said(error)) from error
    try:
        yield Post(backend)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            backend.close()


def _kind(code: int) -> type[MailError]:
    return RefusedError if code in REFUSED else MailError


def _said(error: Exception) -> str:
    """What the server said, in a line that a curator can read."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _answer(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {said}"
