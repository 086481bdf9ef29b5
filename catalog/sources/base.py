"""What every adapter promises, and what it yields: plain data that knows no table."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Where a page ends, in the words of its adapter; JSON, because a run keeps it.
Checkpoint = dict[str, Any]
Options = Mapping[str, Any]


class SourceError(Exception):
    """The source can't be read (further); the message says what to do about it.

    `wait` is how long to leave it alone, where the source said so; with `needs_curator` it is
    left alone until a curator imports it by hand.
    """

    def __init__(
        self, message: str, *, wait: timedelta | None = None, needs_curator: bool = False
    ) -> None:
        super().__init__(message)
        self.wait = wait
        self.needs_curator = needs_curator


class ItemError(ValueError):
    """One item can't be read; the message says why. The rest of its page goes on."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as the source says it; `currency` is an ISO code, `period` a value of PayPeriod."""

    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    is_gross: bool | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class FoundVacancy:
    """A vacancy as an adapter found it; enum-like values are those of catalog.models."""

    external_id: str
    title: str
    employer: str = ""
    place: str = ""
    description: str = ""
    key_skills: tuple[str, ...] = ()
    # Names of HeadHunter's professional roles, most fitting first; or the code of a specialty.
    roles: tuple[str, ...] = ()
    specialty_code: str = ""
    experience: str = ""
    employment: str = ""
    schedules: tuple[str, ...] = ()
    work_modes: tuple[str, ...] = ()
    pay: Pay = Pay()
    published_at: datetime | None = None
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FoundCourse:
    """A course as an adapter found it."""

    external_id: str
    title: str
    provider: str = ""
    description: str = ""
    skill_names: tuple[str, ...] = ()
    # Codes of the specialties that the course is for.
    specialty_codes: tuple[str, ...] = ()
    level: str = ""
    workload: str = ""
    language: str = ""
    rating: float | None = None
    enrolled: int | None = None
    url: str = ""
    image_url: str = ""


Found = FoundVacancy | FoundCourse


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item as it came, with where that was: a line, a page, an id."""

    place: str
    raw: Any


@dataclass(frozen=True, slots=True)
class Page:
    """Some items, the checkpoint from which reading goes on after them, and lines for the log."""

    items: tuple[RawItem, ...]
    checkpoint: Checkpoint
    notes: tuple[str, ...] = ()


class Memory(Protocol):
    """What a source remembers from one import to the next: JSON by key, written at once."""

    def recall(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is remembered of these keys."""

    def remember(self, values: Mapping[str, Any]) -> None:
        """Keep, or keep anew."""


class Forgetful(dict[str, Any]):
    """A memory that lasts as long as it is at hand: for trying a source out."""

    def recall(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is remembered of these keys."""
        return {key: self[key] for key in keys if key in self}

    def remember(self, values: Mapping[str, Any]) -> None:
        """Keep, or keep anew."""
        self.update(values)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an adapter reads by: the source's options, where to go on, what it remembers."""

    options: Options = field(default_factory=dict)
    checkpoint: Checkpoint | None = None
    memory: Memory = field(default_factory=Forgetful)


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of a source, as its form shows it.

    `kind` is text, long, number, flag, file, address, choice or expression (JMESPath); `choices`
    are pairs of value and label. Options of one `group` stand together.
    """

    name: str
    label: str | Promise
    help_text: str | Promise = ""
    kind: str = "text"
    default: Any = ""
    is_required: bool = False
    choices: tuple[tuple[str, str | Promise], ...] = ()
    group: str | Promise = ""


class Adapter:
    """Reads one kind of source. `fetch` reaches outside, `parse` only looks at what came."""

    label: ClassVar[str | Promise]
    help_text: ClassVar[str | Promise] = ""
    options: ClassVar[tuple[Option, ...]] = ()
    # Names of files that show curators what to upload.
    samples: ClassVar[tuple[str, ...]] = ()

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages from the checkpoint on; SourceError where the source fails.

        Pages that came before a failure have been yielded, and a checkpoint that no longer
        fits what is there means that reading starts over.
        """
        raise NotImplementedError

    def parse(self, item: RawItem, options: Options) -> Found:
        """One item as data; ItemError where it can't be read. No clock, no network."""
        raise NotImplementedError

    def is_complete(self, options: Options) -> bool:
        """Whether a pass to the end has seen everything that the source still offers."""
        raise NotImplementedError

    def hindrance(self, options: Options) -> str:
        """What keeps the source from being read for now, and what to do; empty if nothing."""
        return ""

    def problems(self, options: Options) -> dict[str, str]:
        """What is wrong with the options, a sentence by the name of the option."""
        return {
            option.name: str(_("This is needed."))
            for option in self.options
            if option.is_required and not options.get(option.name)
        }

    def sample(self, name: str) -> bytes:
        """One of the `samples`."""
        raise NotImplementedError

    def raw_of(self, text: str) -> Any:
        """An item that was set aside, as `parse` takes it; ValueError where it is not whole."""
        return json.loads(text)


_DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple((column.name, column.default) for column in fields(kind))
    for kind in (FoundVacancy, FoundCourse)
}
_VALUES = {kind: attrgetter(*(name for name, _ in pairs)) for kind, pairs in _DEFAULTS.items()}


def what_it_says(found: Found) -> str:
    """All that a source said in one text; a field added later leaves older texts as they were."""
    pairs, values = _DEFAULTS[type(found)], _VALUES[type(found)](found)
    return repr(
        [(name, value) for (name, default), value in zip(pairs, values, strict=True)
         if value != default]
    )  # fmt: skip
