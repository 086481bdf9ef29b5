"""Imports what sources offer, losing nothing; the only writer of vacancies and courses."""

from catalog.importing.closing import close_waiting
from catalog.importing.retrying import retry_items
from catalog.importing.running import AlreadyRunningError, import_source, try_source
from catalog.importing.undoing import CannotUndoError, can_undo, undo

__all__ = [
    "AlreadyRunningError",
    "CannotUndoError",
    "can_undo",
    "close_waiting",
    "import_source",
    "retry_items",
    "try_source",
    "undo",
]
