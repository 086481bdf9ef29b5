"""One page of a long list, without counting the whole of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

PAGE = 20
LAST_PAGE = 500
# Beyond this a figure says nothing more to people, and counting costs.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the numbers of the pages beside them; None where there is none."""

    rows: Sequence[Any]
    number: int
    previous: int | None
    next: int | None


def page_number(request: HttpRequest) -> int:
    """The page that the address asks for; the first if it asks for nonsense."""
    typed = request.GET.get("page", "1")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(LAST_PAGE)) + 1
    return min(max(int(typed), 1), LAST_PAGE) if is_number else 1


def page_of(rows: Sequence[Any] | QuerySet[Any], number: int, size: int = PAGE) -> Page:
    """A page of rows that can be sliced."""
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return page_beside(found[:size], number, has_next=len(found) > size)


def page_beside(rows: Sequence[Any], number: int, *, has_next: bool) -> Page:
    """A page whose rows are at hand."""
    after = number + 1 if has_next and number < LAST_PAGE else None
    return Page(rows, number, number - 1 if number > 1 else None, after)


def count_up_to(rows: QuerySet[Any], most: int = COUNTED) -> int:
    """How many rows, but at most one more than `most`."""
    return rows.order_by()[: most + 1].count()
