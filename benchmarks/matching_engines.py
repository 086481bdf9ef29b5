"""How right and how fast the nearest vacancies are found, under filters of every width.

    python benchmarks/matching_engines.py [--queries 30]

The reference is an exact search over float32 vectors in numpy. Recall at 50 is the share of what
another way finds that is as near as the reference's fiftieth: texts repeat, so many are equally
near. Ours is the search that serves people.

Rows pass by chance (every n-th key) or by a filter of people, the specialty whose vacancies come
nearest to such a share. Ways outside of the database must ask it which rows pass before they
search: the last column is their search alone, as if they had always known. Needs
benchmarks/requirements.txt.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django  # noqa: E402

django.setup()

import faiss  # noqa: E402  after the set-up
import numpy as np  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Count, F, QuerySet  # noqa: E402
from django.db.models.functions import Mod  # noqa: E402

from catalog.models import Vacancy  # noqa: E402
from catalog.searching import Wanted, search_vacancies  # noqa: E402
from recommendations.embedding import get_embedder  # noqa: E402
from recommendations.models import EmbeddingModel, VacancyVector  # noqa: E402
from recommendations.nearness import Place, distance_to, nearest_vacancies  # noqa: E402

PEOPLE = ROOT / "tests" / "data" / "people.jsonl"
NEAREST = 50
# What half precision may move a cosine.
ROUNDING = 0.0005
# One vacancy of so many passes.
WIDTHS = (10, 100, 1_000)
Rows = QuerySet[Vacancy]


class Copy:
    """All vectors in this process: as float32 for numpy, as float16 for faiss."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.keys, self.table = stored(model)
        kind = faiss.ScalarQuantizer.QT_fp16
        self.flat = faiss.IndexScalarQuantizer(model.dimensions, kind, faiss.METRIC_INNER_PRODUCT)
        self.flat.train(self.table)
        self.flat.add(self.table)

    def places_of(self, among: Rows) -> Any:
        """Where the rows that pass lie in the tables; the database is asked which they are."""
        passing = np.fromiter(among.order_by().values_list("pk", flat=True), np.int64)
        places = np.searchsorted(self.keys, passing)
        known = self.keys[np.minimum(places, len(self.keys) - 1)] == passing
        return places[known]

    def by_numpy(self, place: Place, rows: Any) -> list[int]:
        """The nearest of rows by a product."""
        cosines = self.table[rows] @ place.vector
        count = min(NEAREST, len(rows))
        near = np.argpartition(-cosines, count - 1)[:count] if count else []
        return self.keys[rows[near]].tolist()

    def by_faiss(self, place: Place, rows: Any) -> list[int]:
        """The nearest of rows by faiss, flat."""
        chosen = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))
        _, near = self.flat.search(place.vector[None], min(NEAREST, len(rows)), params=chosen)
        return self.keys[near[0][near[0] >= 0]].tolist()


def main() -> None:
    """Print recall and time for each way and each width of the filter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=30)
    count = parser.parse_args().queries
    model = EmbeddingModel.objects.serving()
    if model is None:
        sys.exit("There are no vectors: run `./run manage index_vectors`.")
    texts = [json.loads(line)["profile"]["preferences"] for line in PEOPLE.read_text().splitlines()]
    places = [Place(model, vector) for vector in get_embedder().queries(texts[:count])]
    copy = Copy(model)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, vectors: {len(copy.keys)}")
    print(
        f"{'passes':>18} {'rows':>7}  {'way':22} {'recall':>6} {'p50 ms':>7} {'p95 ms':>7}"
        f" {'alone':>7}"
    )
    for name, among in filters().items():
        rows = copy.places_of(among)
        vectors = copy.table[rows]
        cosines = [
            dict(zip(copy.keys[rows].tolist(), (vectors @ place.vector).tolist(), strict=True))
            for place in places
        ]
        for way, search in ways(copy, model, among, texts).items():
            row = f"{name:>18} {len(rows):7}  {way:22} " + measured(search, places, cosines)
            if way in OUTSIDE:
                row += f" {alone(getattr(copy, OUTSIDE[way]), places, rows):7.1f}"
            print(row, flush=True)


OUTSIDE = {"numpy float32, exact": "by_numpy", "faiss flat float16": "by_faiss"}


def ways(
    copy: Copy, model: EmbeddingModel, among: Rows, texts: Sequence[str]
) -> dict[str, Callable[[Place, int], Sequence[int]]]:
    """Every way to the nearest, by its name."""
    return {
        "numpy float32, exact": lambda place, _n: copy.by_numpy(place, copy.places_of(among)),
        "faiss flat float16": lambda place, _n: copy.by_faiss(place, copy.places_of(among)),
        "ours": lambda place, _n: list(nearest_vacancies(place, among, NEAREST)),
        "pgvector, exact": lambda place, _n: by_scan(model, among, place),
        "PostgreSQL full text": lambda _place, n: by_words(among, texts[n]),
    }


def filters() -> dict[str, Rows]:
    """Vacancies that pass: all open ones, some by chance, some by their specialty."""
    found = Vacancy.objects.open()
    total = found.count()
    counts = found.exclude(specialty=None).values_list("specialty").annotate(n=Count("pk"))
    rows: dict[str, Rows] = {"all": found}
    for width in WIDTHS:
        by_chance = found.alias(rest=Mod(F("pk"), width)).filter(rest=0)
        rows[f"1/{width} by chance"] = by_chance
        wanted = total / width
        specialty, _n = min(counts, key=lambda row: abs(row[1] - wanted))
        rows[f"1/{width} a specialty"] = found.filter(specialty=specialty)
    return rows


def stored(model: EmbeddingModel) -> tuple[Any, Any]:
    """Keys of vacancies and their unit vectors, as float32."""
    found = VacancyVector.objects.filter(model=model).order_by("vacancy_id")
    rows = found.values_list("vacancy_id", "vector")
    keys = np.empty(rows.count(), dtype=np.int64)
    table = np.empty((len(keys), model.dimensions), dtype=np.float32)
    for place, (key, vector) in enumerate(rows.iterator(chunk_size=2_000)):
        keys[place], table[place] = key, vector
    return keys, table / np.linalg.norm(table, axis=1, keepdims=True)


def by_scan(model: EmbeddingModel, among: Rows, place: Place) -> list[int]:
    """The nearest by pgvector without its index."""
    found = VacancyVector.objects.filter(model=model, vacancy__in=among)
    ordered = found.annotate(distance=distance_to(place)).order_by("distance")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")
        return list(ordered.values_list("vacancy_id", flat=True)[:NEAREST])


def by_words(among: Rows, text: str) -> list[int]:
    """What has the words of the text."""
    found = search_vacancies(Wanted(q=text)).filter(pk__in=among.values("pk"))
    return list(found.values_list("pk", flat=True)[:NEAREST])


def measured(
    way: Callable[[Place, int], Sequence[int]],
    places: Sequence[Place],
    cosines: Sequence[dict[int, float]],
) -> str:
    """Mean recall, and the median and the late milliseconds of a search."""
    recalls, milliseconds = [], []
    for number, place in enumerate(places):
        began = time.perf_counter()
        found = way(place, number)
        milliseconds.append(1_000 * (time.perf_counter() - began))
        best = sorted(cosines[number].values(), reverse=True)[:NEAREST]
        near = sum(cosines[number].get(key, -1.0) >= best[-1] - ROUNDING for key in set(found))
        recalls.append(min(1.0, near / len(best)) if best else 1.0)
    milliseconds.sort()
    middle, late = (milliseconds[int(len(milliseconds) * part)] for part in (0.5, 0.95))
    return f"{np.mean(recalls):6.3f} {middle:7.1f} {late:7.1f}"


def alone(way: Callable[[Place, Any], list[int]], places: Sequence[Place], rows: Any) -> float:
    """The median milliseconds of a search that knows which rows pass."""
    milliseconds = []
    for place in places:
        began = time.perf_counter()
        way(place, rows)
        milliseconds.append(1_000 * (time.perf_counter() - began))
    return float(np.median(milliseconds))


if __name__ == "__main__":
    main()
