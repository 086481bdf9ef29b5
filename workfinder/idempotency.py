"""`Idempotency-Key`: a request that is sent again makes nothing twice and is answered alike.

The key, what is made and the answer are written in one transaction. A second request with the key
waits for it, so ten equal ones at once make one thing; after a crash neither is there.
"""

import hashlib
import re
from collections.abc import Callable

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from accounts.models import KeptAnswer
from accounts.tokens import VersionedAuthentication
from workfinder.errors import api_error

Answer = Callable[[HttpRequest], HttpResponse]

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
DOOR = "/api/v1/"
# Tokens, secrets and codes are never kept; registering looks after its key by itself.
LEFT_ALONE = (f"{DOOR}auth/", f"{DOOR}me/second-factor", f"{DOOR}me/recovery-codes")
PATIENCE = "20s"
WAIT_SECONDS = 2
FAILURES = 400


def idempotency(get_response: Answer) -> Answer:
    """Answer a repeated request with what the first one was answered."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not is_named(request):
            return get_response(request)
        key = request.headers[HEADER]
        if not KEY.fullmatch(key):
            text = _("Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.")
            return api_error(400, "bad_idempotency_key", text)
        try:
            user_id = _user_id(request)
        except APIException:
            return get_response(request)  # the view refuses it in its own words
        try:
            return _answered_once(request, user_id, key, get_response)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            text = _("The same request is still being worked on. Ask again in a moment.")
            return api_error(409, "still_in_work", text, retry_after=WAIT_SECONDS)

    return answer


def is_named(request: HttpRequest) -> bool:
    """Whether this is a request that may make something and carries a key."""
    return (
        request.method == "POST"
        and HEADER in request.headers
        and request.path.startswith(DOOR)
        and not request.path.startswith(LEFT_ALONE)
    )


def _user_id(request: HttpRequest) -> int | None:
    found = VersionedAuthentication().authenticate(Request(request))
    return found[0].pk if found else None


def _answered_once(
    request: HttpRequest, user_id: int | None, key: str, get_response: Answer
) -> HttpResponse:
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        kept, is_new = KeptAnswer.objects.take(user_id, key, fingerprint)
        if not is_new:
            return _replayed(kept, fingerprint)
        response = get_response(request)
        if response.status_code >= FAILURES or response.streaming:
            # Nothing was made, so the key stays free.
            transaction.set_rollback(True)
            return response
        kept.status, kept.body = response.status_code, response.content.decode()
        kept.save(update_fields=["status", "body"])
    return response


def _replayed(kept: KeptAnswer, fingerprint: str) -> HttpResponse:
    if kept.request != fingerprint:
        text = _("This Idempotency-Key was used for another request. Send a new key.")
        return api_error(422, "idempotency_key_reused", text)
    response = HttpResponse(kept.body, status=kept.status, content_type="application/json")
    response[REPLAYED] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    """A hash of address and body; for a form of its fields, since its boundaries change."""
    seen = hashlib.sha256(f"{request.get_full_path()}\n{request.content_type}\n".encode())
    if request.content_type != "multipart/form-data":
        seen.update(request.body)
        return seen.hexdigest()
    seen.update(repr(sorted(request.POST.lists())).encode())
    for name in sorted(request.FILES):
        seen.update(f"{name}\n".encode())
        for file in request.FILES.getlist(name):
            for chunk in file.chunks():
                seen.update(chunk)
            file.seek(0)
    return seen.hexdigest()
