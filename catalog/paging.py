"""Pages of the API's lists: by the place of the last row where a list has one, else by number."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as BadValueError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

PAGE = 20
LARGEST_PAGE = 100
# No list is read further than this by number.
FURTHEST = 1_000_000
LONGEST_CURSOR = 1_000


Cursor = dict[str, Any]


class Pages(BasePagination):
    """`next`, `previous` and `results`; at most 100 a page.

    A list ordered by plain columns that are never null goes on after the last row that was seen,
    so rows that come and go meanwhile are neither shown twice nor left out. A searched list, whose
    order is computed, goes on by number.
    """

    previous: Cursor | None
    next: Cursor | None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """A page, and whether others lie before and behind it."""
        self.url = request.build_absolute_uri()
        limit = _limit(request.query_params.get("limit", ""))
        cursor = _read(request.query_params.get("cursor", ""))
        columns = _columns(queryset)
        page = self._by_place if columns else self._by_number
        try:
            return page(queryset, columns, cursor, limit)
        except (BadValueError, TypeError, ValueError, OverflowError) as error:
            raise _bad_cursor() from error

    def _by_number(
        self, queryset: QuerySet[Any], _columns: Sequence[str], cursor: Cursor, limit: int
    ) -> list[Any]:
        start = min(max(int(cursor.get("start", 0)), 0), FURTHEST)
        rows = list(queryset[start : start + limit + 1])
        self.previous = {"start": max(start - limit, 0)} if start else None
        self.next = {"start": start + limit} if len(rows) > limit else None
        return rows[:limit]

    def _by_place(
        self, queryset: QuerySet[Any], columns: Sequence[str], cursor: Cursor, limit: int
    ) -> list[Any]:
        place = cursor.get("after", cursor.get("before"))
        backwards = "before" in cursor
        if backwards:
            columns = [_turned(column) for column in columns]
        queryset = queryset.order_by(*columns)
        if place is not None:
            queryset = queryset.filter(_behind(queryset, columns, place))
        rows = list(queryset[: limit + 1])
        more, rows = len(rows) > limit, rows[:limit]
        if backwards:
            rows.reverse()
        has_previous, has_next = (more, True) if backwards else (place is not None, more)
        names = [column.lstrip("-") for column in columns]
        self.previous = {"before": _place(rows[0], names)} if rows and has_previous else None
        self.next = {"after": _place(rows[-1], names)} if rows and has_next else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """The three keys."""
        addresses = {"next": self._address(self.next), "previous": self._address(self.previous)}
        return Response({**addresses, "results": data})

    def _address(self, cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        if cursor == {"start": 0}:
            return remove_query_param(self.url, "cursor")
        return replace_query_param(self.url, "cursor", _written(cursor))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The three keys, for the description."""
        address = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What the address of a page may hold, for the description."""
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE}
        return [
            {"name": "limit", "in": "query", "schema": size, "description": "rows a page"},
            {
                "name": "cursor",
                "in": "query",
                "schema": {"type": "string"},
                "description": "where a page begins: part of `next` and `previous`, not to be made",
            },
        ]


def _limit(typed: str) -> int:
    """Rows a page; what is no number doesn't count."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(FURTHEST))
    return min(max(int(typed), 1), LARGEST_PAGE) if is_number else PAGE


def _columns(queryset: QuerySet[Any]) -> list[str]:
    """The columns that order a list; empty where one of them is computed on the way."""
    order = queryset.query.order_by or queryset.model._meta.ordering
    columns = [column for column in order if isinstance(column, str)]
    if len(columns) < len(order):
        return []
    is_exact = {"pk", "-pk"} & set(columns)
    return columns if is_exact else [*columns, "pk"]


def _turned(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _behind(queryset: QuerySet[Any], columns: Sequence[str], place: Sequence[Any]) -> Q:
    """Rows that come after a place in the order of the columns."""
    if not isinstance(place, list) or len(place) != len(columns):
        raise ValueError(place)
    behind, same = Q(), Q()
    for position, (column, given) in enumerate(zip(columns, place, strict=True)):
        name, further = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
        value = _field(queryset, name).to_python(given)
        if value is None:
            raise ValueError(place)
        behind |= same & Q(**{f"{name}__{further}": value})
        same &= Q(**{name: value})
        if position == 0:
            # Said once more so that the index of the first column is walked from here.
            first = Q(**{f"{name}__{further}e": value})
    return first & behind


def _field(queryset: QuerySet[Any], name: str) -> Any:
    annotation = queryset.query.annotations.get(name)
    if annotation is not None:
        return annotation.output_field
    meta = queryset.model._meta
    return meta.pk if name == "pk" else meta.get_field(name)


def _place(row: Model, names: Sequence[str]) -> list[Any]:
    return [getattr(row, name) for name in names]


def _written(cursor: Cursor) -> str:
    text = json.dumps(cursor, cls=ExactEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


class ExactEncoder(DjangoJSONEncoder):
    """Times to the microsecond: rows between two of them must not be lost."""

    def default(self, value: Any) -> Any:
        """Django's own writes milliseconds."""
        return value.isoformat() if hasattr(value, "isoformat") else super().default(value)


def _read(typed: str) -> Cursor:
    """A cursor as it was made; ValidationError for anything else."""
    if not typed:
        return {}
    try:
        text = base64.b64decode(typed[:LONGEST_CURSOR] + "===", altchars=b"-_", validate=False)
        cursor = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad_cursor() from error
    if not isinstance(cursor, dict):
        raise _bad_cursor()
    return cursor


def _bad_cursor() -> ValidationError:
    return ValidationError({"cursor": _("This page doesn’t exist. Begin at the first one.")})
