"""Imports what sources offer, losing nothing; the only writer of vacancies and courses."""

from catalog.importing.running import AlreadyRunningError, import_source

__all__ = ["AlreadyRunningError", "import_source"]
