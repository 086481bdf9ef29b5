"""The lock for translations: what can be compared across languages must have stayed the same."""

import re
from collections.abc import Iterable

from resumes.checking.clauses import Word
from resumes.checking.ground import Ground
from resumes.checking.lock import Refusal, refusals
from resumes.checking.phrases import read

# A translator chooses its own words; what it may not touch is everything else, praise included.
OF_ITS_OWN = {"word", "duty", "mixed"}
# Deeds that are a rank by themselves, so that no other word for them will do.
OF_RANK = {"lead", "manage", "hire", "coordinate"}
LEAST_GROWTH, MOST_GROWTH, ALLOWANCE = 0.3, 3.0, 10
# What one language says by praise, the other may say by a deed, and less praise than there was.
KIN = {
    "new": {"make", "program", "build", "organize", "open", "install", "develop2", "design"},
    "growth": {"develop2"},
    "fluent": {"native"},
    "good": {"excellent", "fluent"},
    "careful": {"charge"},
    "experienced": {"experience"},
}
# Superlatives that are made by the form of a word: the strongest, сильнейший, качественнее всех.
_SUPERLATIVE = re.compile(
    r"\bнаи(?!м|зн|вн)[а-я]{4,}|\b(?!дальней|ближай|малей)[а-я]{3,}(?:ейш|айш)[а-я]{2,3}\b"
    r"|\b[а-я]{3,}(?:ее|ей|ше|че|же) (?:всех|других|остальных)\b"
    r"|\b(?:great|strong|fast|quick|high|large|bigg|smart|bright|hard|fin|safe|clean|nice|skill|tast"
    r"|rich|deep|wid|long|old|full|neat|kind|cheap|new|young|strict|tough)est\b"
    r"|\bmost [a-z]{4,}(?:ful|ous|ive|ed|ing|ent|ant|able|ible|al|ic)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\bover (?:\d|a (?:hundred|thousand)|[a-z]+(?:teen|ty)\b)", re.IGNORECASE)


def translation_refusals(text: str, ground: Ground, original: str) -> list[Refusal]:
    """What a translation changed (numbers, names, titles, denials, limits), and praise it added."""
    found = [one for one in refusals(text, ground) if not _is_its_own(one, text, ground)]
    found += [*_superlatives(text, ground, original), *_denials(text, ground)]
    if (
        not LEAST_GROWTH * len(original) - ALLOWANCE
        <= len(text)
        <= MOST_GROWTH * len(original) + ALLOWANCE
    ):
        found.append(Refusal("empty", ""))
    return found


def _is_its_own(refusal: Refusal, text: str, ground: Ground) -> bool:
    """Whether a translator may choose such a word, or the original says it by one of its kin."""
    said = _concepts(read(refusal.words, ground.language).words())
    if refusal.kind == "duty":
        return not said & OF_RANK
    if refusal.kind == "scope" and refusal.words.casefold() == "over":
        # Of a number it is a claim, of a place it is none.
        return not _OVER.search(text)
    if refusal.kind == "praise":
        kin = {one for concept in said for one in KIN.get(concept, ())}
        return bool(kin & _concepts(ground.words()))
    return refusal.kind in OF_ITS_OWN


def _superlatives(text: str, ground: Ground, original: str) -> Iterable[Refusal]:
    match = _SUPERLATIVE.search(text)
    if match and not _SUPERLATIVE.search(original) and "best" not in _concepts(ground.words()):
        yield Refusal("praise", match[0])


def _denials(text: str, ground: Ground) -> Iterable[Refusal]:
    """A "no" where the original has none: without accidents, безаварийно."""
    if any(word.is_denied for word in ground.words()):
        return
    for word in read(text, ground.language).words():
        if word.is_denied and not word.is_free and not ground.places_of(word):
            yield Refusal("denial", word.text)


def _concepts(words: Iterable[Word]) -> set[str]:
    return {one.concept for word in words for one in word.meanings}
