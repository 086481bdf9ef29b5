"""What a program reads in the file that we made: the file is made and taken apart again."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.forms import FACT_FORMS
from accounts.forms.facts import language_name
from accounts.models import Profile
from resumes.composing import file_of
from resumes.models import Resume
from resumes.reading import FoundFact, read_resume


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field of a fact, as its reader names it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """The facts of one kind that were found, each as its fields."""

    heading: str
    facts: list[list[ReadField]]


@dataclass(frozen=True, slots=True)
class Reread:
    """All that a program makes of a file, and the lines of which it makes nothing."""

    groups: list[ReadGroup]
    unread: list[str]


def reread(resume: Resume) -> Reread:
    """What our own reader of resumes finds in the Word file of this one."""
    found = read_resume(file_of(resume, "docx").data)
    kinds = dict.fromkeys(fact.kind for fact in found.facts)
    groups = [
        ReadGroup(_heading(kind), [_fields(fact) for fact in found.facts if fact.kind == kind])
        for kind in kinds
    ]
    return Reread(groups, found.unread)


def _heading(kind: str) -> str:
    return _("About you") if kind == "profile" else str(FACT_FORMS[kind].heading)


def _fields(fact: FoundFact) -> list[ReadField]:
    return [
        ReadField(_label(fact.kind, name), _value(fact.kind, name, value))
        for name, value in fact.fields.items()
        if value
    ]


def _label(kind: str, name: str) -> str:
    if kind == "profile":
        field: Any = Profile._meta.get_field(name)
        return str(capfirst(field.verbose_name))
    return str(FACT_FORMS[kind].base_fields[name].label)


def _value(kind: str, name: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if name == "language":
        return language_name(value)
    choices = (
        getattr(FACT_FORMS[kind].base_fields[name], "choices", ()) if kind != "profile" else ()
    )
    return str(dict(choices).get(value, value))
