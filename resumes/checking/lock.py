"""The lock: a line may only say what its facts hold. Anything that no fact holds is refused.

A line is read word by word, and the default is no: each word that says something must stand in a
fact, itself or by what it means, and beside what it stands beside there; what limits or denies a
statement may not go; titles must be the person's own. Words that only join others are free.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.scripts import script_of
from resumes.checking.clauses import Clause, Reading, Word
from resumes.checking.ground import IMPLIED, Fact, Ground, is_act, is_thing
from resumes.checking.people import is_others, run_of
from resumes.checking.phrases import read
from resumes.texts import CYRILLIC, is_uzbek

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,32}"
    r"|\b(?:[a-z0-9-]{2,63}\.){1,3}(?:uz|ru|com|org|net|io|dev|me)\b(?:/\S*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,])\+?\d(?:[\s()./-]{0,2}\d){8,14}(?!\w)")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"\n]{2,80})[»”“\"]")
_ENGLISH = re.compile(r"\b(?:the|and|with|for|of|in|to|at|an?|from|was|were)\b", re.IGNORECASE)
LEAST_ENGLISH = 2
_UZBEK_FROM = re.compile(r"^(?:yil|yilning|\w+)dan$")
# Of a program or a firm that is named beside it, such a word says nothing more.
APPOSED = {"software", "company", "city"}
# By the kind of a word that no fact holds.
KINDS = {
    "rank": "rank",
    "scope": "scope",
    "boost": "praise",
    "paper": "degree",
    "level": "level",
    "language": "language",
    "role": "title",
    "act": "duty",
    "month": "date",
}
ATTRIBUTES = {"boost", "level", "scope", "rank"}
FROM, UNTIL = {"с", "со", "from", "since"}, {"до", "по", "until", "till", "to"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line isn't used: the kind of what no fact holds, and the words."""

    kind: str
    words: str


def refusals(text: str, ground: Ground) -> list[Refusal]:
    """What of a text no fact of its ground holds; nothing where it may be used."""
    found = [*_contacts(text, ground)]
    bare = _PHONE.sub(" ", _LINK.sub(" ", text))
    reading = read(bare, ground.language)
    if not any(not word.is_free for word in reading.words()):
        found.append(Refusal("empty", text.strip()[:80]))
    found += _foreign(text, ground)
    held = {id(word): ground.places_of(word) for word in reading.words()}
    for clause in reading.clauses:
        for at, word in enumerate(clause.words):
            if not _is_apposed(clause.words, at, held):
                found += _word(word, held[id(word)], ground)
    for clause in reading.clauses:
        found += _roles(clause, reading.clauses, held, ground)
    found += _years(reading, ground)
    found += _quoted(bare, ground)
    if not found:
        found += _pairs(reading, held, ground)
    return list(dict.fromkeys(found))


def _contacts(text: str, ground: Ground) -> Iterable[Refusal]:
    known = "\n".join(one for fact in ground.facts for one in fact.texts).casefold()
    digits = re.sub(r"\D", "", known)
    for match in _LINK.finditer(text):
        if match[0].casefold().rstrip(".,;)/") not in known:
            yield Refusal("link", match[0])
    for match in _PHONE.finditer(text):
        if re.sub(r"\D", "", match[0]) not in digits:
            yield Refusal("number", match[0])


def _foreign(text: str, ground: Ground) -> Iterable[Refusal]:
    if ground.language and is_foreign(text, ground.language):
        yield Refusal("foreign", text.strip()[:80])


def is_foreign(text: str, language: str) -> bool:
    """Whether a text is surely in another language or alphabet than a resume."""
    script = script_of(text)
    if script in ("", "mixed"):
        return False
    if script != ("Cyrl" if language in CYRILLIC else "Latn"):
        return True
    if language == "ru":
        return is_uzbek(text)
    if language == "en":
        return is_uzbek(text) and len(_ENGLISH.findall(text)) < LEAST_ENGLISH
    return not is_uzbek(text) and len(_ENGLISH.findall(text)) >= LEAST_ENGLISH


def _word(word: Word, places: Sequence[int], ground: Ground) -> Iterable[Refusal]:
    """What is wrong with one word by itself."""
    if _needs_no_fact(word):
        # Still, what a fact denies isn't had: "without experience".
        is_told = any(one.concept == "experience" for one in word.meanings)
        same = [one for at in places if (one := ground.word_at(at)).stem == word.stem]
        if is_told and same and all(one.is_denied for one in same) and not word.is_denied:
            yield Refusal("denial", word.text)
        return
    if not places:
        yield Refusal(_kind_of(word), word.text)
        return
    words = [ground.word_at(at) for at in places]
    if all(one.is_denied != word.is_denied for one in words):
        yield Refusal("denial", word.text)
    elif not any(one.limits <= word.limits for one in words if one.is_denied == word.is_denied):
        yield Refusal("limit", word.text)


def _is_apposed(words: Sequence[Word], at: int, held: dict[int, list[int]]) -> bool:
    """Whether a word only says what kind of thing a name beside it is: the company Tong."""
    if not any(meaning.concept in APPOSED for meaning in words[at].meanings):
        return False
    near = [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]
    return any(not one.meanings and held[id(one)] for one in near)


def _needs_no_fact(word: Word) -> bool:
    if word.is_free:
        return True
    if word.number is not None or word.month:
        return False
    kinds = word.kinds
    return bool(kinds) and kinds <= {"free", "neg", "neg:next", "duty"} | {
        kind for kind in kinds if kind.startswith("hedge")
    }


def _kind_of(word: Word) -> str:
    if word.number is not None:
        return "date" if word.is_year else "number"
    if word.month:
        return "date"
    for kind, reason in KINDS.items():
        if kind in word.kinds:
            return reason
    if word.is_capital or any(char.isdigit() for char in word.norm):
        return "name"
    return "word"


def _roles(
    clause: Clause, clauses: Sequence[Clause], held: dict[int, list[int]], ground: Ground
) -> Iterable[Refusal]:
    """Titles that in the facts are only those of others."""
    for word in clause.words:
        if not word.kinds & {"role", "rank"} or is_others(run_of(clauses, clause.number), word):
            continue
        own = [place for place in held[id(word)] if not ground.is_others(place)]
        if held[id(word)] and not own:
            yield Refusal("title", word.text)


def _index(ground: Ground, place: int) -> int:
    words = ground.clause_at(place).words
    return next(at for at, word in enumerate(words) if word is ground.word_at(place))


def _years(reading: Reading, ground: Ground) -> Iterable[Refusal]:
    """A year that ends something in the facts doesn't begin it in a line, and keeps its month."""
    for clause in reading.clauses:
        for at, word in enumerate(clause.words):
            if not word.is_year:
                continue
            contexts = [
                (ground.clause_at(place).words, _index(ground, place))
                for place in ground.places_of(word)
            ]
            said, month = _marks(clause.words, at), _month(clause.words, at)
            known = [_marks(*context) for context in contexts]
            if known and said and not any(said & marks or not marks for marks in known):
                yield Refusal("date", word.text)
            elif known and month and month not in {_month(*context) for context in contexts}:
                yield Refusal("date", f"{month:02}.{word.text}")


def _month(words: Sequence[Word], at: int) -> int:
    """The month that is said with a year, before it or, in Uzbek, after it; 0 for none."""
    before, after = words[max(0, at - 1) : at], words[at + 1 : at + 3]
    is_after = bool(after) and any(one.concept == "year" for one in after[0].meanings)
    for near in (after, before) if is_after else (before, after[:1]):
        if found := next((one.month for one in near if one.month), 0):
            return found
    return 0


def _marks(words: Sequence[Word], at: int) -> set[str]:
    """Whether a year is said to begin or to end something."""
    before = {one.norm for one in words[max(0, at - 2) : at]}
    after = [one.norm for one in words[at + 1 : at + 3]]
    marks = {"from"} if before & FROM else set()
    if before & UNTIL:
        marks |= {"until"}
    if after[:1] == ["until"] or any(_UZBEK_FROM.search(norm) for norm in after):
        marks |= {"from"}
    if any(norm.endswith("gacha") for norm in after[:2]):
        marks |= {"until"}
    return marks


def _quoted(text: str, ground: Ground) -> Iterable[Refusal]:
    """Names in quotation marks stand whole in a fact."""
    for match in _QUOTED.finditer(text):
        words = list(read(match[1], ground.language).words())
        chains = set(ground.places_of(words[0])) if words else set()
        for word in words[1:]:
            places = ground.places_of(word)
            chains = {at for at in places if any(ground.is_adjacent(one, at) for one in chains)}
        if words and not chains:
            yield Refusal("name", match[1])


def _pairs(reading: Reading, held: dict[int, list[int]], ground: Ground) -> Iterable[Refusal]:
    """Words that a line puts together and the facts keep apart."""
    for clauses, are_joined in ((_acted_on, ground.are_together), (_said_of, ground.are_close)):
        for one, other in clauses(reading):
            first, second = held[id(one)], held[id(other)]
            if not first or not second:
                continue
            if not any(are_joined(a, b) for a in first for b in second):
                yield Refusal("mixed", f"{one.text} + {other.text}")


def _acted_on(reading: Reading) -> Iterable[tuple[Word, Word]]:
    """Each act with each thing of its clause, and of the clauses that go on without an act."""
    acts: list[Word] = []
    sentence = -1
    for clause in reading.clauses:
        if clause.sentence != sentence:
            acts, sentence = [], clause.sentence
        here = [word for word in clause.words if is_act(word)]
        is_bare = not here and any(_is_light(word) for word in clause.words)
        acts = here or ([] if is_bare else acts)
        for thing in clause.words:
            if is_thing(thing):
                yield from ((act, thing) for act in acts if not _is_implied(act, thing))


def _is_implied(act: Word, thing: Word) -> bool:
    """Whether there is no such act but towards such people: serving and customers."""
    acts = {one for meaning in thing.meanings for one in IMPLIED.get(meaning.concept, ())}
    return any(meaning.concept in acts for meaning in act.meanings)


def _is_light(word: Word) -> bool:
    """Whether a word stands for any act: worked, experience of."""
    return any(meaning.concept in ("work", "experience") for meaning in word.meanings)


def _said_of(reading: Reading) -> Iterable[tuple[Word, Word]]:
    """Amounts, praise, levels and ranks with what they are said of."""
    for clause in reading.clauses:
        words = clause.words
        for at, word in enumerate(words):
            is_amount = word.number is not None and not word.is_year
            if not is_amount and not word.kinds & ATTRIBUTES:
                continue
            near = _content(words[at + 1 :])[: 2 if is_amount and _has_unit(words, at) else 1]
            yield from ((word, other) for other in near or _content(words[:at][::-1])[:1])


def _has_unit(words: Sequence[Word], at: int) -> bool:
    return any("unit" in word.kinds for word in words[at + 1 : at + 2])


def _content(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if not _needs_no_fact(word) and word.number is None]


__all__ = ["Fact", "Ground", "Refusal", "refusals"]
