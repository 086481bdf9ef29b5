"""What words of a resume mean to the lock: our table of concepts, and stems for all the rest.

An entry of the table is the beginning of a word; `=` before it says that it is the whole word, a
dot after it that at most three letters follow. Several words are a phrase.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from threading import local

import snowballstemmer

from catalog.scripts import TURNED_COMMA

FOLDER = Path(__file__).parent.parent / "tables"
LANGUAGES = ("ru", "uz", "en")
APOSTROPHES = re.compile(rf"[{TURNED_COMMA}ʼ'’`‘´ʹʻʽ′]")
SHORT_ENDING, SHORTEST_BEGINNING = 3, 3
# By how much a whole word outweighs any beginning.
WHOLE = 100
FREE = "free"
_UZBEK_ENDING = re.compile(
    r"(?<=\w{3})(?:larimiz|laringiz|lari|lar|imiz|ingiz|ning|dagi|gacha|ganman|gansiz|gan|yapman"
    r"|yotgan|adigan|aman|yman|dik|dim|ding|di|moq|ish|ib|ni|ga|ka|qa|da|dan|im|ing|si|i|m|k|dosh"
    r"|chi|lik|siz|li|cha|roq|iy|v|uv|uvchi|ar|a|y|gach|guncha|lash|lab|la)$"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind of words (act, thing, role, rank, ...) and the concept within it."""

    kind: str
    concept: str
    broader: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    meaning: Meaning

    def weight(self, spoken: Sequence[str]) -> int:
        """How closely the entry names these words; 0 for not at all."""
        weights = [_weight(*pair) for pair in zip(self.words, spoken, strict=True)]
        return sum(weights) if all(weights) else 0


def _weight(entry: str, word: str) -> int:
    if entry.startswith("="):
        return WHOLE if word == entry[1:] else 0
    beginning, dot, _ = entry.partition(".")
    if len(beginning) < SHORTEST_BEGINNING:
        return WHOLE if word == beginning else 0
    if not word.startswith(beginning):
        return 0
    if dot and len(word) > len(beginning) + SHORT_ENDING:
        return 0
    return len(beginning)


def folded(word: str) -> str:
    """Without case, apostrophes and the dots of ё."""
    return APOSTROPHES.sub("", word).casefold().replace("ё", "е")


class Vocabulary:
    """The concepts of one language."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._by_start: dict[str, list[_Entry]] = defaultdict(list)
        self.longest = max(len(entry.words) for entry in entries)
        for entry in entries:
            self._by_start[entry.words[0].removeprefix("=")[:1]].append(entry)

    def find(self, spoken: Sequence[str]) -> tuple[int, tuple[Meaning, ...]]:
        """The meanings of the longest phrase that these words begin with, and its length."""
        candidates = self._by_start.get(spoken[0][:1], ())
        for length in range(min(self.longest, len(spoken)), 0, -1):
            said = tuple(spoken[:length])
            weighed = [
                (entry.weight(said), entry.meaning)
                for entry in candidates
                if len(entry.words) == length
            ]
            best = max((weight for weight, _ in weighed), default=0)
            if best:
                found = dict.fromkeys(meaning for weight, meaning in weighed if weight == best)
                return length, tuple(found)
        return 0, ()


@cache
def vocabulary(language: str) -> Vocabulary:
    """The concepts as one language names them."""
    entries = [
        _Entry(tuple(folded(name).split()), Meaning(row["kind"], row["concept"], row["broader"]))
        for row in _rows("lexicon")
        for name in row[language].split("|")
        if name.strip("= .")
    ]
    return Vocabulary(entries)


@cache
def numerals(language: str) -> Vocabulary:
    """The words for numbers; a concept is the number."""
    entries = [
        _Entry((folded(name),), Meaning("number", row["value"]))
        for row in _rows("numerals")
        for name in row[language].split("|")
        if name
    ]
    return Vocabulary(entries)


def numeral(word: str, language: str) -> Decimal | None:
    """The number that a word names."""
    _, meanings = numerals(language).find([word])
    return Decimal(meanings[0].concept) if meanings else None


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# A stemmer keeps the word that it is at, so each thread has its own.
_own = local()


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """A folded word without its endings."""
    if language == "uz":
        return _uzbek_stem(word)
    if not hasattr(_own, "stemmers"):
        names = {"ru": "russian", "en": "english"}
        _own.stemmers = {key: snowballstemmer.stemmer(name) for key, name in names.items()}
    return str(_own.stemmers[language].stemWord(word))


def _uzbek_stem(word: str) -> str:
    for _ in range(4):
        shorter = _UZBEK_ENDING.sub("", word)
        if shorter == word:
            break
        word = shorter
    return word
