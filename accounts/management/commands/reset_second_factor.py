"""Let somebody who lost phone and paper enrol anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.devices import end_devices
from accounts.models import User
from accounts.second_factor import turn_off


class Command(BaseCommand):
    """Ask who they are first: this makes the password alone enough."""

    help = "Turn a person's second factor off; staff are asked for a new one when they sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("username")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        """Turn it off and sign all devices out."""
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            message = f"Nobody has the login name {username}."
            raise CommandError(message)
        turn_off(user)
        end_devices(user)
        self.stdout.write(f"{user.get_username()} signs in with the password alone now.")
