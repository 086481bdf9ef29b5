"""How often the guessed specialty of a vacancy is right, and how often one is guessed at all.

    python benchmarks/labelling.py [--hidden 3000] [--source NAME]

Uses the catalogue and the vectors in the database: of some vacancies whose source names a specialty
the name is hidden, the centres are made without them, and the guesses are compared with what was
hidden. Everything is rolled back. What sources name isn't always right: look at the titles too.
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402  after the set-up

from catalog.models import Vacancy  # noqa: E402
from recommendations.centres import update_centroids  # noqa: E402
from recommendations.labelling import label_unnamed, unlabelled  # noqa: E402
from recommendations.models import EmbeddingModel  # noqa: E402


def main() -> None:
    """Print the shares with vectors and with words alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hidden", type=int, default=3_000)
    parser.add_argument("--source", help="only vacancies of this source; default: all")
    asked = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    named = Vacancy.objects.open().filter(
        specialty__is_suggested=True, specialty_confidence=None, source__is_example=False
    )
    named = named.filter(source__name=asked.source) if asked.source else named
    keys = list(named.order_by("pk").values_list("pk", flat=True))
    hidden = random.Random(7).sample(keys, min(asked.hidden, len(keys)))
    truth = dict(Vacancy.objects.filter(pk__in=hidden).values_list("pk", "specialty_id"))
    print(f"{'by':<24}{'hidden':>8}{'guessed':>9}{'right':>8}{'a second':>10}")
    for name, model in (("words and vectors", EmbeddingModel.objects.serving()), ("words", None)):
        _measure(name, model, truth)


def _measure(name: str, model: EmbeddingModel | None, truth: dict[int, int | None]) -> None:
    hidden = list(truth)
    with transaction.atomic():
        # Others without a name are none of the question.
        unlabelled().update(specialty_confidence=0)
        Vacancy.objects.filter(pk__in=hidden).update(specialty=None)
        if model:
            update_centroids(model)
        began = time.perf_counter()
        label_unnamed(model, lambda *_: None)
        took = time.perf_counter() - began
        guesses = Vacancy.objects.filter(pk__in=hidden).exclude(specialty=None)
        guessed = dict(guesses.values_list("pk", "specialty_id"))
        transaction.set_rollback(True)
    right = sum(truth[pk] == specialty for pk, specialty in guessed.items())
    share, precision = len(guessed) / len(hidden), right / max(1, len(guessed))
    rate = len(hidden) / took
    print(f"{name:<24}{len(hidden):>8}{share:>9.1%}{precision:>8.1%}{rate:>10.0f}")


if __name__ == "__main__":
    main()
