"""How right and how fast the nearest vacancies are found, under filters of every width.

    python benchmarks/matching_engines.py [--queries 30]

The reference is an exact search over float32 vectors in numpy, the filter known beforehand. Recall
at 50 is the share of what another way finds that is as near as the reference's fiftieth: texts
repeat, so many are equally near. Ours is the search that serves people.
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

import numpy as np  # noqa: E402  after the set-up
from django.db import connection, transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402

from catalog.models import Vacancy  # noqa: E402
from catalog.searching import Wanted, search_vacancies  # noqa: E402
from recommendations.embedding import get_embedder  # noqa: E402
from recommendations.models import EmbeddingModel, VacancyVector  # noqa: E402
from recommendations.nearness import Place, distance_to, nearest_vacancies  # noqa: E402

PEOPLE = ROOT / "tests" / "data" / "people.jsonl"
NEAREST = 50
# What half precision may move a cosine.
ROUNDING = 0.0005
# One vacancy of so many passes: hashes below this one, which a filter of ours would estimate alike.
WIDTHS = {1: "g", 10: "1999", 100: "028f", 1_000: "0041"}
Rows = QuerySet[Vacancy]


def main() -> None:
    """Print recall and time for each way and each width of the filter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=30)
    count = parser.parse_args().queries
    model = EmbeddingModel.objects.serving()
    if model is None:
        sys.exit("There are no vectors: run `./run manage index_vectors`.")
    texts = [json.loads(line)["profile"]["preferences"] for line in PEOPLE.read_text().splitlines()]
    vectors = get_embedder().queries(texts[:count])
    places = [Place(model, vector) for vector in vectors]
    keys, table = stored(model)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, vectors: {len(keys)}")
    print(f"{'passes':>8} {'rows':>7}  {'way':24} {'recall':>6} {'p50 ms':>7} {'p95 ms':>7}")
    for width, hashes in WIDTHS.items():
        among = Vacancy.objects.open().filter(content_hash__lt=hashes)
        passing = np.isin(keys, list(among.values_list("pk", flat=True)))
        mine, vectors_of = keys[passing], table[passing]
        cosines = [
            dict(zip(mine.tolist(), vectors_of @ place.vector, strict=True)) for place in places
        ]
        ways: dict[str, Callable[[Place, int], Sequence[int]]] = {
            "numpy float32, exact": lambda place, _n: exact(mine, vectors_of, place),  # noqa: B023
            "ours": lambda place, _n: list(nearest_vacancies(place, among, NEAREST)),  # noqa: B023
            "pgvector, exact": lambda place, _n: by_scan(model, among, place),  # noqa: B023
            "PostgreSQL full text": lambda _place, n: by_words(among, texts[n]),  # noqa: B023
        }
        for name, way in ways.items():
            show(f"1/{width}", len(mine), name, *measured(way, places, cosines))


def stored(model: EmbeddingModel) -> tuple[Any, Any]:
    """Keys of vacancies and their unit vectors, as float32."""
    rows = VacancyVector.objects.filter(model=model).values_list("vacancy_id", "vector")
    keys = np.empty(rows.count(), dtype=np.int64)
    table = np.empty((len(keys), model.dimensions), dtype=np.float32)
    for place, (key, vector) in enumerate(rows.iterator(chunk_size=2_000)):
        keys[place], table[place] = key, vector
    return keys, table / np.linalg.norm(table, axis=1, keepdims=True)


def exact(keys: Any, table: Any, place: Place) -> list[int]:
    """The nearest by a product of all vectors."""
    cosines = table @ place.vector
    count = min(NEAREST, len(keys))
    near = np.argpartition(-cosines, count - 1)[:count] if count else []
    return [int(key) for key in keys[near]]


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
) -> tuple[float, list[float]]:
    """Mean recall, and the milliseconds of each search in order."""
    recalls, milliseconds = [], []
    for number, place in enumerate(places):
        began = time.perf_counter()
        found = way(place, number)
        milliseconds.append(1_000 * (time.perf_counter() - began))
        best = sorted(cosines[number].values(), reverse=True)[:NEAREST]
        near = sum(cosines[number].get(key, -1.0) >= best[-1] - ROUNDING for key in set(found))
        recalls.append(min(1.0, near / len(best)) if best else 1.0)
    return float(np.mean(recalls)), sorted(milliseconds)


def show(width: str, rows: int, name: str, recall: float, milliseconds: Sequence[float]) -> None:
    """One row of the table."""
    middle = milliseconds[len(milliseconds) // 2]
    late = milliseconds[int(len(milliseconds) * 0.95)]
    print(f"{width:>8} {rows:7}  {name:24} {recall:6.3f} {middle:7.1f} {late:7.1f}", flush=True)


if __name__ == "__main__":
    main()
