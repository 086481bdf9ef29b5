"""How well the rankings agree with labels: the engine that serves people, asked line by line."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.db import transaction

from accounts.models import Profile, User
from catalog.models import Specialty
from catalog.scripts import script_of, to_cyrillic
from recommendations.embedding import (
    Embedder,
    NoModelError,
    Vectors,
    get_embedder,
    identity,
    units,
)
from recommendations.models import EmbeddingModel
from recommendations.nearness import Place
from recommendations.phrases import LETTERS, MEANING, Phrases, phrases_of
from recommendations.ranking import recommend_vacancies
from recommendations.specialties import Signals, signals_of, suggest_specialty
from recommendations.weighing import Weights
from recommendations.wording import NameIndex

# What a shared specialty weighs beside letters and meaning where names are compared.
SHARED_SPECIALTY = 6.0
MOST_VACANCIES = 1_000
RESAMPLES = 1_000
FIRST, FEW, TEN = 1, 5, 10


class InputError(ValueError):
    """Says in a sentence what is wrong with a file."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text to rank for, and what would be right for it, if that is known."""

    id: str
    text: str
    relevant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over lines, with the bounds of its 95 % bootstrap interval."""

    name: str
    value: float
    low: float
    high: float


def read_lines(path: Path) -> list[Line]:
    """The lines of a JSON Lines file; raises InputError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} can't be read: {error}"
        raise InputError(message) from error
    numbered = enumerate(text.split("\n"), start=1)
    return [_line(path, number, raw) for number, raw in numbered if raw.strip()]


def _line(path: Path, number: int, raw: str) -> Line:
    try:
        row = json.loads(raw)
        given, relevant = row["text"], row.get("relevant") or []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"{path}, line {number}: an object with a text is needed."
        raise InputError(message) from error
    if not isinstance(given, str) or not isinstance(relevant, list):
        message = f"{path}, line {number}: `text` is a string and `relevant` a list."
        raise InputError(message)
    key = row.get("id")
    return Line(str(number if key is None else key), given, tuple(str(one) for one in relevant))


def rank_specialties(
    lines: Sequence[Line], examples: Sequence[Line], weights: Weights | None = None
) -> Iterator[list[str]]:
    """All specialties for each text, best first, as codes: by fit alone, demand aside.

    `examples` are titles with codes that count as open vacancies do; nothing is stored.
    """
    codes = dict(Specialty.objects.values_list("pk", "code"))
    for signals in read_texts(lines, examples, weights):
        order = np.argsort(-signals.strength(), kind="stable")
        yield [codes[signals.keys[n]] for n in order]


def read_texts(
    lines: Sequence[Line], examples: Sequence[Line], weights: Weights | None = None
) -> Iterator[Signals]:
    """The signals of all specialties, in the order of their codes, for each text."""
    specialties = list(Specialty.objects.order_by("code"))
    keys = {row.code: row.pk for row in specialties}
    model, embedder = _serving()
    phrases = phrases_of(model)
    titles = [(keys[code], row.text) for row in examples for code in row.relevant if code in keys]
    if titles:
        phrases = phrases.joined_by(titles, embedder)
    for line, vector in zip(lines, _vectors(lines, embedder), strict=True):
        place = Place(model, vector) if model and vector is not None else None
        yield signals_of(line.text, place, "", phrases, specialties, weights)


def rank_vacancies(lines: Sequence[Line]) -> Iterator[list[str]]:
    """Open vacancies for each text as the wishes of a person, best first, as ids of the API."""
    with transaction.atomic():
        user = User.objects.create(username="of evaluate_matching, never stored")
        profile = Profile.objects.of(user)
        for line in lines:
            profile.preferences = line.text
            profile.specialty = None
            profile.save()
            suggest_specialty(profile)
            found = recommend_vacancies(profile, limit=MOST_VACANCIES)
            yield [str(match.vacancy.pk) for match in found.matches]
        transaction.set_rollback(True)


def rank_names(lines: Sequence[Line], candidates: Sequence[Line]) -> Iterator[list[str]]:
    """A list of names for each text, best first, as their ids, across languages and scripts.

    Letters (Uzbek in both scripts), meaning, and whether both sides are called like the same
    specialties: our table of names knows the same work in three languages.
    """
    model, embedder = _serving()
    phrases = phrases_of(model)
    named = list(enumerate(row.text for row in candidates))
    cyrillic = [(n, to_cyrillic(text)) for n, text in named if script_of(text) == "Latn"]
    index = NameIndex([*named, *cyrillic])
    vectors = _vectors(candidates, embedder)
    shares = np.array([_shares(phrases, *pair) for pair in zip(candidates, vectors, strict=True)])
    known = np.array([vector for vector in vectors if vector is not None])
    mean = known.mean(axis=0) if len(known) else None
    centred = units(known - mean) if mean is not None else known
    for line, vector in zip(lines, _vectors(lines, embedder), strict=True):
        letters = np.zeros(len(candidates), np.float32)
        for text in _spellings(line):
            np.maximum.at(letters, index.owners, index.likenesses(text))
        score = LETTERS * letters
        if vector is not None and mean is not None:
            score = score + MEANING * (centred @ units(vector - mean))
        score = score + SHARED_SPECIALTY * (shares @ _shares(phrases, line, vector))
        yield [candidates[n].id for n in np.argsort(-score, kind="stable")]


def _shares(phrases: Phrases, line: Line, vector: Vectors | None) -> Vectors:
    """How a name is shared among specialties: a unit vector over all of them."""
    keys = np.unique(phrases.index.owners).tolist()
    letters = np.max([phrases.index.likenesses(text) for text in _spellings(line)], axis=0)
    logits = phrases.pooled(letters, phrases.meaning(vector), keys)
    return units(np.exp(logits - logits.max()).astype(np.float32))


def _spellings(line: Line) -> list[str]:
    return list(dict.fromkeys([line.text, to_cyrillic(line.text)]))


def figures(ranked: Mapping[str, Sequence[str]], lines: Iterable[Line]) -> list[Figure]:
    """MRR, A@1, A@5 and nDCG@10 over the lines that have labels; empty where none has."""
    labelled = [line for line in lines if line.relevant]
    if not labelled:
        return []
    places = [_places(ranked[line.id], line.relevant) for line in labelled]
    measures: dict[str, Callable[[list[int], int], float]] = {
        "MRR": lambda found, _count: 1 / found[0] if found else 0.0,
        "A@1": lambda found, _count: float(bool(found) and found[0] <= FIRST),
        "A@5": lambda found, _count: float(bool(found) and found[0] <= FEW),
        "nDCG@10": _ndcg,
    }
    chosen = np.random.default_rng(0).integers(0, len(labelled), (RESAMPLES, len(labelled)))
    rows = []
    for name, measure in measures.items():
        values = np.array(
            [
                measure(found, len(set(line.relevant)))
                for found, line in zip(places, labelled, strict=True)
            ]
        )
        low, high = np.quantile(values[chosen].mean(axis=1), [0.025, 0.975])
        rows.append(Figure(name, float(values.mean()), float(low), float(high)))
    return rows


def _places(ranked: Sequence[str], relevant: Sequence[str]) -> list[int]:
    """Where the right ones stand, the first place being 1."""
    right = set(relevant)
    return [place for place, one in enumerate(ranked, start=1) if one in right]


def _ndcg(found: list[int], count: int) -> float:
    """Normalized discounted cumulative gain of the first ten, gains 0 or 1 (Järvelin, 2002)."""
    gain = sum(1 / np.log2(place + 1) for place in found if place <= TEN)
    ideal = sum(1 / np.log2(place + 1) for place in range(1, min(count, TEN) + 1))
    return float(gain / ideal)


class Remembering:
    """An embedder that makes the vector of each text once: folds ask for the same ones again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._known = embedder, dict[str, Vectors]()
        self.name, self.version = embedder.name, embedder.version
        self.dimensions = embedder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people look for."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known |= zip(new, self._embedder.queries(new), strict=True)
        return np.array([self._known[text] for text in texts], dtype=np.float32)

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found; these are asked for once anyway."""
        return self._embedder.documents(texts)


@lru_cache(maxsize=1)
def _remembering(_name: str, _version: str) -> Remembering:
    return Remembering(get_embedder())


def _serving() -> tuple[EmbeddingModel | None, Embedder | None]:
    """The model whose vectors answer, and what makes vectors of it; words alone without it."""
    model = EmbeddingModel.objects.serving()
    try:
        embedder: Embedder | None = _remembering(*identity()) if model else None
    except NoModelError:
        embedder = None
    is_same = (
        embedder and model and (embedder.name, embedder.version) == (model.name, model.version)
    )
    return (model, embedder) if is_same else (None, None)


def _vectors(lines: Sequence[Line], embedder: Embedder | None) -> Sequence[Vectors | None]:
    if embedder is None or not lines:
        return [None] * len(lines)
    return list(embedder.queries([line.text or " " for line in lines]))
