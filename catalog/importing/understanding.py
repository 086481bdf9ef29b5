"""What a found vacancy or course means: from the words of its source to a row of our table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from catalog.models import Region, Skill, Specialty
from catalog.pay_texts import read_pay
from catalog.place_texts import place_in
from catalog.places import KnownPlace, Place, PlaceFinder, foreign_towns
from catalog.posting_signs import signs_in
from catalog.rates import rates_in_use
from catalog.salaries import Rates, currency_in, to_monthly
from catalog.scripts import normalize_apostrophes
from catalog.skills import SkillFinder
from catalog.sources.base import Found, FoundCourse, FoundVacancy, Pay, what_it_says
from catalog.term_texts import employment_in, experience_in, schedules_in, work_modes_in
from catalog.texts import (
    asked_part,
    clean_html,
    language_of,
    plain_text,
    repaired,
    without_contacts,
)

# Raise it when the understanding of the same words changes, and every row is read anew.
EDITION = "3"
# A date of publication later than this is a slip of a clock.
TOLERANCE = timedelta(days=1)
# Between names and paragraphs, so that no skill is found across their border.
BORDER = " ; "


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known beforehand, loaded once for a run."""

    places: PlaceFinder
    region_ids: dict[str, int]
    specialty_ids: dict[str, int]
    role_ids: dict[str, int]
    skills: SkillFinder[int]
    rates: Rates


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """The columns of a vacancy that an import writes."""

    external_id: str
    title: str
    description: str
    language: str
    url: str
    content_hash: str
    employer: str
    place: str
    region_id: int
    town_id: int | None
    specialty_id: int | None
    key_skills: str
    work_modes: list[str]
    schedules: list[str]
    employment: str
    experience: str
    salary_from: Decimal | None
    salary_to: Decimal | None
    currency: str
    is_gross: bool | None
    pay_period: str
    monthly_uzs_from: int | None
    monthly_uzs_to: int | None
    published_at: datetime | None
    signs: list[str]
    skill_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """The columns of a course that an import writes."""

    external_id: str
    title: str
    description: str
    language: str
    url: str
    content_hash: str
    provider: str
    level: str
    workload: str
    rating: float | None
    enrolled: int | None
    image_url: str
    skill_names: str
    skill_ids: frozenset[int]
    specialty_ids: frozenset[int]


Row = VacancyRow | CourseRow


@dataclass(frozen=True, slots=True)
class _Texts:
    title: str
    description: str
    language: str
    # The description without its tags, a line for each paragraph.
    plain: str


def load_vocabulary() -> Vocabulary:
    """The known places, specialties, skills and rates."""
    regions = list(Region.objects.all())
    codes = {region.pk: region.code for region in regions}
    known = [
        KnownPlace(
            region.code,
            region.kind,
            codes.get(region.parent_id or 0, ""),
            (region.name_ru, region.name_uz, region.name_uz_cyrl, region.name_en, *region.aliases),
        )
        for region in regions
    ]
    specialties = list(Specialty.objects.only("code", "name_ru"))
    return Vocabulary(
        places=PlaceFinder(known, foreign_towns()),
        region_ids={region.code: region.pk for region in regions},
        specialty_ids={specialty.code: specialty.pk for specialty in specialties},
        role_ids={folded_role(specialty.name_ru): specialty.pk for specialty in specialties},
        skills=SkillFinder(_skill_words()),
        rates=rates_in_use(),
    )


def _skill_words() -> dict[int, list[str]]:
    """The words of each skill; those of a repeat are words of the skill that it repeats."""
    words: dict[int, list[str]] = {}
    for pk, merged_into, synonyms in Skill.objects.values_list("pk", "merged_into", "synonyms"):
        words.setdefault(merged_into or pk, []).extend(synonyms)
    return words


def folded_role(name: str) -> str:
    """One spelling of the name of a professional role."""
    return " ".join(name.lower().replace("ё", "е").split())


def hash_of(found: Found) -> str:
    """Tells whether a source says what it said before."""
    return sha256(f"{EDITION} {what_it_says(found)}".encode()).hexdigest()


def understand(found: Found, content_hash: str, vocabulary: Vocabulary, now: datetime) -> Row:
    """The row of a found vacancy or course."""
    if isinstance(found, FoundCourse):
        return _course_row(found, content_hash, vocabulary)
    return _vacancy_row(found, content_hash, vocabulary, now)


def _vacancy_row(
    found: FoundVacancy, content_hash: str, vocabulary: Vocabulary, now: datetime
) -> VacancyRow:
    texts = _texts(found)
    place = _place(found, texts, vocabulary)
    published_at = _past(found.published_at, now)
    pay = _pay(found, texts)
    words = f"{texts.title}\n{texts.plain}".lower()
    monthly = to_monthly(pay, _day(published_at or now), vocabulary.rates)
    return VacancyRow(
        external_id=found.external_id,
        title=texts.title,
        description=texts.description,
        language=texts.language,
        url=found.url,
        content_hash=content_hash,
        employer=repaired(found.employer),
        place=repaired(found.place),
        region_id=vocabulary.region_ids[place.region],
        town_id=vocabulary.region_ids[place.town] if place.town else None,
        specialty_id=_specialty_id(found, vocabulary),
        key_skills=", ".join(found.key_skills),
        work_modes=list(found.work_modes or work_modes_in(words)),
        schedules=list(found.schedules or schedules_in(words)),
        employment=found.employment or employment_in(texts.title.lower()),
        experience=found.experience or experience_in(words),
        salary_from=pay.low,
        salary_to=pay.high,
        currency=pay.currency,
        is_gross=pay.is_gross,
        pay_period=pay.period,
        monthly_uzs_from=monthly.low,
        monthly_uzs_to=monthly.high,
        published_at=published_at,
        signs=list(signs_in(words)),
        skill_ids=_skill_ids(texts, found.key_skills, vocabulary),
    )


def _course_row(found: FoundCourse, content_hash: str, vocabulary: Vocabulary) -> CourseRow:
    texts = _texts(found)
    return CourseRow(
        external_id=found.external_id,
        title=texts.title,
        description=texts.description,
        language=texts.language,
        url=found.url,
        content_hash=content_hash,
        provider=found.provider,
        level=found.level,
        workload=found.workload,
        rating=found.rating,
        enrolled=found.enrolled,
        image_url=found.image_url,
        skill_names=", ".join(found.skill_names),
        skill_ids=_skill_ids(texts, found.skill_names, vocabulary),
        specialty_ids=frozenset(
            vocabulary.specialty_ids[code]
            for code in found.specialty_codes
            if code in vocabulary.specialty_ids
        ),
    )


def _texts(found: Found) -> _Texts:
    """Uzbek gets its right apostrophes, so that both its spellings are found."""
    language = language_of(f"{found.title} {found.description}", found.language)
    tidy: Callable[[str], str] = normalize_apostrophes if language == "uz" else str
    title = without_contacts(tidy(repaired(found.title))).strip()
    description = clean_html(tidy(repaired(found.description)))
    return _Texts(title, description, language, plain_text(description))


def _place(found: FoundVacancy, texts: _Texts, vocabulary: Vocabulary) -> Place:
    """The place that a field names, else the text."""
    if found.place:
        return vocabulary.places.find(repaired(found.place))
    return place_in(texts.title, texts.plain, vocabulary.places)


def _skill_ids(texts: _Texts, names: tuple[str, ...], vocabulary: Vocabulary) -> frozenset[int]:
    plain = asked_part(texts.plain).replace("\n", BORDER)
    found = vocabulary.skills.find(BORDER.join([texts.title, *names, plain]))
    found.update(key for key in map(vocabulary.skills.named, names) if key is not None)
    return frozenset(found)


def _specialty_id(found: FoundVacancy, vocabulary: Vocabulary) -> int | None:
    """That of the code, else of the first role that is known."""
    if found.specialty_code in vocabulary.specialty_ids:
        return vocabulary.specialty_ids[found.specialty_code]
    known = (vocabulary.role_ids.get(folded_role(role)) for role in found.roles)
    return next((pk for pk in known if pk is not None), None)


def _pay(found: FoundVacancy, texts: _Texts) -> Pay:
    """Pay with its currency; told in the text where no field tells it.

    A figure of nobody knows what is no pay.
    """
    pay = found.pay
    if pay.low is None and pay.high is None:
        return read_pay(f"{texts.title}\n{texts.plain}")
    if pay.currency:
        return pay
    currency = currency_in([texts.title, texts.description])
    return replace(pay, currency=currency) if currency else Pay()


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is None or moment <= now + TOLERANCE else None


def _day(moment: datetime) -> date:
    return moment.date()
