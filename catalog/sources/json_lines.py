"""A file or an upload, one JSON object a line: vacancies, courses, or both."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.sources.base import (
    Adapter,
    Found,
    FoundCourse,
    FoundVacancy,
    ItemError,
    Option,
    Options,
    Page,
    Pay,
    RawItem,
    Reading,
)
from catalog.sources.files import Line, open_lines
from catalog.sources.templates_of_sheets import HEADERS
from catalog.sources.values import (
    read_amount,
    read_key,
    read_line,
    read_moment,
    read_number,
    read_text,
    read_texts,
    read_url,
)
from catalog.terms import read_employment, read_experience, read_schedules, read_work_modes

PAGE_SIZE = 1_000
# Long lines end a page early, so that memory stays flat whatever a file holds.
PAGE_BYTES = 8 * 1024 * 1024
MOST_LEARNERS = 2_000_000_000
BEST_RATING = 5

# HeadHunter's codes of currencies that differ from ISO 4217.
ISO_CURRENCIES = {"RUR": "RUB", "BYR": "BYN"}
PERIODS = ("hour", "shift", "month", "year")
LEVELS = ("beginner", "intermediate", "advanced")

# Fields that only one of the two kinds has.
VACANCY_FIELDS = frozenset(
    [
        "employer",
        "area",
        "key_skills",
        "professional_roles",
        "role_code",
        "experience",
        "employment",
        "schedule",
        "work_format",
        "salary_from",
        "salary_to",
        "currency",
    ]
)
COURSE_FIELDS = frozenset(
    ["provider", "skills", "level", "rating", "enrolled", "image_url", "workload"]
)


class JsonLines(Adapter):
    """Reads a file of JSON Lines, plain or gzip."""

    label = _("JSON Lines file")
    help_text = _("One object a line; the fields are described in docs/sources.md.")
    options = (
        Option("path", _("file"), _("JSON Lines, gzip too"), kind="file", is_required=True),
        Option(
            "complete",
            _("the file is the whole list"),
            _("what two such files in a row no longer hold is closed"),
            kind="flag",
        ),
    )

    samples = ("vacancies.jsonl", "courses.jsonl")

    def sample(self, name: str) -> bytes:
        """One line that shows the fields."""
        row = dict(HEADERS[name.partition(".")[0]])
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages of lines; the checkpoint is the number of the last line and the file's stamp."""
        checkpoint = reading.checkpoint
        with open_lines(str(reading.options.get("path", ""))) as file:
            is_same = checkpoint is not None and checkpoint.get("stamp") == file.stamp
            done = int(checkpoint["line"]) if checkpoint and is_same else 0
            lines: list[Line] = []
            size = 0
            for line in file:
                if line.number <= done:
                    continue
                lines.append(line)
                size += len(line.data)
                if len(lines) >= PAGE_SIZE or size >= PAGE_BYTES:
                    yield _page(lines, file.stamp)
                    lines, size = [], 0
            if lines:
                yield _page(lines, file.stamp)
            file.raise_failure()

    def parse(self, item: RawItem, options: Options) -> Found:
        """A line as a vacancy or a course."""
        return read_found(_load(item.raw))

    def is_complete(self, options: Options) -> bool:
        """Only where the curator says so: most files are a part of something."""
        return bool(options.get("complete"))

    def raw_of(self, text: str) -> Line:
        """A line again, of which only the text was kept."""
        return Line(0, text.encode())


def _page(lines: list[Line], stamp: str) -> Page:
    items = tuple(RawItem(str(line.number), line) for line in lines)
    return Page(items, {"line": lines[-1].number, "stamp": stamp})


def _load(line: Line) -> dict[str, Any]:
    if line.problem:
        raise ItemError(line.problem)
    try:
        item = json.loads(line.data)
    except UnicodeDecodeError as error:
        raise ItemError(str(_("the line is not in UTF-8"))) from error
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or str(error)
        raise ItemError(f"not JSON: {reason}") from error
    if not isinstance(item, dict):
        raise ItemError(f"the line is no object but {type(item).__name__}")
    return item


def read_found(item: dict[str, Any]) -> Found:
    """An object as a vacancy or a course: the kind whose own fields it has more of."""
    courses = len(COURSE_FIELDS & item.keys())
    return read_course(item) if courses > len(VACANCY_FIELDS & item.keys()) else read_vacancy(item)


def read_vacancy(item: dict[str, Any]) -> FoundVacancy:
    """A vacancy out of the fields of a line."""
    employment = ", ".join(read_texts(item, "employment"))
    schedule = ", ".join(read_texts(item, "schedule"))
    return FoundVacancy(
        external_id=_external_id(item),
        title=read_line({"title": read_key(item, "title", limit=5_000)}, "title", limit=300),
        employer=read_line(item, "employer", limit=300),
        place=read_line(item, "area", limit=200),
        description=read_text(item, "description"),
        key_skills=read_texts(item, "key_skills"),
        roles=read_texts(item, "professional_roles"),
        specialty_code=read_line(item, "role_code", limit=30),
        experience=read_experience(read_line(item, "experience", limit=100)),
        employment=read_employment(employment),
        schedules=read_schedules(schedule, employment),
        work_modes=read_work_modes(read_texts(item, "work_format"), schedule),
        pay=_pay(item),
        published_at=read_moment(item, "published_at"),
        url=read_url(item, "url"),
        language=_language(item),
    )


def read_course(item: dict[str, Any]) -> FoundCourse:
    """A course out of the fields of a line."""
    level = read_line(item, "level", limit=40).lower()
    enrolled = read_number(item, "enrolled", most=MOST_LEARNERS)
    return FoundCourse(
        external_id=_external_id(item),
        title=read_line({"title": read_key(item, "title", limit=5_000)}, "title", limit=300),
        provider=read_line(item, "provider", limit=200),
        description=read_text(item, "description"),
        skill_names=read_texts(item, "skills"),
        specialty_codes=read_texts(item, "specialties"),
        level=level if level in LEVELS else "",
        workload=read_line(item, "workload", limit=100),
        language=_language(item),
        rating=read_number(item, "rating", most=BEST_RATING),
        enrolled=None if enrolled is None else int(enrolled),
        url=read_url(item, "url"),
        image_url=read_url(item, "image_url"),
    )


def _external_id(item: dict[str, Any]) -> str:
    """Ids of different places may be alike, so the place that a line names is a part of it."""
    origin = read_line(item, "source", limit=60)
    return ":".join(filter(None, [origin, read_key(item, "external_id", limit=130)]))


def _pay(item: dict[str, Any]) -> Pay:
    low, high = read_amount(item, "salary_from"), read_amount(item, "salary_to")
    if low is None and high is None:
        return Pay()
    if low is not None and high is not None and low > high:
        low, high = high, low
    code = read_line(item, "currency", limit=20).upper()
    currency = ISO_CURRENCIES.get(code, code)
    gross = item.get("gross", item.get("salary_gross"))
    period = read_line(item, "period", limit=10).lower()
    return Pay(
        low,
        high,
        currency if len(currency) == len("UZS") and currency.isalpha() else "",
        gross if isinstance(gross, bool) else None,
        period if period in PERIODS else "month",
    )


def _language(item: dict[str, Any]) -> str:
    """A code such as uz or uz-Cyrl; of several, the first."""
    code = read_line(item, "language", limit=20).replace("_", "-")
    if code.lower() in ("uz-cyrl", "uz-cyr"):
        return "uz-Cyrl"
    code = code[:2].lower()
    return code if len(code) > 1 and code.isascii() and code.isalpha() else ""
