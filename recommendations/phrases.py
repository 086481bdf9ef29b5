"""What each specialty is called: its names, and titles under which it is offered.

A text is near to a specialty when it is near to some of these phrases, by letters and by meaning.
docs/matching.md says how the weights were measured.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db import connection
from django.db.models import Count, Max
from numpy.typing import NDArray
from pgvector import HalfVector

from catalog.models import Specialty
from recommendations.embedding import Embedder, Vectors, units
from recommendations.models import EmbeddingModel, Phrase
from recommendations.texts import hash_of
from recommendations.wording import Likeness, NameIndex, names_of

# What letters and meaning weigh in the closeness of a text to a phrase, and what is added where
# the phrase is a title that employers wrote.
LETTERS, MEANING, TITLE = 6.0, 8.0, 0.5
# So many titles of a specialty, those that occur most, stand for all.
MOST_TITLES = 40
LONGEST = 200
BATCH = 512
# A curator's change of a name is noticed after so many seconds.
FRESH_SECONDS = 600

# The least that a logarithm is taken of.
NOTHING = 1e-12

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, each with its owner's key; vectors are centred and of length 1, or absent."""

    index: NameIndex
    is_title: NDArray[np.bool_]
    mean: Vectors | None = None
    vectors: Vectors | None = None

    def meaning(self, vector: Vectors | None) -> Floats:
        """The cosine of a text's vector to each phrase; zeros where there are no vectors."""
        if self.vectors is None or self.mean is None or vector is None:
            return np.zeros(len(self.is_title), dtype=np.float32)
        cosines: Floats = self.vectors @ units(vector - self.mean)
        return cosines

    def pooled(
        self, letters: Floats, meaning: Floats, keys: Sequence[int], *, titles: bool = True
    ) -> Doubles:
        """How close a text is to each specialty: several near phrases count more than one.

        The logarithm of the sum of exponentials over the phrases of a specialty; without `titles`
        over its names alone.
        """
        close = LETTERS * letters + MEANING * meaning + TITLE * self.is_title
        owners = _places(self.index.owners, keys)
        asked = (owners >= 0) if titles else (owners >= 0) & ~self.is_title
        top = float(close[asked].max()) if asked.any() else 0.0
        sums = np.zeros(len(keys))
        np.add.at(sums, owners[asked], np.exp(close[asked].astype(np.float64) - top))
        return np.log(np.maximum(sums, NOTHING)) + top

    def nearest(self, letters: Floats) -> dict[int, Likeness]:
        """The name of each specialty that a text is nearest to by its letters."""
        # The last of each owner is a name, where it has any.
        ordered = np.lexsort((letters, ~self.is_title, self.index.owners))
        owners = self.index.owners[ordered]
        is_last = np.append(owners[1:] != owners[:-1], True)
        return {
            int(self.index.owners[place]): Likeness(
                float(min(1.0, letters[place])), self.index.names[place]
            )
            for place in (ordered[is_last] if len(ordered) else [])
        }

    def joined_by(self, titles: Sequence[tuple[int, str]], embedder: Embedder | None) -> "Phrases":
        """With more titles, each with its owner's key; nothing is stored."""
        owners = [int(owner) for owner in self.index.owners] + [owner for owner, _ in titles]
        names = [*self.index.names, *(title for _, title in titles)]
        is_title = np.concatenate([self.is_title, np.ones(len(titles), dtype=bool)])
        index = NameIndex(list(zip(owners, names, strict=True)))
        if self.vectors is None or self.mean is None or embedder is None:
            return Phrases(index, is_title)
        added = embedder.queries([title for _, title in titles])
        vectors = np.concatenate([self.vectors, units(added - self.mean)])
        return Phrases(index, is_title, self.mean, vectors)


def _places(owners: NDArray[np.int64], keys: Sequence[int]) -> NDArray[np.int64]:
    """Where among the keys each owner stands; -1 for who isn't among them."""
    if not keys:
        return np.full(len(owners), -1)
    order = np.argsort(keys)
    known = np.asarray(keys, dtype=np.int64)[order]
    found = np.searchsorted(known, owners, side="right") - 1
    return np.where((found >= 0) & (known[found] == owners), order[found], -1)


def phrases_of(model: EmbeddingModel | None) -> Phrases:
    """The phrases with their vectors; names without vectors where the model has none yet."""
    if model is not None:
        stamp = Phrase.objects.filter(model=model).aggregate(Max("made_at"), Count("pk"))
        if stamp["pk__count"]:
            return _stored(model.pk, str(stamp))
    stamp = Specialty.objects.aggregate(Count("pk"), Max("pk"))
    return _names_alone(int(time.monotonic() // FRESH_SECONDS), str(stamp))


@lru_cache(maxsize=2)
def _stored(model: int, _stamp: str) -> Phrases:
    rows = Phrase.objects.filter(model=model).order_by("pk")
    columns = rows.values_list("specialty_id", "text", "is_title", "vector")
    owners, texts, is_title, vectors = [], [], [], []
    for owner, text, of_title, vector in columns.iterator():
        owners.append((owner, text))
        texts.append(text)
        is_title.append(of_title)
        vectors.append(np.asarray(vector, dtype=np.float32))
    table = np.array(vectors, dtype=np.float32)
    titles = np.array(is_title, dtype=bool)
    # Names alone tell the mean: a market full of one trade would move it.
    mean = table[~titles].mean(axis=0) if (~titles).any() else table.mean(axis=0)
    return Phrases(NameIndex(owners), titles, mean, units(table - mean))


@lru_cache(maxsize=1)
def _names_alone(_period: int, _stamp: str) -> Phrases:
    names = [(owner, name) for owner, name, _title in _names()]
    return Phrases(NameIndex(names), np.zeros(len(names), dtype=bool))


def are_phrases_fresh(model: EmbeddingModel) -> bool:
    """Whether every name of a specialty has its vector of this model, and no other is kept."""
    stored = Phrase.objects.filter(model=model, is_title=False)
    wanted = {(owner, text) for owner, text, _title in _names()}
    return wanted == set(stored.values_list("specialty_id", "text"))


def index_phrases(model: EmbeddingModel, embedder: Embedder) -> int:
    """Make the vectors of phrases that have none, and drop those of phrases that are gone."""
    # A title that is a name too is the name.
    wanted = {(owner, text): of_title for owner, text, of_title in [*_titles(), *_names()]}
    stored = {
        (owner, text): (pk, of_title)
        for pk, owner, text, of_title in Phrase.objects.filter(model=model).values_list(
            "pk", "specialty_id", "text", "is_title"
        )
    }
    gone = [pk for key, (pk, of_title) in stored.items() if wanted.get(key) != of_title]
    new = [key for key, of_title in wanted.items() if stored.get(key, (0, None))[1] != of_title]
    Phrase.objects.filter(pk__in=gone).delete()
    new.sort(key=lambda key: len(key[1]))
    for start in range(0, len(new), BATCH):
        chosen = new[start : start + BATCH]
        vectors = embedder.queries([text for _, text in chosen])
        Phrase.objects.bulk_create(
            Phrase(
                model=model,
                specialty_id=owner,
                text=text,
                is_title=wanted[owner, text],
                text_hash=hash_of(text),
                vector=HalfVector(vector),
            )
            for (owner, text), vector in zip(chosen, vectors, strict=True)
        )
    return len(new)


def _names() -> Iterable[tuple[int, str, bool]]:
    for row in Specialty.objects.order_by("pk"):
        for name in dict.fromkeys(names_of(row)):
            yield row.pk, name[:LONGEST], False


def _titles() -> list[tuple[int, str, bool]]:
    """The titles that occur most among open vacancies whose specialty was not guessed by us."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT specialty_id, title FROM (
                SELECT specialty_id, min(left(title, %s)) AS title,
                       row_number() OVER (PARTITION BY specialty_id
                                          ORDER BY count(*) DESC, lower(title)) AS place
                FROM catalog_vacancy
                WHERE closed_at IS NULL AND same_as_id IS NULL
                  AND specialty_id IS NOT NULL AND specialty_confidence IS NULL
                GROUP BY specialty_id, lower(title)
            ) AS counted
            WHERE place <= %s
            """,
            [LONGEST, MOST_TITLES],
        )
        return [(owner, title, True) for owner, title in cursor.fetchall()]
