"""Where letters go while no server for e-mail is set: into a folder, never into the log."""

import logging
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)
FOLDER = "outbox"


class OutboxBackend(BaseEmailBackend):
    """A file for each letter, for whoever tries the site on one machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them down; how many."""
        folder = outbox()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            path = folder / f"{uuid.uuid4().hex}.eml"
            path.write_bytes(message.message().as_bytes())
            logger.info("No server for e-mail is set (EMAIL_URL): a letter lies in %s", path)
        return len(email_messages)


def outbox() -> Path:
    """The folder."""
    return Path(settings.VAR_DIR) / FOLDER


def forget_letters(*addresses: str) -> int:
    """Delete letters to these addresses; how many."""
    count = 0
    for path in outbox().glob("*.eml"):
        head = path.read_text("utf-8", errors="replace").casefold()
        if any(address and address.casefold() in head for address in addresses):
            path.unlink(missing_ok=True)
            count += 1
    return count


def forget_old_letters(age: timedelta) -> int:
    """Delete letters of that age; how many."""
    old = [
        p for p in outbox().glob("*.eml") if time.time() - p.stat().st_mtime > age.total_seconds()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
