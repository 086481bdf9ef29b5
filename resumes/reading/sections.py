"""Parts the lines of a resume by its headings, in three languages and both scripts."""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from catalog.scripts import script_of, to_latin
from resumes.checking.vocabulary import folded
from resumes.reading.dates import is_length
from resumes.reading.parts import ReadLine
from resumes.words import word

TABLE = Path(__file__).parent.parent / "tables" / "headings.csv"
FORMS = ("uz", "ru", "en")
LONGEST_HEADING = 60
OURS = ("summary", "wishes", "experience", "education", "skills", "languages", "certificates",
        "additional")  # fmt: skip
# What stands before the first heading.
TOP = "top"


def sections_of(lines: Iterable[ReadLine]) -> dict[str, list[ReadLine]]:
    """The lines under each heading; repeated headings go on with the same section."""
    found: dict[str, list[ReadLine]] = {TOP: []}
    current = TOP
    for line in lines:
        if section := heading_of(line.text):
            current = section
            found.setdefault(current, [])
        else:
            found.setdefault(current, []).append(line)
    return found


def heading_of(text: str) -> str:
    """The section that a line heads; empty for a line of text."""
    if len(text) > LONGEST_HEADING:
        return ""
    table = _headings()
    said = _plain(text)
    if section := table.get(said):
        return section
    if script_of(text) == "Cyrl" and (section := table.get(_plain(to_latin(text)))):
        return section
    # hh writes how long in all beside the heading: Опыт работы — 5 лет 2 месяца.
    beginning, dash, length = text.partition(" — ")
    is_counted = bool(dash) and is_length(length)
    return table.get(_plain(beginning), "") if is_counted else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


@cache
def _headings() -> dict[str, str]:
    found = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in FORMS:
                for name in row[form].split("|"):
                    found[_plain(name)] = row["section"]
    for section in OURS:
        for form in (*FORMS, "uz-Cyrl"):
            found[_plain(word(section, form))] = section
    return found


def joined(lines: Sequence[ReadLine]) -> str:
    """Lines as one text."""
    return "\n".join(line.text for line in lines)
