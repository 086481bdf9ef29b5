"""Every row that belongs to a person, found by following the relations from the person.

A table that hangs from a user, or from what hangs from a user, is private without saying so: it
goes into the copy of everything and goes away with the person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import FileField, Model, QuerySet

from accounts.models import User

# Keys, hashes and seals: they say nothing to the person and would let others in.
SECRETS = {
    "password", "session_key", "session_data", "salt", "code_hash", "jti", "parent", "text_hash",
    "token_version", "last_step", "body", "request",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrivateTable:
    """A model and the lookup from it to its person."""

    model: type[Model]
    lookup: str

    def rows(self, user: User) -> QuerySet[Any]:
        """Those of one person."""
        return self.model._default_manager.filter(**{self.lookup: user.pk}).order_by("pk")


def private_tables() -> list[PrivateTable]:
    """The nearest first; each model once, by its shortest way."""
    found = {User: PrivateTable(User, "pk")}
    waiting = [found[User]]
    while waiting:
        table = waiting.pop(0)
        for relation in table.model._meta.related_objects:
            model: Any = relation.related_model
            if model in found or relation.many_to_many:
                continue
            lookup = f"{relation.field.name}__{table.lookup}"
            found[model] = PrivateTable(model, lookup)
            waiting.append(found[model])
    return list(found.values())


def as_data(row: Model) -> dict[str, Any]:
    """A row as JSON can say it, without secrets; what it points at goes by number and name."""
    return dict(_fields(row))


def _fields(row: Model) -> Iterator[tuple[str, Any]]:
    for field in row._meta.concrete_fields:
        if field.name in SECRETS:
            continue
        value = getattr(row, field.attname)
        if field.is_relation and value is not None:
            value = {"id": str(value), "name": str(getattr(row, field.name))}
        elif isinstance(field, FileField):
            value = str(value) or None
        elif hasattr(value, "to_list"):
            value = value.to_list()
        yield field.name, value
    # Rows that only join two tables are no tables of their own: they go with their owner.
    for many in row._meta.many_to_many:
        joined = getattr(row, many.name).all()
        yield many.name, [{"id": str(other.pk), "name": str(other)} for other in joined]
