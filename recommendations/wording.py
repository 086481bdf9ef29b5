"""Compares words by their letters: finds the names of specialties inside what people write.

Each name is a short document of its own, made of the runs of 2 to 5 letters of its words;
`ё` counts as `е`, and Uzbek is read in both scripts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.models import Specialty
from catalog.scripts import normalize_apostrophes, to_cyrillic

SHORTEST, LONGEST = 2, 5
# Texts longer than this many distinct runs count as this long, so that a whole story
# that names a trade once is still near to it.
LONG_TEXT = 120

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_APOSTROPHES = str.maketrans("", "", "ʻʼ'`’‘")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a text is to a specialty, and the name of it that was found."""

    value: float
    name: str


def runs_of(text: str) -> Counter[str]:
    """The runs of letters of a text, each word marked at both ends."""
    folded = normalize_apostrophes(text).translate(_APOSTROPHES).casefold().replace("ё", "е")
    counted: Counter[str] = Counter()
    for word in _WORD.findall(folded):
        marked = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            counted.update(marked[i : i + length] for i in range(len(marked) - length + 1))
    return counted


class NameIndex:
    """An inverted index over names, each belonging to an owner."""

    def __init__(self, names: Sequence[tuple[int, str]]) -> None:
        self.owners = np.array([owner for owner, _ in names], dtype=np.int64)
        self.names = [name for _, name in names]
        documents = [set(runs_of(name)) for _, name in names]
        frequency = Counter(run for document in documents for run in document)
        self._places = {run: place for place, run in enumerate(frequency)}
        counts = np.array(list(frequency.values()), dtype=np.float32)
        self._weights = np.square(np.log((1 + len(names)) / (1 + counts)) + 1).astype(np.float32)
        self._fill(documents)

    def _fill(self, documents: Sequence[set[str]]) -> None:
        pairs = [(self._places[run], n) for n, runs in enumerate(documents) for run in runs]
        table = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
        self._documents = table[:, 1].copy()
        self._starts = np.searchsorted(table[:, 0], np.arange(len(self._places) + 1))
        sums = np.zeros(len(documents), dtype=np.float32)
        np.add.at(sums, table[:, 1], self._weights[table[:, 0]])
        self._lengths = np.sqrt(np.maximum(sums, 1e-6))

    def likenesses(self, text: str) -> NDArray[np.float32]:
        """The likeness of a text to every name: the cosine of their weighted runs, 0 to 1."""
        scores = np.zeros(len(self.names), dtype=np.float32)
        runs = runs_of(text)
        length = 0.0
        for run in runs:
            place = self._places.get(run)
            if place is None:
                continue
            weight = self._weights[place]
            length += float(weight)
            scores[self._documents[self._starts[place] : self._starts[place + 1]]] += weight
        if not length:
            return scores
        long = max(1.0, len(runs) / LONG_TEXT)
        return scores / self._lengths / np.sqrt(length / long)


def names_of(specialty: Specialty) -> Iterable[str]:
    """Every name and synonym in every written form."""
    uzbek = [specialty.name_uz, *specialty.synonyms.get("uz", [])]
    yield from uzbek
    yield from (to_cyrillic(name) for name in uzbek)
    yield from [specialty.name_ru, *specialty.synonyms.get("ru", [])]
    yield from [specialty.name_en, *specialty.synonyms.get("en", [])]
