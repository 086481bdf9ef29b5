"""Tables that curators upload: CSV or XLSX, whatever their columns are called."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.exceptions import InvalidFileException

from catalog.scripts import normalize_apostrophes
from catalog.sources.base import (
    Adapter,
    Found,
    ItemError,
    Option,
    Options,
    Page,
    RawItem,
    Reading,
    SourceError,
)
from catalog.sources.json_lines import read_course, read_vacancy
from catalog.sources.json_list import FIELDS
from catalog.sources.templates_of_sheets import template
from catalog.sources.values import storable
from catalog.tables import read_table, split_cell

VACANCIES, COURSES = "vacancies", "courses"
PREFIX = "column_"
PER_PAGE = 500
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
ZIP_MAGIC = b"PK\x03\x04"
# A workbook is a packed folder; it may not swell beyond this, nor by more than this.
MOST_UNPACKED = 500 * 1024 * 1024
MOST_SWELLING = 200
HEAD = 64 * 1024
csv.field_size_limit(LONGEST_CELL)


class Sheet(Adapter):
    """Reads a table, row by row."""

    label = _("CSV or Excel table")
    help_text = _(
        "A table with a row of headers. Columns with usual names are found by themselves; others"
        " are named below."
    )
    options = (
        Option("path", _("file"), _("CSV or XLSX"), kind="file", is_required=True),
        Option(
            "what",
            _("what it lists"),
            kind="choice",
            default=VACANCIES,
            choices=((VACANCIES, _("vacancies")), (COURSES, _("courses"))),
        ),
        Option(
            "complete",
            _("the file is the whole list"),
            _("what two such files in a row no longer hold is closed"),
            kind="flag",
        ),
        *(
            Option(f"{PREFIX}{name}", label, group=_("Headers of the columns"))
            for name, label, _default in FIELDS
        ),
    )

    samples = ("vacancies.xlsx", "vacancies.csv", "courses.xlsx", "courses.csv")

    def sample(self, name: str) -> bytes:
        """A table to fill in."""
        what, _dot, kind = name.partition(".")
        return template(kind, what)

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages of rows; the checkpoint is the number of the last one and the file's stamp."""
        path = str(reading.options.get("path") or "")
        with _open(path) as (rows, stamp):
            headers = _headers(next(rows, ()))
            if not columns_of(headers, reading.options).get("title"):
                message = _now(
                    "No column is called a title. Name it in the options; the file has: %(names)s."
                )
                raise SourceError(message % {"names": ", ".join(filter(None, headers[:20]))})
            checkpoint = reading.checkpoint or {}
            done = int(checkpoint.get("row") or 0) if checkpoint.get("stamp") == stamp else 0
            batch: list[RawItem] = []
            for number, row in enumerate(rows, 2):
                if number > MOST_ROWS:
                    raise SourceError(
                        _now("The table has more than %(most)s rows.") % {"most": MOST_ROWS}
                    )
                if number <= done or not any(row):
                    continue
                cells = {name: cell for name, cell in zip(headers, row, strict=False) if name}
                batch.append(RawItem(str(number), cells))
                if len(batch) == PER_PAGE:
                    yield Page(tuple(batch), {"row": number, "stamp": stamp})
                    batch = []
            if batch:
                yield Page(tuple(batch), {"row": int(batch[-1].place), "stamp": stamp})

    def parse(self, item: RawItem, options: Options) -> Found:
        """A row, by the columns that are named or known."""
        if not isinstance(item.raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(item.raw).__name__)
        columns = columns_of(tuple(item.raw), options)
        line = {field: item.raw[header] or None for field, header in columns.items()}
        line["published_at"] = _date(line.get("published_at"))
        if not line.get("external_id"):
            line["external_id"] = _key(line)
        if line.get("gross") is not None:
            line["gross"] = str(line["gross"]).lower() in ("1", "true", "yes", "да", "ha")
        return read_course(line) if options.get("what") == COURSES else read_vacancy(line)

    def is_complete(self, options: Options) -> bool:
        """Only where the curator says so."""
        return bool(options.get("complete"))


def columns_of(headers: tuple[str, ...], options: Options) -> dict[str, str]:
    """The header of each field: as the options name it, else by its usual names."""
    folded = {_folded(header): header for header in reversed(headers) if header}
    found: dict[str, str] = {}
    for name, _label, _default in FIELDS:
        named = str(options.get(f"{PREFIX}{name}") or "")
        wanted = [named] if named else usual_headers().get(name, [])
        header = next((folded[_folded(word)] for word in wanted if _folded(word) in folded), None)
        if header is not None:
            found[name] = header
    return found


@cache
def usual_headers() -> Mapping[str, list[str]]:
    """What columns are usually called, by field."""
    return {row["field"]: split_cell(row["headers"]) for row in read_table("column_names")}


@contextmanager
def _open(path: str) -> Iterator[tuple[Iterator[tuple[str, ...]], str]]:
    """The rows of a file, and a stamp that tells it from another one."""
    try:
        file = Path(path).open("rb")  # noqa: SIM115  closed below
    except (OSError, ValueError) as error:
        message = _now("The file %(path)s can't be opened: %(reason)s.")
        reason = getattr(error, "strerror", "") or str(error)
        raise SourceError(message % {"path": path or "“”", "reason": reason}) from error
    with file:
        head = file.read(HEAD)
        file.seek(0)
        if not head.strip():
            raise SourceError(_now("The file is empty."))
        stamp = f"{Path(path).stat().st_size}:{sha256(head).hexdigest()[:32]}"
        yield (_of_workbook(file) if head.startswith(ZIP_MAGIC) else _of_csv(Path(path))), stamp


def _of_workbook(file: IO[bytes]) -> Iterator[tuple[str, ...]]:
    """The rows of the first sheet, as the cells were last computed."""
    try:
        _refuse_bomb(file)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # Some programs write wrong sizes into the file, and rows would be missing.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            yield tuple(map(_cell, row))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise SourceError(
            _now("The workbook can't be read: %(error)s.") % {"error": error}
        ) from error


def _refuse_bomb(file: IO[bytes]) -> None:
    packed = file.seek(0, io.SEEK_END)
    file.seek(0)
    unpacked = sum(entry.file_size for entry in zipfile.ZipFile(file).infolist())
    file.seek(0)
    if unpacked > MOST_UNPACKED or unpacked > max(packed, HEAD) * MOST_SWELLING:
        raise SourceError(_now("The file unpacks to far more than a list of offers can be."))


def _of_csv(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding=_encoding(path), errors="replace", newline="") as text:
        first = text.readline(HEAD)
        text.seek(0)
        delimiter = max(",;\t", key=first.count)
        try:
            for row in csv.reader(text, delimiter=delimiter):
                yield tuple(map(_cell, row))
        except csv.Error as error:
            message = _now("The table can't be read: %(error)s.") % {"error": error}
            raise SourceError(message) from error


def _encoding(path: Path) -> str:
    """By the byte order mark, else UTF-8 where all of it is, else that of old Windows tables."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as text:
            while text.read(HEAD):
                pass
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8-sig"


def _cell(value: object) -> str:
    """A cell as text: dates by ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return storable(str(value)).strip()[:LONGEST_CELL]


def _headers(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row)


def _folded(header: str) -> str:
    return " ".join(normalize_apostrophes(header).lower().replace("ё", "е").split())


def _key(line: dict[str, Any]) -> str:
    """A row without an id is known by what it offers, who offers it and where."""
    parts = (str(line.get(name) or "") for name in ("title", "employer", "provider", "area"))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _date(value: object) -> str | None:
    """Days as 23.11.2026 become ISO 8601."""
    text = str(value or "").strip()
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007  a day
        except ValueError:
            continue
    return text or None
