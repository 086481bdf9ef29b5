"""The place that a posting tells in its text: used where no field of it names one.

A text names towns for many reasons (offices, customers, journeys), so only what a posting says of
its own place counts: a labelled line, the title, and "in Tashkent" where no other place is told.
"""

import re
from collections.abc import Iterator
from itertools import islice

from catalog.places import UNKNOWN, Place, PlaceFinder

_LABEL = re.compile(
    r"(?:место работы|местоположение|локация|адрес(?: офиса| объекта| работы)?|город|регион"
    r"|location|city|office address|manzil|ish joyi|joylashuv|hudud|shahar"
    r"|манзил|иш жойи|жойлашув|ҳудуд|шаҳар)\s*[:—–-]+\s*(.{2,80})",
    re.IGNORECASE,
)
# "в Ташкенте", "в г. Самарканде", "г. Бухара".
_RUSSIAN = re.compile(
    r"\b(?:в|во|г|гор|городе?)\b\.?\s+(?:г(?:\.|ор\.?|ороде)\s*)?([А-ЯЁ][а-яё-]+)"
)
_ENGLISH = re.compile(r"\b(?:in|at|based in)\s+([A-Z][a-z'ʻ’]+)")
# "Toshkent shahrida", "Chilonzor tumanida", "Samarqandda", "Фарғона вилоятида".
_UZBEK = re.compile(
    r"\b([A-Z][\w'ʻʼ’‘`-]+|[А-ЯЎҚҒҲЁ][\w-]+?)"
    r"(?:\s+(?:sh(?:ah|ax)ar|shahri|tumani?|viloyati|шаҳар|шаҳри|тумани?|вилояти)\w*|dagi|da|даги|да)\b"
)
# Before a place that people travel or move to, or come from.
_ELSEWHERE = re.compile(
    r"релокаци|переезд|командиров|выезд|поездк|relocat|business trip|safar|кўчиб"
)
_NEAR = 40
_LONGEST = 4_000


def place_in(title: str, text: str, places: PlaceFinder) -> Place:
    """The place that a title, else a labelled line, else the whole text tells; else unknown.

    A place that is only mentioned counts if the text mentions no other region.
    """
    text = text[:_LONGEST]
    found = places.find(title)
    if found.region != UNKNOWN:
        return found
    for label in _LABEL.finditer(text):
        found = places.find(label[1])
        if found.region != UNKNOWN:
            return found
    return _only(_mentioned(f"{title}\n{text}", places))


def _mentioned(text: str, places: PlaceFinder) -> Iterator[Place]:
    for pattern in (_RUSSIAN, _UZBEK, _ENGLISH):
        for words in pattern.finditer(text):
            if _ELSEWHERE.search(text, max(0, words.start() - _NEAR), words.start()):
                continue
            names = _nominatives(words[1]) if pattern is _RUSSIAN else [words[1]]
            known = (places.find(name) for name in names)
            yield from islice((place for place in known if place.region != UNKNOWN), 1)


def _nominatives(name: str) -> list[str]:
    """What a Russian name after "in" may be called by itself: Ташкенте -> Ташкент."""
    if not name.endswith("е"):
        return [name]
    return [name, name[:-1], f"{name[:-1]}а"]


def _only(mentioned: Iterator[Place]) -> Place:
    """The one region that is mentioned, with its town if that is one; unknown where several are."""
    all_places = set(mentioned)
    regions = {place.region for place in all_places}
    if len(regions) != 1:
        return Place(UNKNOWN)
    towns = {place.town for place in all_places if place.town}
    return Place(regions.pop(), towns.pop() if len(towns) == 1 else "")
