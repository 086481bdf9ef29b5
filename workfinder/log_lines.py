"""Lines of the log: each with the id of its request, and as JSON for machines that collect them."""

import json
import logging
from datetime import UTC, datetime

from workfinder.request_ids import request_id


class RequestIds(logging.Filter):
    """The id of the request in work, beside each line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Takes every line."""
        record.request_id = request_id() or "-"
        return True


class JsonLines(logging.Formatter):
    """Time, level, logger, request and message; the trace where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
