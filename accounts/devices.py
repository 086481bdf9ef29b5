"""Devices that a person is signed in on: noted, listed, ended."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.agents import called
from accounts.models import Session, TokenFamily, User
from accounts.session_store import DEVICE

# A device is noted once in so many seconds: that is precise enough to recognize it.
NOTE_SECONDS = 600
LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Device:
    """Where somebody is signed in; `id` tells devices apart and signs nobody in."""

    id: str
    door: str
    agent: str
    address: str | None
    since: datetime
    last_used_at: datetime
    is_this_one: bool

    @property
    def name(self) -> str:
        """What people call it; empty where it said nothing."""
        return called(self.agent)


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from; our middleware has set it right behind servers in front."""
    address = request.META.get("REMOTE_ADDR", "")
    try:
        validate_ipv46_address(address)
    except ValidationError:
        return None
    return str(address)


def agent_of(request: HttpRequest) -> str:
    """What the program says it is; only good for recognizing it."""
    said = request.META.get("HTTP_USER_AGENT", "")
    return "".join(letter for letter in said if letter.isprintable())[:LONGEST_AGENT]


def note_device(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: sessions of people note the device that they are used on."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.session.accessed and "_auth_user_id" in request.session:
            _note(request)
        return response

    return answer


def _note(request: HttpRequest) -> None:
    now = int(time.time())
    agent, address = agent_of(request), address_of(request)
    noted = request.session.get(DEVICE) or [agent, address, now, 0]
    if noted[:2] != [agent, address] or now - noted[3] > NOTE_SECONDS:
        request.session[DEVICE] = [agent, address, noted[2], now]


def devices_of(user: User, session_key: str | None = None) -> list[Device]:
    """Every place where the person is signed in, the last used first."""
    found = [*_browsers(user, session_key), *_phones(user)]
    return sorted(found, key=lambda device: device.last_used_at, reverse=True)


def _browsers(user: User, session_key: str | None) -> Iterator[Device]:
    for row in user.sessions.filter(expire_date__gt=timezone.now()):
        yield Device(
            row.public_id, "web", row.agent, row.address, row.created_at, row.last_used_at,
            is_this_one=row.session_key == session_key,
        )  # fmt: skip


def _phones(user: User) -> Iterator[Device]:
    for row in user.token_families.alive():
        yield Device(
            row.id.hex, row.door, row.agent, row.address, row.created_at, row.last_used_at,
            is_this_one=False,
        )  # fmt: skip


def end_device(user: User, device_id: str) -> bool:
    """Sign one of the person's devices out; False where there is no such."""
    for row in user.sessions.all():
        if row.public_id == device_id:
            row.delete()
            return True
    try:
        return user.token_families.filter(pk=device_id).end() > 0
    except ValidationError:
        return False


def end_devices(user: User, but: str | None = None) -> None:
    """Sign the person out everywhere, but for the session with this key."""
    Session.objects.filter(user=user).exclude(pk=but or "").delete()
    TokenFamily.objects.filter(user=user).end()
    user.end_tokens()
