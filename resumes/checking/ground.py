"""What facts hold, as the lock looks words up in it, and what there stands beside what."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from catalog.scripts import script_of, to_latin
from resumes.checking.clauses import Clause, Word
from resumes.checking.people import is_others, run_of
from resumes.checking.phrases import read
from resumes.checking.vocabulary import Meaning
from resumes.texts import is_uzbek

# Two unknown words are one where they begin alike for so long, and for such a share of both.
LEAST_COMMON, LEAST_SHARE = 4, 0.75
LEAST_LIKE = 0.6
# A text of so few clauses that tells no act is a title, a name or a place.
LABEL = 2
# So general that any act may be about them.
GENERIC = {"goods", "place", "person"}
# Words of these kinds stand for themselves alone, whatever else the table says beside them.
STRICT = {"rank", "paper", "boost", "role"}
# Titles that are said in two ways.
LOOSE_ROLES = {"seller", "driver", "programmer", "employee", "cashier", "tailor"}
# Houses of many sorts that one row of the table holds.
STRICT_THINGS = {"cafe", "hospital", "hotel", "workshop", "factory", "field", "building", "team"}
# Who is served needn't be named where the serving is.
IMPLIED = {"customer": {"serve", "sell", "advise", "deliver"}}
STRICT_SCOPES = {"large", "first", "strategic", "many", "daily"}
STRICT_LENGTH = 5
_ALIKE = (
    ("kh", "x"), ("zh", "j"), ("ts", "s"), ("sch", "sh"), ("ph", "f"), ("ck", "k"), ("yu", "u"),
    ("ya", "a"), ("yo", "o"), ("ye", "e"), ("q", "k"), ("c", "k"), ("w", "v"), ("h", "x"),
    ("y", "i"),
)  # fmt: skip


# Cyrillic letters that look like Latin ones.
_TWINS = str.maketrans("авекмнорстух", "abekmhopctyx")


@dataclass(frozen=True, slots=True)
class Fact:
    """The texts of one fact; `of_all` are those said of the whole: title, place, dates, figures."""

    texts: tuple[str, ...]
    of_all: tuple[str, ...] = ()


@dataclass(slots=True)
class _Place:
    """Where a word of a fact stands."""

    word: Word
    fact: int
    clause: int
    # Said of the whole fact: a title, an employer, a figure that follows from it.
    is_of_all: bool = False


@dataclass
class Ground:
    """All that the facts of a line hold."""

    facts: Sequence[Fact]
    language: str = ""
    # Of the person's own words, where a translation of them is checked.
    spoken: str = ""
    # Where the heading says that these are wishes, they needn't say so themselves.
    is_wish: bool = False
    _places: list[_Place] = field(default_factory=list)
    _clauses: list[Clause] = field(default_factory=list)
    _reach: list[tuple[int, int]] = field(default_factory=list)
    # Where the text of each clause begins.
    _firsts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, fact in enumerate(self.facts):
            for text in fact.texts:
                self._add(text, number)
            for text in fact.of_all:
                self._add(text, number, is_of_all=True)

    def _add(self, text: str, fact: int, *, is_of_all: bool = False) -> None:
        readings = [read(text, self.language)]
        if self.language.startswith("uz") and script_of(text) == "Cyrl" and not is_uzbek(text):
            # So short a text may be of either language.
            readings.append(read(text, "uz-Cyrl"))
        if self.spoken:
            readings.append(read(text, self.spoken))
        for reading in readings:
            self._add_clauses(reading.clauses, fact, is_of_all=is_of_all)

    def _add_clauses(self, clauses: Sequence[Clause], fact: int, *, is_of_all: bool) -> None:
        first = len(self._clauses)
        self._clauses += clauses
        is_of_all = is_of_all or (len(clauses) <= LABEL and not any(map(has_act, clauses)))
        for at, clause in enumerate(clauses):
            self._reach.append(_reach(clauses, at, first))
            self._firsts.append(first)
            for word in clause.words:
                if self.is_wish:
                    word.limits -= {"hedge:wish"}
                self._places.append(_Place(word, fact, first + at, is_of_all))

    def places_of(self, word: Word) -> list[int]:
        """Where the facts hold a word, or what means the same."""
        found = [at for at, place in enumerate(self._places) if means_same(word, place.word)]
        implying = {act for one in word.meanings for act in IMPLIED.get(one.concept, ())}
        if found or not implying:
            return found
        return [
            at
            for at, place in enumerate(self._places)
            if any(one.kind == "act" and one.concept in implying for one in place.word.meanings)
        ]

    def word_at(self, place: int) -> Word:
        """The word at a place."""
        return self._places[place].word

    def clause_at(self, place: int) -> Clause:
        """The clause around a place."""
        return self._clauses[self._places[place].clause]

    def is_others(self, place: int) -> bool:
        """Whether a title is that of somebody else."""
        clause = self._places[place].clause
        first = self._firsts[clause]
        clauses = self._clauses[first : clause + 1]
        return is_others(run_of(clauses, clause - first), self._places[place].word)

    def words(self) -> Iterable[Word]:
        """Every word of the facts."""
        return (place.word for place in self._places)

    def are_together(self, first: int, second: int) -> bool:
        """Whether the facts say one of the other: in one clause, or where a list leaves it out."""
        one, other = self._places[first], self._places[second]
        return self._are_of_one(one, other) or any(
            low <= there <= high
            for (low, high), there in (
                (self._reach[one.clause], other.clause),
                (self._reach[other.clause], one.clause),
            )
        )

    def are_close(self, first: int, second: int) -> bool:
        """Whether one is said of the other itself: in its clause, or beside a bare one."""
        one, other = self._places[first], self._places[second]
        if self._are_of_one(one, other):
            return True
        clauses = self._clauses[one.clause], self._clauses[other.clause]
        is_bare = any(not has_act(clause) and not has_thing(clause) for clause in clauses)
        return is_bare and one.fact == other.fact and abs(one.clause - other.clause) == 1

    def _are_of_one(self, one: _Place, other: _Place) -> bool:
        is_of_fact = one.fact == other.fact and (one.is_of_all or other.is_of_all)
        return is_of_fact or one.clause == other.clause

    def is_adjacent(self, first: int, second: int) -> bool:
        """Whether one place comes right after the other."""
        return second == first + 1 and self._places[first].clause == self._places[second].clause


def _reach(clauses: Sequence[Clause], at: int, first: int) -> tuple[int, int]:
    """Through which clauses of its text a clause goes on that lacks an act or a thing."""
    here = clauses[at]
    low = high = at
    for lacks in (has_act, has_thing):
        if lacks(here):
            continue
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(clauses):
                low, high = min(low, near), max(high, near)
                if lacks(clauses[near]):
                    break
                near += step
    return first + low, first + high


def has_act(clause: Clause) -> bool:
    """Whether a clause says what was done."""
    return any(is_act(word) for word in clause.words)


def has_thing(clause: Clause) -> bool:
    """Whether a clause says what it was done to."""
    return any(is_thing(word) for word in clause.words)


def is_act(word: Word) -> bool:
    """Whether a word says what is done."""
    return "act" in word.kinds


def is_thing(word: Word) -> bool:
    """Whether a word names what things are done to, with or where."""
    if word.number is not None or word.month or is_act(word):
        return False
    if any(meaning.concept in GENERIC for meaning in word.meanings):
        return False
    return not word.meanings or bool(word.kinds & {"thing", "language", "role"})


def _sign(norm: str) -> str:
    """A word of letters and digits, its letters of one alphabet: 1C, typed as 1С."""
    is_sign = any(char.isdigit() for char in norm) and not norm.isdigit()
    return norm.translate(_TWINS) if is_sign else norm


@lru_cache(maxsize=100_000)
def _skeleton(norm: str) -> tuple[str, str]:
    """How a name sounds in Latin letters, and its consonants alone."""
    latin = to_latin(norm).casefold()
    latin = re.sub(r"[^a-z0-9+#]", "", latin)
    for written, sounded in _ALIKE:
        latin = latin.replace(written, sounded)
    latin = re.sub(r"(.)\1", r"\1", latin)
    return latin, re.sub(r"[aeiou]", "", latin)


def means_same(said: Word, held: Word) -> bool:
    """Whether a word says no more than one of the facts: the same, or something broader."""
    if said.number is not None or held.number is not None:
        return said.number is not None and said.number == held.number
    if said.month or held.month:
        return said.month == held.month
    if said.norm == held.norm or _sign(said.norm) == _sign(held.norm):
        return True
    if said.meanings or held.meanings:
        return any(_covers(one, said, held) for one in said.meanings)
    return _is_one_word(said, held)


def _is_one_word(said: Word, held: Word) -> bool:
    """Whether two words that our table doesn't know are one, whatever their endings."""
    if said.language == held.language and said.stem == held.stem:
        return True
    if said.language == held.language and not (_is_proper(said) or _is_proper(held)):
        return _begin_alike(said.stem, held.stem)
    return _sound_alike(said, held)


def _covers(meaning: Meaning, said: Word, held: Word) -> bool:
    for other in held.meanings:
        if meaning.kind == other.kind and meaning.concept == other.broader:
            return True
        if (meaning.kind, meaning.concept) == (other.kind, other.concept):
            # Praise, ranks and papers aren't exchanged for their like.
            return (
                not _is_strict(meaning)
                or said.language != held.language
                or said.stem[:STRICT_LENGTH] == held.stem[:STRICT_LENGTH]
            )
    return False


def _is_strict(meaning: Meaning) -> bool:
    if meaning.kind in STRICT:
        return meaning.concept not in LOOSE_ROLES
    return meaning.concept in STRICT_SCOPES | STRICT_THINGS


def _is_proper(word: Word) -> bool:
    return word.is_capital or any(char.isdigit() for char in word.norm)


def _begin_alike(one: str, other: str) -> bool:
    common = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        common += 1
    return common >= LEAST_COMMON and common >= LEAST_SHARE * min(len(one), len(other))


def _sound_alike(said: Word, held: Word) -> bool:
    """Whether two spellings are of one name, its ending aside: Каримова, Karimov."""
    one, other = _skeleton(said.norm), _skeleton(held.norm)
    if not one[1] or not other[1] or one[0][0] != other[0][0]:
        return False
    short, long = sorted((one[1], other[1]), key=len)
    if not long.startswith(short) or len(long) - len(short) > 1 or len(short) < 2:  # noqa: PLR2004
        return False
    return SequenceMatcher(None, one[0], other[0]).ratio() >= LEAST_LIKE
