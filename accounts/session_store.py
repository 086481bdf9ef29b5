"""Where sessions of browsers are kept: as Django does, and beside it whose they are."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DjangoStore

from accounts.models import Session

# Under this name a session notes its device: program, address, first and last time seen.
DEVICE = "device"


class SessionStore(DjangoStore):
    """Copies the owner and the device into columns, for the list that the owner sees."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our own rows."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """A row for these data."""
        row: Any = super().create_model_instance(data)
        user_id = data.get("_auth_user_id")
        row.user_id = int(user_id) if user_id else None
        if device := data.get(DEVICE):
            row.agent, row.address, since, seen = device
            row.created_at = datetime.fromtimestamp(since, UTC)
            row.last_used_at = datetime.fromtimestamp(seen, UTC)
        return row
