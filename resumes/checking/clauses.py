"""The parts of a text that the lock has read: words, clauses, the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from resumes.checking.vocabulary import FREE, Meaning, stem

FIRST_YEAR, LAST_YEAR = 1940, 2060


@dataclass(slots=True)
class Word:
    """A word or a number of a text."""

    text: str
    norm: str
    language: str
    clause: int
    meanings: tuple[Meaning, ...] = ()
    number: Decimal | None = None
    month: int = 0
    is_capital: bool = False
    is_denied: bool = False
    limits: frozenset[str] = frozenset()

    @property
    def kinds(self) -> set[str]:
        """What sorts of words it belongs to."""
        return {meaning.kind for meaning in self.meanings}

    @property
    def is_free(self) -> bool:
        """Whether it says nothing of its own."""
        return bool(self.meanings) and self.kinds <= {FREE, "neg"}

    @property
    def is_year(self) -> bool:
        """Whether it is a year and no amount."""
        number = self.number
        return number is not None and FIRST_YEAR <= number <= LAST_YEAR and len(self.norm) == 4  # noqa: PLR2004

    @property
    def stem(self) -> str:
        """Without its endings."""
        return stem(self.norm, self.language)


@dataclass(slots=True)
class Clause:
    """Words that stand together."""

    number: int
    sentence: int
    after_and: bool = False
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A text, read."""

    text: str
    clauses: list[Clause]

    def words(self) -> Iterator[Word]:
        """All of them."""
        for clause in self.clauses:
            yield from clause.words
