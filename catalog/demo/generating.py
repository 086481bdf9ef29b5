"""Makes the demo's vacancies: the same ones each time, each specialty from its own seed."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.demo.composing import Posting, compose, in_cyrillic
from catalog.demo.likeness import Shingles, jaccard, shingles
from catalog.demo.places import Town, choose_landmark, choose_town
from catalog.demo.reading import Kind, Trade, Variant, read_kinds, read_trades

# Parts of postings in each language. English is only where a variant has it, so there it weighs more.
LANGUAGE_WEIGHTS = {"ru": 0.50, "uz": 0.32, "uz-Cyrl": 0.10, "en": 0.36}
EXPERIENCE_IDS = {
    "none": "noExperience",
    "1-3": "between1And3",
    "3-6": "between3And6",
    "6+": "moreThan6",
}
WORK_FORMATS = {"office": ["ON_SITE"], "remote": ["REMOTE"], "hybrid": ["HYBRID"]}
# Where in the range of a specialty's pay a person with this experience begins.
PAY_STARTS = {"none": 0.0, "1-3": 0.22, "3-6": 0.45, "6+": 0.6}
USD_KINDS = {"it", "startup", "outsourcing"}
UZS_IN_USD = 12_500
LEGAL_FORMS = {
    "ru": ["ООО «{}»", "«{}»", "ЧП «{}»", "СП ООО «{}»"],
    "uz": ["“{}” MChJ", "{} MChJ", "{} XK", "“{}”"],
    "en": ["{} LLC", "{}"],
}
TOO_ALIKE = 0.36
TRIES = 40


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions of one job."""

    experience: str
    work_mode: str
    schedule: str
    salary_from: int | None
    salary_to: int | None
    currency: str | None


def vacancies() -> Iterator[dict[str, Any]]:
    """All example vacancies, with the fields of the JSON Lines source.

    Instead of `published_at` a row has `days_ago`, instead of `professional_roles` `role_code`.
    """
    for trade in read_trades():
        yield from _vacancies_of(trade)


def _vacancies_of(trade: Trade) -> Iterator[dict[str, Any]]:
    """A number that phrases can't fill without repeating themselves is left out."""
    chance = random.Random(trade.code)
    earlier: dict[int, list[Shingles]] = {}
    slots = _slots(trade, chance)
    for number, (language, variant) in enumerate(slots, 1):
        rivals = earlier.setdefault(id(variant), [])
        for _ in range(TRIES):
            row = _vacancy(variant, language, chance)
            marks = shingles(row["description"])
            if all(jaccard(marks, rival) < TOO_ALIKE for rival in rivals):
                rivals.append(marks)
                yield {"external_id": f"{trade.code}-{number:04}", "role_code": trade.code} | (
                    in_cyrillic(row) if language == "uz-Cyrl" else row
                )
                break


def _slots(trade: Trade, chance: random.Random) -> list[tuple[str, Variant]]:
    """Language and variant of each vacancy: every variant of a language as often as another."""
    having = {
        language: [item for item in trade.variants if language[:2] in item.phrases]
        for language in LANGUAGE_WEIGHTS
    }
    weights = {language: LANGUAGE_WEIGHTS[language] for language in having if having[language]}
    if "en" in weights:
        weights["en"] *= len(having["en"]) / len(trade.variants)
    slots = []
    for language, count in _shares(weights, trade.vacancies, chance).items():
        order = chance.sample(having[language], len(having[language]))
        slots += [(language, item) for item in itertools.islice(itertools.cycle(order), count)]
    chance.shuffle(slots)
    return slots


def _shares(weights: dict[str, float], total: int, chance: random.Random) -> dict[str, int]:
    """Whole numbers that add up to the total; a leftover goes by chance, so small trades even out."""
    exact = {key: weight * total / sum(weights.values()) for key, weight in weights.items()}
    counts = {key: int(value) for key, value in exact.items()}
    for _ in range(total - sum(counts.values())):
        rests = [exact[key] - counts[key] for key in counts]
        key = chance.choices(list(counts), [max(rest, 0.001) for rest in rests])[0]
        counts[key] += 1
    return counts


def _vacancy(variant: Variant, language: str, chance: random.Random) -> dict[str, Any]:
    tongue = language[:2]
    kind_key = chance.choice(variant.employers)
    kind = read_kinds()[kind_key]
    town = choose_town(kind, chance)
    terms = _terms(variant, town, chance, may_be_usd=kind_key in USD_KINDS)
    posting = Posting(
        language=tongue,
        phrases=variant.phrases[tongue],
        title=chance.choice(variant.phrases[tongue].titles),
        employer=_employer(kind, tongue, chance),
        town=town.names[tongue],
        landmark=choose_landmark(town, tongue, chance),
        experience=terms.experience,
        schedule="remote" if terms.work_mode == "remote" else terms.schedule,
        salary_from=terms.salary_from,
        salary_to=terms.salary_to,
        currency=terms.currency,
    )
    return {
        "title": posting.title,
        "employer": posting.employer,
        "area": posting.town,
        "description": compose(posting, chance),
        "key_skills": _skills(variant, chance),
        "professional_roles": [],
        "experience": EXPERIENCE_IDS[terms.experience],
        "employment": _employment(terms, chance),
        "schedule": _schedule(terms, chance),
        "work_format": WORK_FORMATS[terms.work_mode],
        "salary_from": terms.salary_from,
        "salary_to": terms.salary_to,
        "currency": terms.currency,
        # The freshest are the most, as on a board where postings are closed in time.
        "days_ago": min(int(chance.triangular(0, 46, 6)), 45),
        "url": None,
        "language": language,
    }


def _terms(variant: Variant, town: Town, chance: random.Random, *, may_be_usd: bool) -> Terms:
    experience = _most_usual(variant.experience, chance)
    schedule = _most_usual(variant.schedules, chance)
    low, high = (bound * town.pay for bound in variant.pay)
    if schedule == "part_time":
        low, high = low * 0.55, high * 0.6
    start = PAY_STARTS[experience] + chance.uniform(0, 0.3)
    lower = low + (high - low) * min(start, 0.8)
    upper = min(lower * chance.uniform(1.15, 1.7), high * 1.05)
    currency, step, rate = "UZS", chance.choice([100_000, 250_000, 500_000]), 1
    if may_be_usd and chance.random() < 0.3:
        currency, step, rate = "USD", 50, UZS_IN_USD
    salary_from = max(round(lower / rate / step), 1) * step
    salary_to = max(round(upper / rate / step) * step, salary_from)
    shown = chance.choices(["both", "from", "to", "none"], [46, 24, 8, 22])[0]
    return Terms(
        experience=experience,
        work_mode=_most_usual(variant.work_modes, chance),
        schedule=schedule,
        salary_from=salary_from if shown in ("both", "from") else None,
        salary_to=salary_to if shown in ("both", "to") else None,
        currency=currency if shown != "none" else None,
    )


def _most_usual(options: tuple[str, ...], chance: random.Random) -> str:
    """The first of the options most often, each next one half as often."""
    return chance.choices(options, [0.5**place for place in range(len(options))])[0]


def _employer(kind: Kind, language: str, chance: random.Random) -> str:
    name = chance.choice(kind.names)
    if not kind.has_legal_form or "«" in name or chance.random() < 0.5:
        return name
    return chance.choice(LEGAL_FORMS[language]).format(name)


def _skills(variant: Variant, chance: random.Random) -> list[str]:
    own = chance.sample(variant.own_skills, min(len(variant.own_skills), chance.randint(1, 3)))
    rest = [skill for skill in variant.skills if skill not in own]
    wanted = max(chance.randint(2, 6) - len(own), 1)
    return own + chance.sample(rest, min(len(rest), wanted))


def _employment(terms: Terms, chance: random.Random) -> str:
    if terms.schedule == "part_time":
        return "part"
    if terms.schedule == "project":
        return "project"
    learner = terms.experience == "none" and chance.random() < 0.05
    return "probation" if learner else "full"


def _schedule(terms: Terms, chance: random.Random) -> str:
    if terms.work_mode == "remote":
        return "remote"
    if terms.schedule == "shift":
        return "shift"
    if terms.schedule == "full_time":
        return "fullDay"
    return chance.choice(["flexible", "flexible", "fullDay"])
