"""Marks in every private field of a person, found by introspection: no table can be forgotten."""

import uuid
import zlib
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone

from accounts.models import DataExport, Profile, User
from recommendations.models import EmbeddingModel
from tests.factories import make_user, make_vacancy
from workfinder.private_rows import private_tables

# These tables are filled by what the person does, not by hand.
BY_DEED = {"accounts.Erasure", "accounts.DataExport", "accounts.Session", "admin.LogEntry"}
# Seals: a mark in them would only break them.
SEALED = {"password", "session_data", "session_key"}


def key_of(name: str) -> int:
    """One number for all rows of a person: so an address with it is theirs, whatever it asks."""
    return 1_000_000 + zlib.crc32(name.encode()) % 1_000_000


def plant(name: str) -> User:
    """A person with a row in every private table, each text of it marked, all of one number."""
    user = make_user(name, email=f"{name}@example.uz", pk=key_of(name))
    Profile.objects.create(user=user, pk=key_of(name))
    made: dict[type[models.Model], Any] = {User: user, Profile: user.profile}
    for table in private_tables():
        if table.model._meta.label in BY_DEED:
            continue
        row = made.get(table.model) or _new(table.model, made)
        if isinstance(row._meta.pk, models.AutoField):
            row.pk = user.pk
        elif isinstance(row._meta.pk, models.UUIDField):
            row.pk = uuid.UUID(int=user.pk)
        _mark(row, name)
        row.save()
        made[table.model] = row
    user.profile.photo.save("photo.jpg", ContentFile(f"CANARY-{name}-photo".encode()))
    return user


def _new(model: type[models.Model], made: dict[type[models.Model], Any]) -> Any:
    row = model()
    for field in model._meta.concrete_fields:
        if field.is_relation:
            _relate(row, field, made)
        elif not field.null and not field.has_default() and not field.primary_key:
            _fill(row, field)
    return row


def _relate(row: Any, field: Any, made: dict[type[models.Model], Any]) -> None:
    related = field.related_model
    if related in made:
        setattr(row, field.name, made[related])
    elif related is EmbeddingModel:
        given = {"name": "of tests", "version": "1", "dimensions": 3}
        setattr(row, field.name, EmbeddingModel.objects.get_or_create(**given)[0])
    elif not field.null and related._meta.label == "catalog.Vacancy":
        setattr(row, field.name, make_vacancy())


def _fill(row: Any, field: Any) -> None:
    if isinstance(field, models.DateTimeField):
        setattr(row, field.attname, timezone.now())
    elif isinstance(field, ArrayField):
        setattr(row, field.attname, ["a"])
    elif isinstance(field, models.BinaryField):
        setattr(row, field.attname, b"0" * 16)
    elif isinstance(field, models.BooleanField):
        setattr(row, field.attname, True)
    elif isinstance(field, (models.IntegerField, models.FloatField, models.DecimalField)):
        setattr(row, field.attname, 1)
    elif type(field).__name__ == "HalfVectorField":
        setattr(row, field.attname, [0.1, 0.2, 0.3])
    elif isinstance(field, models.DateField):
        setattr(row, field.attname, timezone.localdate())


def _mark(row: Any, name: str) -> None:
    for field in row._meta.concrete_fields:
        if field.is_relation or field.primary_key or field.name in SEALED:
            continue
        mark = f"CANARY-{name}-{field.name}"
        if field.choices:
            setattr(row, field.attname, field.choices[0][0])
        elif isinstance(field, models.EmailField) or field.name == "contact_email":
            setattr(row, field.attname, f"{mark}@example.uz")
        elif isinstance(field, models.JSONField):
            # What resumes and letters say has a form of its own; their notice is marked.
            has_form = field.name in ("content", "letter")
            setattr(row, field.attname, {} if has_form else {"said": mark})
        elif isinstance(field, (models.FileField, models.GenericIPAddressField)):
            continue
        elif isinstance(field, (models.CharField, models.TextField)):
            setattr(row, field.attname, _short(mark, name, field.max_length))


def _short(mark: str, name: str, longest: int | None) -> str:
    """The mark, or a number of it where it doesn't fit; months and codes stay what they are."""
    if longest is None or len(mark) <= longest:
        return mark
    digest = f"{zlib.crc32(mark.encode()):x}"
    return f"C-{name}-{digest}"[:longest] if longest > 12 else "2020-01"[:longest]


def rows_with(text: str) -> list[str]:
    """Columns of every table in which a text stands, whatever its case; by table."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        for table, column in cursor.fetchall():
            question = f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s'  # noqa: S608
            cursor.execute(question, [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def make_export(user: User, data: bytes) -> DataExport:
    """A copy that lies around."""
    made = DataExport.objects.create(user=user, state="ready", pk=uuid.UUID(int=user.pk))
    made.file.save("x.zip", ContentFile(data))
    return made
