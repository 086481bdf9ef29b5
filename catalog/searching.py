"""Finds vacancies and courses by words and by filters; every filter filters."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import Case, F, FloatField, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Upper
from django.utils import timezone

from catalog.models import Course, Region, Vacancy
from catalog.models.courses import CourseQuerySet
from catalog.models.offers import VacancyQuerySet
from catalog.rates import rates_in_use
from catalog.salaries import UZS, read_rates, to_uzs
from catalog.scripts import normalize_apostrophes, script_of, to_cyrillic, to_latin

CONFIGS = ("russian", "english", "simple")
MOST_WORDS = 12
LONGEST_QUERY = 200
# With fewer rows than this that have all the words, rows with some of them follow.
ENOUGH = 20
# Shorter words are sought whole: half the dictionary begins with a C.
SHORTEST_BEGINNING = 3
# Rows with all the words, then rows by how well they suit the words.
BEST_FIRST = (F("has_all").desc(), F("relevance").desc())
# How alike a title must be to a mistyped query, 0 to 1.
ALIKE = 0.5
# Words that say nothing about what is sought, so nobody misses them.
STOP_WORDS = frozenset(
    [
        "а",
        "без",
        "в",
        "во",
        "для",
        "до",
        "за",
        "и",
        "из",
        "или",
        "к",
        "как",
        "на",
        "не",
        "о",
        "об",
        "от",
        "по",
        "под",
        "при",
        "с",
        "со",
        "у",
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "va",
        "yoki",
        "uchun",
        "bilan",
        "ва",
        "ёки",
        "учун",
        "билан",
    ]
)
_WORD = re.compile(r"\w+")


Rows = TypeVar("Rows", VacancyQuerySet, CourseQuerySet)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; an empty field doesn't matter. Places and others are keys."""

    q: str = ""
    region: int | None = None
    specialty: int | None = None
    work_mode: str = ""
    schedule: str = ""
    employment: str = ""
    experience: str = ""
    # A month, after tax, in `currency`. Unknown pay passes only with `salary_unknown`.
    salary_from: Decimal | None = None
    currency: str = UZS
    salary_unknown: bool = False
    language: str = ""
    source: int | None = None
    published_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class WantedCourse:
    """What a person wants to learn; an empty field doesn't matter."""

    q: str = ""
    skill: int | None = None
    language: str = ""
    level: str = ""
    provider: str = ""


def search_vacancies(wanted: Wanted) -> VacancyQuerySet:
    """Open vacancies: with words the most relevant first, else the newest.

    Filters narrow what the words find: they don't let in what the words alone would not have.
    """
    found = Vacancy.objects.open()
    if not words_of(wanted.q):
        return filter_vacancies(found, wanted).newest_first()
    found = filter_vacancies(_by_words(found, wanted.q), wanted)
    return found.order_by(*BEST_FIRST, "-dated_at", "-pk")


def search_courses(wanted: WantedCourse) -> CourseQuerySet:
    """Open courses: with words the most relevant first, else those that most people took."""
    found = Course.objects.open()
    if wanted.skill is not None:
        found = found.filter(skills=wanted.skill)
    exact = {"language": wanted.language, "level": wanted.level, "provider": wanted.provider}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if words_of(wanted.q):
        found = _by_words(found, wanted.q)
    # Courses that say nothing about their learners come last.
    learners = Coalesce("enrolled", -1, output_field=IntegerField())
    popular = found.annotate(learners=learners)
    by_words = BEST_FIRST if words_of(wanted.q) else ()
    return popular.order_by(*by_words, "-learners", "-pk")


def filter_vacancies(vacancies: VacancyQuerySet, wanted: Wanted) -> VacancyQuerySet:
    """Those that pass every filter but the words; what a posting doesn't say doesn't pass."""
    exact = {
        "specialty_id": wanted.specialty,
        "employment": wanted.employment,
        "experience": wanted.experience,
        "language": wanted.language,
        "source_id": wanted.source,
        "dated_at__gte": wanted.published_after,
        "work_modes__contains": [wanted.work_mode] if wanted.work_mode else None,
        "schedules__contains": [wanted.schedule] if wanted.schedule else None,
    }
    found = vacancies.filter(**{name: value for name, value in exact.items() if value})
    if wanted.region is not None:
        found = found.filter(_lies_in(wanted.region))
    if wanted.salary_from:
        found = found.filter(_pays(wanted, timezone.localdate()))
    return found


def words_of(q: str) -> list[str]:
    """The words that count in what a person typed, at most a dozen."""
    text = normalize_apostrophes(q.replace("\x00", " ")[:LONGEST_QUERY]).lower()
    words = list(dict.fromkeys(_WORD.findall(text)))
    return [word for word in words if word not in STOP_WORDS][:MOST_WORDS]


def _lies_in(place: int) -> Q:
    """In a region, in a town, or in any region of a country."""
    # Told by key: with the country of a region in the same query no index of places is of use, and
    # all vacancies are read to find that a town has none.
    within = Region.objects.exclude(kind=Region.Kind.TOWN).filter(Q(pk=place) | Q(parent=place))
    return Q(region__in=list(within.values_list("pk", flat=True))) | Q(town=place)


def _pays(wanted: Wanted, today: date) -> Q:
    """By the upper figure, or the lower where there is no upper one."""
    currency = wanted.currency or UZS
    # UZS has no rate to look up.
    rates = read_rates() if currency == UZS else rates_in_use()
    least = to_uzs(wanted.salary_from or Decimal(0), currency, today, rates)
    unknown = Q(monthly_uzs_to=None, monthly_uzs_from=None)
    if least is None:
        return unknown if wanted.salary_unknown else Q(pk=None)
    enough = Q(monthly_uzs_to__gte=least) | Q(monthly_uzs_to=None, monthly_uzs_from__gte=least)
    return enough | unknown if wanted.salary_unknown else enough


def _by_words(rows: Rows, q: str) -> Rows:
    """Rows with the words, with `has_all` and `relevance`; if there are none, titles alike."""
    words = words_of(q)
    all_words, any_word = _joined(words, and_), _joined(words, or_)
    with_all = rows.filter(search=all_words)
    enough = ENOUGH if len(words) > 1 else 1
    if _are_there(with_all, enough):
        return with_all.annotate(has_all=Value(1), relevance=SearchRank(F("search"), all_words))
    if len(words) > 1 and _are_there(rows.filter(search=any_word), 1):
        return rows.filter(search=any_word).annotate(
            has_all=Case(When(search=all_words, then=1), default=0),
            relevance=SearchRank(F("search"), any_word),
        )
    return _by_likeness(rows, " ".join(words))


def _are_there(rows: Rows, enough: int) -> bool:
    """Whether at least so many rows are found.

    By the index of words, whatever the planner believes: it takes a mistyped word for a common one
    and reads half the table for it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        found = len(rows.order_by().values_list("pk")[:enough])
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
    return found >= enough


def _by_likeness(rows: Rows, text: str) -> Rows:
    """Titles with words like the mistyped ones, in either Uzbek script."""
    spellings = [spelling.upper() for spelling in _spellings(text)]
    alike = [_WordLikeness(Value(spelling), Upper("title")) for spelling in spellings]
    best = alike[0] if len(alike) == 1 else Greatest(*alike)
    near = reduce(or_, (Q(upper_title__trigram_word_similar=spelling) for spelling in spellings))
    titled = rows.annotate(upper_title=Upper("title")).filter(near)
    return titled.annotate(has_all=Value(0), relevance=best).filter(relevance__gte=ALIKE)


class _WordLikeness(Func):
    function = "WORD_SIMILARITY"
    output_field = FloatField()


def _joined(
    words: list[str], join: Callable[[SearchQuery, SearchQuery], SearchQuery]
) -> SearchQuery:
    queries: list[SearchQuery] = [_Stems(_stems_of(word)) for word in words]
    return reduce(join, queries)


class _Stems(SearchQuery):
    """A query whose words are stemmed already."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.text = text

    def as_sql(self, *_args: Any, **_options: Any) -> Any:
        """As PostgreSQL wrote it, who quotes each stem."""
        return "%s::tsquery", [self.text]


@lru_cache(maxsize=4096)
def _stems_of(word: str) -> str:
    """A word or what begins with it, stemmed as Russian and English, in either Uzbek script.

    Each stem once: the dictionaries mostly agree, and a stem asked for six times is looked up
    six times.
    """
    rest = ":*" if len(word) >= SHORTEST_BEGINNING else ""
    asked = [(config, f"{one}{rest}") for one in _spellings(word) for config in CONFIGS]
    question = ", ".join(["to_tsquery(%s::regconfig, %s)::text"] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {question}", [part for pair in asked for part in pair])
        [stems] = cursor.fetchall()
    return " | ".join(f"({stem})" for stem in dict.fromkeys(stems) if stem)


def _spellings(text: str) -> list[str]:
    other = to_cyrillic(text) if script_of(text) == "Latn" else to_latin(text)
    return list(dict.fromkeys([text, other.lower()]))
