"""Reads what people wrote for the demo (trades, employers, places, wording) and says which file is wrong."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalog.scripts import normalize_apostrophes

HERE = Path(__file__).parent
LANGUAGES = ("ru", "uz", "en")
EXPERIENCE = ("none", "1-3", "3-6", "6+")
WORK_MODES = ("office", "remote", "hybrid")
SCHEDULES = ("full_time", "part_time", "shift", "project")
# The fewest phrases that still give postings which differ.
FEWEST = {"titles": 1, "opening": 1, "duties": 4, "needs": 3, "offers": 2}
TRADE_KEYS = {
    "code",
    "vacancies",
    "pay",
    "employers",
    "experience",
    "work_modes",
    "schedules",
    "skills",
    "variant",
}
CHOICES = {"experience": EXPERIENCE, "work_modes": WORK_MODES, "schedules": SCHEDULES}


class DemoError(ValueError):
    """A file of the demo can't be used; the message names the file and the fault."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a variant of a job says in one language."""

    titles: tuple[str, ...]
    opening: tuple[str, ...]
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One angle of a specialty: its own workplaces and phrases. Pay is monthly, in UZS, in Tashkent."""

    phrases: dict[str, Phrases]
    employers: tuple[str, ...]
    skills: tuple[str, ...]
    own_skills: tuple[str, ...]
    pay: tuple[int, int]
    experience: tuple[str, ...]
    work_modes: tuple[str, ...]
    schedules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """One specialty of the demo."""

    code: str
    vacancies: int
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Workplaces of one kind, and where in the country they are found."""

    names: tuple[str, ...]
    has_legal_form: bool
    spread: str
    towns: tuple[str, ...]


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a dict. DemoError names the file if TOML can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DemoError(f"{path.name} can't be read: {error}") from error


@cache
def read_kinds() -> dict[str, Kind]:
    """Kinds of employers by their key."""
    table = read_toml(HERE / "employers.toml")
    return {
        key: Kind(
            names=tuple(row["names"]),
            has_legal_form=row.get("has_legal_form", True),
            spread=row.get("spread", "even"),
            towns=tuple(row.get("towns", ())),
        )
        for key, row in table.items()
    }


@cache
def read_places() -> dict[str, Any]:
    """The table of regions and landmarks as written."""
    return read_toml(HERE / "places.toml")


@cache
def read_wording() -> dict[str, Any]:
    """Headings and sentences that any posting may use, by language."""
    table = read_toml(HERE / "wording.toml")
    table["uz"] = _straightened(table["uz"])
    return table


def _straightened(value: Any) -> Any:
    if isinstance(value, str):
        return normalize_apostrophes(value)
    if isinstance(value, list):
        return [_straightened(item) for item in value]
    return {key: _straightened(item) for key, item in value.items()}


def read_trades(folder: Path = HERE / "trades") -> Iterator[Trade]:
    """Every specialty of the folder, in the order of its code."""
    paths = folder.glob("*.toml")
    for path in sorted(paths, key=lambda path: (len(path.stem), path.stem)):
        table = read_toml(path)
        try:
            yield _trade(table, path.stem)
        except (KeyError, TypeError, ValueError) as error:
            fault = f"{error} is missing" if isinstance(error, KeyError) else error
            raise DemoError(f"{path.name}: {fault}") from error


def _trade(table: dict[str, Any], stem: str) -> Trade:
    if table["code"] != stem:
        raise DemoError(f"code is {table['code']!r} but the file is named {stem}")
    if unknown := set(table) - TRADE_KEYS:
        raise DemoError(f"unknown keys {sorted(unknown)}; a key after [[variant]] belongs to it")
    variants = tuple(_variant(row, table, place) for place, row in enumerate(table["variant"], 1))
    if len(variants) < 2:
        raise DemoError("fewer than 2 variants")
    return Trade(code=table["code"], vacancies=int(table["vacancies"]), variants=variants)


def _variant(row: dict[str, Any], trade: dict[str, Any], place: int) -> Variant:
    known = TRADE_KEYS - {"code", "vacancies", "variant"} | set(LANGUAGES)
    if unknown := set(row) - known:
        raise DemoError(f"variant {place}: unknown keys {sorted(unknown)}")
    phrases = {
        language: _phrases(row[language], language, f"variant {place}, {language}")
        for language in LANGUAGES
        if language in row
    }
    if not phrases:
        raise DemoError(f"variant {place}: no phrases in any language")
    merged = {**trade, **row}
    for key, choices in CHOICES.items():
        if not merged[key] or set(merged[key]) - set(choices):
            raise DemoError(f"variant {place}: {key} must be of {choices}, is {merged[key]}")
    if unknown := set(merged["employers"]) - set(read_kinds()):
        raise DemoError(f"variant {place}: employers.toml has no kind {sorted(unknown)}")
    low, high = merged["pay"]
    return Variant(
        phrases=phrases,
        employers=tuple(merged["employers"]),
        skills=tuple(trade["skills"]),
        own_skills=tuple(row.get("skills", ())),
        pay=(int(low), int(high)),
        experience=tuple(merged["experience"]),
        work_modes=tuple(merged["work_modes"]),
        schedules=tuple(merged["schedules"]),
    )


def _phrases(row: dict[str, list[str]], language: str, where: str) -> Phrases:
    if unknown := set(row) - set(FEWEST):
        raise DemoError(f"{where}: unknown keys {sorted(unknown)}")
    lists = {}
    for key, fewest in FEWEST.items():
        phrases = [phrase.strip().rstrip(".;") for phrase in row[key]]
        if len(set(phrases)) != len(phrases) or len(phrases) < fewest:
            raise DemoError(f"{where}: {key} needs {fewest} or more different phrases")
        lists[key] = tuple(
            normalize_apostrophes(item) if language == "uz" else item for item in phrases
        )
    return Phrases(**lists)
