"""The specialty of vacancies whose source names none: guessed where the guess is safe.

The weights were fitted on titles that employers had labelled, cross-validated with and without
other labelled vacancies in the catalogue; docs/matching.md has the figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from catalog.models import Specialty, Vacancy
from catalog.models.offers import VacancyQuerySet
from recommendations.embedding import Vectors, units
from recommendations.models import EmbeddingModel, SpecialtyVector, VacancyVector
from recommendations.wording import NameIndex, names_of

# What each signal weighs in the logit of a specialty.
WORDS, NAMES, CENTRE, NEIGHBOURS = 7.55, 5.91, 3.43, 2.29
# Five of six guesses at least this sure were right; the rest stay without a specialty.
SURE = 0.6
CHUNK = 1_024
# Labelled vacancies that vote, and how many of them, the nearest, for one vacancy.
EXAMPLES, VOTERS = 20_000, 30
VOTE_WIDTH = 0.08
# So many vectors tell the mean well enough.
SAMPLE = 5_000

Floats = NDArray[np.float32]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Examples:
    """What the serving vectors know: names, centres and labelled vacancies, less the mean."""

    mean: Vectors
    names: Vectors
    centres: Vectors
    vacancies: Vectors
    places: NDArray[np.int64]


def unlabelled() -> VacancyQuerySet:
    """Open vacancies without a specialty for which none was guessed yet.

    A guess that isn't sure leaves its confidence alone, so that it is made once; an import that
    brings other words takes both away.
    """
    return Vacancy.objects.filter(closed_at=None, specialty=None, specialty_confidence=None)


def is_any_unlabelled() -> bool:
    """Whether there is something to guess, and specialties to guess from."""
    return Specialty.objects.filter(is_suggested=True).exists() and unlabelled().exists()


def label_unnamed(model: EmbeddingModel | None, progress: Progress) -> int:
    """Guess the specialty of each vacancy that has none; how many became sure.

    Stopped anywhere, it goes on where it was. Without vectors words alone are compared. The
    content of a vacancy stays what it was, so `updated_at` stays too.
    """
    keys = list(unlabelled().order_by("pk").values_list("pk", flat=True))
    specialties = list(Specialty.objects.filter(is_suggested=True))
    if not keys or not specialties:
        return 0
    index = NameIndex(
        [(n, name) for n, row in enumerate(specialties) for name in dict.fromkeys(names_of(row))]
    )
    owners = [row.pk for row in specialties]
    examples = _examples(model, owners) if model else None
    sure = 0
    for start in range(0, len(keys), CHUNK):
        chosen = keys[start : start + CHUNK]
        logits = _words(index, chosen, len(owners))
        if model and examples:
            _add_meaning(logits, chosen, model, examples)
        sure += _write(chosen, owners, logits)
        progress("specialties", start + len(chosen), len(keys))
    return sure


def _words(index: NameIndex, keys: Sequence[int], width: int) -> Floats:
    """The weighed likeness of each title to the nearest name of each specialty."""
    titles = dict(Vacancy.objects.filter(pk__in=keys).values_list("pk", "title"))
    known: dict[str, Floats] = {}
    for title in set(titles.values()):
        best = np.zeros(width, np.float32)
        np.maximum.at(best, index.owners, index.likenesses(title))
        known[title] = best
    nothing = np.zeros(width, np.float32)
    rows = [known[titles[pk]] if pk in titles else nothing for pk in keys]
    return np.float32(WORDS) * np.array(rows, dtype=np.float32)


def _add_meaning(
    logits: Floats, keys: Sequence[int], model: EmbeddingModel, examples: Examples
) -> None:
    """Add what the vectors say to the rows of those vacancies that have one."""
    rows = VacancyVector.objects.filter(model=model, vacancy__in=keys)
    vectors = dict(rows.values_list("vacancy_id", "vector"))
    lines = np.array([line for line, pk in enumerate(keys) if pk in vectors], dtype=np.int64)
    if not lines.size:
        return
    asked = units(np.array([_numbers(vectors[keys[line]]) for line in lines]) - examples.mean)
    logits[lines] += NAMES * (asked @ examples.names.T) + CENTRE * (asked @ examples.centres.T)
    if len(examples.places):
        logits[lines] += NEIGHBOURS * _votes(asked, examples, logits.shape[1])


def _votes(asked: Vectors, examples: Examples, width: int) -> Floats:
    """The share of each specialty among the nearest labelled vacancies, the nearer the more."""
    cosines = asked @ examples.vacancies.T
    count = min(VOTERS, cosines.shape[1])
    nearest = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
    near = np.take_along_axis(cosines, nearest, axis=1)
    weights = np.exp((near - near.max(axis=1, keepdims=True)) / VOTE_WIDTH)
    weights /= weights.sum(axis=1, keepdims=True)
    shares = np.zeros((len(asked), width), np.float32)
    lines = np.broadcast_to(np.arange(len(asked))[:, None], nearest.shape)
    np.add.at(shares, (lines, examples.places[nearest]), weights)
    return shares


def _examples(model: EmbeddingModel, owners: Sequence[int]) -> Examples | None:
    """None where the model has no vectors of these specialties yet."""
    rows = {row.specialty_id: row for row in SpecialtyVector.objects.filter(model=model)}
    if any(pk not in rows for pk in owners):
        return None
    names = np.array([_numbers(rows[pk].vector) for pk in owners], dtype=np.float32)
    middle = names.mean(axis=0)
    sample = VacancyVector.objects.filter(model=model).values_list("vector", flat=True)[:SAMPLE]
    mean = np.array([_numbers(vector) for vector in sample.iterator()], np.float32)
    mean = mean.mean(axis=0) if len(mean) else middle
    centres = names - middle
    for line, pk in enumerate(owners):
        if (centroid := rows[pk].centroid) is not None:
            centres[line] = _numbers(centroid) - mean
    places = {pk: line for line, pk in enumerate(owners)}
    labelled = VacancyVector.objects.filter(
        model=model,
        vacancy__closed_at=None,
        vacancy__specialty__in=owners,
        vacancy__specialty_confidence=None,
    ).order_by("-vacancy")
    rows_of = labelled.values_list("vacancy__specialty_id", "vector")[:EXAMPLES].iterator()
    pairs = [(pk, _numbers(vector)) for pk, vector in rows_of]
    vectors = np.array([vector for _, vector in pairs], np.float32)
    return Examples(
        mean=mean,
        names=units(names - middle),
        centres=units(centres),
        vacancies=units(vectors.reshape(-1, len(mean)) - mean),
        places=np.array([places[pk] for pk, _ in pairs], dtype=np.int64),
    )


def _numbers(vector: object) -> Floats:
    """A stored vector; taken one by one, so that lists of numbers never pile up."""
    return np.asarray(vector, dtype=np.float32)


def _write(keys: Sequence[int], owners: Sequence[int], logits: Floats) -> int:
    """Store the guesses; those that aren't sure leave their confidence and no specialty."""
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    best = chances.argmax(axis=1)
    surest = chances.max(axis=1)
    guesses = [
        owners[place] if chance >= SURE else None
        for place, chance in zip(best, surest, strict=True)
    ]
    with connection.cursor() as cursor:
        # One that got its specialty meanwhile keeps it.
        cursor.execute(
            "UPDATE catalog_vacancy AS vacancy"
            " SET specialty_id = guess.specialty, specialty_confidence = guess.chance"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::float8[])"
            " AS guess (id, specialty, chance)"
            " WHERE vacancy.id = guess.id AND vacancy.specialty_id IS NULL"
            " AND vacancy.specialty_confidence IS NULL",
            [list(keys), guesses, [round(float(chance), 3) for chance in surest]],
        )
    return sum(guess is not None for guess in guesses)
