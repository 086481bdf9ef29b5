"""What is found in somebody's resume, as plain data; nothing of it is taken without a yes."""

from dataclasses import dataclass, field

from django.utils.functional import Promise


class ReadingError(ValueError):
    """A file can't be read; the message says why and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of a file, with what its look tells: title, heading, entry, bullet or nothing."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact that a file states: its kind (a relation of the profile, or `profile`) and fields."""

    kind: str
    fields: dict[str, str | list[str]]


@dataclass(slots=True)
class FoundResume:
    """All that was found in a file, and the lines that nothing was made of."""

    facts: list[FoundFact] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
