"""What the catalogue holds of a person beside their own rows: their reports stay, without them."""

from typing import Any


def export(user: Any) -> dict[str, bytes]:
    """No files."""
    return {}


def erase(user: Any) -> dict[str, int]:
    """Reports warn other readers, so what is wrong stays; who said it and their words go."""
    return {"reports": user.reports.update(reader=None, text="", answer="")}
