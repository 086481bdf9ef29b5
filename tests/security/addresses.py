"""Every address of the site, found in its own table of addresses, with rows of a person in it."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize

from accounts.models import User
from workfinder.private_rows import private_tables

# What may stand in an address beside numbers of rows.
WORDS = {
    "kind": ["experience", "skills", "docx", "pdf", "json"],
    "step": ["name", "wishes"],
    "purpose": ["writing"],
    "section": ["vacancies"],
    "language": ["ru"],
    "mark": ["0123456789abcdef"],
}


def patterns(resolver: Any = None, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Addresses with gaps, and the names of the gaps."""
    for part in (resolver or get_resolver()).url_patterns:
        written = before + str(part.pattern.regex.pattern).removeprefix("^").removesuffix(r"\Z")
        if isinstance(part, URLResolver):
            yield from patterns(part, written)
        else:
            for address, names in normalize(written):
                yield f"/{address}", names


def addresses(owner: User, others: list[Any]) -> list[str]:
    """With each row of the owner, and each of the others, in each gap where it fits."""
    own = {str(row.pk) for table in private_tables() for row in table.rows(owner)}
    keys = sorted(own | {str(row.pk) for row in others})
    few = sorted({str(owner.pk), *(str(row.pk) for row in others)})
    found: dict[str, None] = {}
    for pattern, names in patterns():
        fitting = few if pattern.startswith("/admin/") else keys
        for values in product(*(WORDS.get(name, fitting) for name in names)):
            address = pattern % dict(zip(names, values, strict=True))
            if _leads_somewhere(address):
                found[address] = None
    return list(found)


def _leads_somewhere(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
