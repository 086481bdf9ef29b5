"""Dates and periods as resumes write them, in three languages and both scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.scripts import to_latin
from resumes.checking.vocabulary import LANGUAGES, folded, vocabulary

_WORD = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|yan|jan|feb|fev|mar|apr|may|iyun|jun|iyul"
    r"|jul|avg|aug|sen|sep|okt|oct|noy|nov|dek|dec)[^\W\d_]{0,8}\.?"
)
_NOW = (
    r"(?:по\s+)?(?:настоящее\s+время|наст\.?\s+время|н\.?\s?в\.?|сейчас|текущее\s+время)|present"
    r"|current|now|today|ongoing|to\s+date|hozirgacha|hozirgi\s+kungacha|hozir|ҳозиргача|ҳозир"
)
_DATE = (
    rf"\b(?:(?P<ym#>(?:19|20)\d\d)-(?P<mm#>0[1-9]|1[0-2])\b"
    rf"|(?:\d{{1,2}}[./])?(?P<mn#>0?[1-9]|1[0-2])[./](?P<yn#>(?:19|20)\d\d)\b"
    rf"|(?P<yu#>(?:19|20)\d\d)(?:-yil|\s+yil|\s+йил|-йил)\s+(?P<wu#>{_WORD})"
    rf"|(?:\d{{1,2}}\s+)?(?P<ww#>{_WORD}),?\s+(?P<yw#>(?:19|20)\d\d)\b"
    rf"|(?P<y#>(?:19|20)\d\d)\b)(?:\s*(?:г\.|гг\.|года|год|-yil(?:dan|gacha)?|yil|йил)(?!\w))?"
)
_FIRST, _SECOND = _DATE.replace("#", "1"), _DATE.replace("#", "2")
_ONE = re.compile(_FIRST, re.IGNORECASE)
_TWO = re.compile(
    rf"(?:\b(?:с|со|from)\s+)?{_FIRST}(?:dan)?\s*(?:[-–—]+|до|по|to|until|till|,)\s*"
    rf"(?:(?P<now>{_NOW})|{_SECOND}(?:gacha)?)",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:с|since)\s+{_FIRST}", re.IGNORECASE)
# hh and LinkedIn count for the reader: (3 years 2 months), 3 года 2 месяца.
_LENGTH = re.compile(
    r"\(?\b\d{1,2}\s*(?:год[а]?|лет|месяц\w*|years?|yrs?|months?|mos?|yil|oy|йил|ой)\b"
    r"(?:\s+\d{1,2}\s*(?:месяц\w*|months?|mos?|oy|ой)\b)?\)?",
    re.IGNORECASE,
)

_AROUND = " \t·|,;:[]–—-•\u00a0"


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, as YYYY or YYYY-MM; an empty end is now. And the text beside it."""

    start: str
    end: str
    before: str
    after: str
    is_open: bool = False

    @property
    def rest(self) -> str:
        """What the line says beside its dates."""
        parts = (_trimmed(part) for part in (self.before, self.after))
        return " ".join(part for part in parts if part)


def period_of(text: str) -> Period | None:
    """The first period that a line names."""
    if (match := _TWO.search(text)) and (start := _date(match, 1)):
        end = "" if match["now"] else _date(match, 2)
        if match["now"] or (end and end[:4] >= start[:4]):
            before, after = text[: match.start()], text[match.end() :]
            return Period(start, end, before, after, is_open=bool(match["now"]))
    if (match := _SINCE.search(text)) and (start := _date(match, 1)):
        return Period(start, "", text[: match.start()], text[match.end() :], is_open=True)
    return None


def date_of(text: str) -> Period | None:
    """The last single date that a line names, as the end of something."""
    for match in reversed([*_single(text)]):
        if found := _date(match, 1):
            return Period("", found, text[: match.start()], text[match.end() :])
    return None


def _single(text: str) -> Iterator[re.Match[str]]:
    """The dates of a line; a word before a year that is no month doesn't belong to it."""
    at = 0
    while match := _ONE.search(text, at):
        if (word := match["ww1"]) and not month_number(word):
            at = match.start("yw1")
            continue
        yield match
        at = match.end()


def is_length(text: str) -> bool:
    """Whether a line only counts how long something was."""
    return not _trimmed(text)


def _trimmed(text: str) -> str:
    bare = _LENGTH.sub("", text).replace("()", "").strip(_AROUND)
    # A bracket that the dates stood in has lost the other one.
    if bare.count("(") != bare.count(")"):
        bare = bare.strip("()").strip(_AROUND)
    return bare


def _date(match: re.Match[str], number: int) -> str:
    if year := match[f"ym{number}"]:
        return f"{year}-{match[f'mm{number}']}"
    if year := match[f"yn{number}"]:
        return f"{year}-{int(match[f'mn{number}']):02}"
    for key, said in (("yu", "wu"), ("yw", "ww")):
        if year := match[f"{key}{number}"]:
            month = month_number(match[f"{said}{number}"])
            return f"{year}-{month:02}" if month else year
    return match[f"y{number}"] or ""


@cache
def month_number(said: str) -> int:
    """The number of a month by its name in any of our languages; 0 for another word."""
    word = said.rstrip(".")
    for language in LANGUAGES:
        norm = folded(to_latin(word) if language == "uz" else word)
        for meaning in vocabulary(language).find([norm])[1]:
            if meaning.kind == "month":
                return int(meaning.concept)
    return 0
