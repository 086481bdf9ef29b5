"""Places of work and of study, out of the lines of their sections.

Resumes differ in what comes first: the dates (hh.ru, Europass) or what they are of (LinkedIn, our
own). The first line of the section tells.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resumes.checking.phrases import read
from resumes.reading.dates import Period, date_of, is_length, period_of
from resumes.reading.parts import FoundFact, ReadLine
from resumes.words import FORMS, word

LONGEST_HEADER, HEADER_LINES = 120, 3
_PARTS = re.compile(r"\s*(?:,|;|\||·|\s[—–-]\s|\sat\s)\s*")
DEGREES = {
    "doctor": r"доктор|кандидат наук|phd|doctor|fan doktori|фан доктори|уч[её]ная степень",
    "master": r"магистр|master|magistr|mba|m\.?sc",
    "bachelor": r"бакалавр|bachelor|bakalavr|высшее|oliy|олий|b\.?sc|university degree|специалитет",
    "vocational": r"среднее специальное|средне-специальное|oʻrta maxsus|ўрта махсус|vocational"
    r"|колледж|kollej|коллеж|техникум|лицей|college",
    "secondary": r"среднее|oʻrta|ўрта|secondary|школа|maktab|мактаб|school",
}
_SCHOOL = re.compile(
    r"школ|лице[йи]|колледж|коллеж|училищ|техникум|университет|институт|академи|мактаб|maktab|litsey"
    r"|kollej|texnikum|universitet|institut|akademiya|school|college|lyceum|university|academy",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(r"^(?:city|город|shahar|location)\s*:\s*", re.IGNORECASE)
_COUNTED = re.compile(
    r"^\W*(?:общий стаж|umumiy ish staji|умумий иш стажи|total experience)\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Block:
    """One place: the lines that name it, its dates, and what is told of it."""

    header: list[str]
    period: Period
    text: list[str]


def works_of(lines: Sequence[ReadLine], is_place: Callable[[str], bool]) -> list[FoundFact]:
    """Places of work."""
    return [_work(block, is_place) for block in _blocks(lines, period_of)]


def studies_of(lines: Sequence[ReadLine]) -> list[FoundFact]:
    """Places of study; a single year is when it ended."""
    # hh puts the level on a line of its own, above all.
    levels = [line.text for line in lines if _is_degree(line.text)]
    rest = [line for line in lines if not _is_degree(line.text)]
    blocks = _blocks(rest, lambda text: period_of(text) or date_of(text))
    return [_study(block, levels[0] if levels else "") for block in blocks]


def _blocks(lines: Sequence[ReadLine], dated: Callable[[str], Period | None]) -> list[_Block]:
    kept = [line for line in lines if not _COUNTED.match(line.text) and not is_length(line.text)]
    dates = {at: found for at, line in enumerate(kept) if (found := _dated(line, dated))}
    if not dates:
        return _undated(kept)
    first = min(dates)
    is_before = first > 0 and len(kept[0].text) <= LONGEST_HEADER
    starts = {at: _start(kept, at, found, is_before=is_before) for at, found in dates.items()}
    ends = [*sorted(starts.values())[1:], len(kept)]
    blocks = []
    for (at, found), end in zip(sorted(dates.items()), ends, strict=True):
        header = [line.text for line in kept[starts[at] : at]]
        body = kept[at + 1 : end]
        blocks.append(_block(header, found, body))
    return blocks


def _dated(line: ReadLine, dated: Callable[[str], Period | None]) -> Period | None:
    is_text = line.look == "bullet" or len(line.text) > LONGEST_HEADER
    return None if is_text else dated(line.text)


def _start(lines: Sequence[ReadLine], at: int, found: Period, *, is_before: bool) -> int:
    """Where the header of the place begins whose dates stand at a line."""
    if not is_before:
        return at
    start = at
    # With the employer beside the dates, only the title stands above them.
    most = 1 if found.rest else 2
    while start > max(0, at - most) and _may_head(lines[start - 1]):
        start -= 1
        if lines[start].look == "entry" and most == 1:
            break
    return start


def _may_head(line: ReadLine) -> bool:
    is_sentence = line.text.endswith((".", ";", ",")) and len(line.text.split()) > HEADER_LINES
    return line.look != "bullet" and len(line.text) <= LONGEST_HEADER and not is_sentence


def _block(header: list[str], found: Period, body: Sequence[ReadLine]) -> _Block:
    if found.rest:
        header = [*header, *(part for part in (found.rest,) if part)]
    taken = 0
    if not header:
        # The dates came first: what they are of follows.
        while taken < min(HEADER_LINES, len(body)) and _may_head(body[taken]):
            taken += 1
        if taken == len(body) and taken > 2:  # noqa: PLR2004  # the last of three is a text
            taken = 2
        header = [line.text for line in body[:taken]]
    return _Block(header, found, [line.text for line in body[taken:]])


def _undated(lines: Sequence[ReadLine]) -> list[_Block]:
    """Places that name no dates, one a line."""
    headers = [line for line in lines if _may_head(line)]
    return [_Block([line.text], Period("", "", "", ""), []) for line in headers]


def _work(block: _Block, is_place: Callable[[str], bool]) -> FoundFact:
    header = [*block.header]
    title = _pick_title(header)
    others = [part for line in header if line != title for part in _split(line)]
    if not others and (parts := _split(title)) and len(parts) > 1:
        title = next((part for part in parts if names_title(part)), parts[0])
        others = [part for part in parts if part != title]
    others = [_PLACE_LABEL.sub("", part) for part in others]
    regions = [part for part in others if is_place(part)][-1:]
    named = [part for part in others if part not in regions and not is_length(part)]
    fields: dict[str, str | list[str]] = {
        "title": title,
        "employer": ", ".join(named),
        "region": ", ".join(regions),
        "start": block.period.start,
        "end": block.period.end,
        "description": "\n".join(block.text),
    }
    return FoundFact("experience", fields)


def _pick_title(header: Sequence[str]) -> str:
    """The line that names an occupation; the first of those above the dates where none does."""
    return next((line for line in header if names_title(line)), header[0] if header else "")


def names_title(text: str) -> bool:
    """Whether a text names what somebody does for a living."""
    return any(word.kinds & {"role", "rank"} for word in read(text).words())


def _split(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _study(block: _Block, level: str) -> FoundFact:
    header = [*block.header]
    institution = next(
        (line for line in header if _names_school(line)), header[0] if header else ""
    )
    others = [part for line in header if line != institution for part in _split(line)]
    if not others and len(parts := _split(institution)) > 1:
        institution = next((part for part in parts if _names_school(part)), parts[0])
        others = [part for part in parts if part != institution]
    degree = degree_of(", ".join(others)) or degree_of(level or institution)
    field = [part for part in others if not _is_degree(part)]
    fields: dict[str, str | list[str]] = {
        "institution": institution,
        "field": ", ".join(field),
        "degree": degree,
        "start": block.period.start,
        "end": block.period.end,
    }
    return FoundFact("education", fields)


def _names_school(text: str) -> bool:
    return bool(_SCHOOL.search(text)) and not _is_degree(text)


def degree_of(text: str) -> str:
    """The level of education that a text names."""
    folded = text.casefold()
    return next((key for key, said in DEGREES.items() if re.search(said, folded)), "")


def _is_degree(text: str) -> bool:
    """Whether a part says a level of education and nothing else."""
    said = text.casefold().strip()
    ours = {word(key, form).casefold() for key in DEGREES for form in FORMS}
    return said in ours or any(re.fullmatch(rf"(?:{one})\w*", said) for one in DEGREES.values())
