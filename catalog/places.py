"""The region and the town in a posting's own words about its place, in either script."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from catalog.tables import read_table

UNKNOWN = "unknown"

# Small words around a name: "г. Ташкент", "Chilonzor tumani", "Бухарская обл."
_AROUND = frozenset(
    [
        "г",
        "город",
        "гор",
        "shahri",
        "shahar",
        "sh",
        "shaxri",
        "шаҳри",
        "шаҳар",
        "tumani",
        "tuman",
        "тумани",
        "район",
        "р-н",
        "city",
        "пос",
        "п",
        "посёлок",
        "поселок",
    ]
)
_APOSTROPHES = re.compile(r"['`´ʹʻʼʽ‘’‛′]")
_PARTS = re.compile(r"[,;/|()\n•·]+|\s[-–—]\s")
_WORDS = re.compile(r"[\w-]+")
LONGEST_NAME = 4
_STREET = frozenset(
    ["ул", "улица", "ko'cha", "kocha", "koʻcha", "кўча", "street", "st", "пр", "проспект", "пр-т"]
)
_RANK = {"town": 0, "region": 1, "country": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A known place: the code of its region or country and, where said, of its town."""

    region: str
    town: str = ""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A row of the table of places: how it is called, and what it is a part of."""

    code: str
    kind: str
    parent: str
    names: tuple[str, ...]


class PlaceFinder:
    """Finds known places in short texts."""

    def __init__(self, known: Iterable[KnownPlace], foreign: Mapping[str, str]) -> None:
        self._places: dict[str, Place] = {}
        self._kinds: dict[str, int] = {}
        codes = set()
        for place in sorted(known, key=lambda place: _RANK.get(place.kind, 3), reverse=True):
            codes.add(place.code)
            self._add(place)
        for name, country in foreign.items():
            if country in codes:
                self._places.setdefault(_folded(name), Place(country))
        self.find = lru_cache(maxsize=20_000)(self._find)

    def _add(self, place: KnownPlace) -> None:
        """Towns come last, so a town wins over the region that is called like it."""
        is_town = place.kind == "town"
        found = Place(place.parent, place.code) if is_town else Place(place.code)
        for name in place.names:
            self._places[_folded(name)] = found
            self._kinds[_folded(name)] = _RANK.get(place.kind, 3)

    def _find(self, text: str) -> Place:
        """The most exact place that a text names, the first of equals; else unknown."""
        hits = list(self._hits(text))
        if not hits:
            return Place(UNKNOWN)
        best = min(hits, key=lambda name: self._kinds.get(name, 0))
        return self._places[best]

    def _hits(self, text: str) -> Iterator[str]:
        whole = _folded(text)
        if whole in self._places:
            yield whole
            return
        for part in _PARTS.split(text):
            yield from islice(self._names_in(part), 1)

    def _names_in(self, part: str) -> Iterator[str]:
        """Names in a part of a text, longest first; a street named for a town is no town."""
        words = _WORDS.findall(_folded(part))
        if any(word in _STREET for word in words):
            return
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if name in self._places:
                    yield name


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    """One spelling of a name: lower case, no apostrophes, no ё, no dots, no words around it."""
    text = _APOSTROPHES.sub("", name).lower().replace("ё", "е").replace(".", " ")
    words = [word for word in text.split() if word not in _AROUND]
    return " ".join(words or text.split())


def foreign_towns() -> dict[str, str]:
    """Names of towns abroad -> the code of their country."""
    towns = {}
    for row in read_table("foreign_towns"):
        for name in (row["name_ru"], row["name_en"]):
            if name:
                towns[name] = row["country"]
    return towns
