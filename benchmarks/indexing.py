"""How fast what is stale gets its vectors.

    python benchmarks/indexing.py [--characters N]

Indexes what the database holds and has no vector for, as `index_vectors` does. `--characters`
embeds only so many of each text: for a catalogue of a size that real texts would take hours for,
where only the speed of serving is asked. The next real indexing takes such vectors for fresh, so
use a database that may be thrown away.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from recommendations.embedding import Embedder, Vectors, get_embedder  # noqa: E402  after set-up
from recommendations.indexing import index_stale  # noqa: E402

EVERY_SECONDS = 20


class Shortened:
    """An embedder that reads only the beginning of each document."""

    def __init__(self, embedder: Embedder, characters: int) -> None:
        self._embedder, self._characters = embedder, characters
        self.name, self.version = embedder.name, embedder.version
        self.dimensions = embedder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of whole texts."""
        return self._embedder.queries(texts)

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the beginnings; texts that begin alike are embedded once."""
        beginnings = [text[: self._characters] for text in texts]
        places = {text: place for place, text in enumerate(dict.fromkeys(beginnings))}
        vectors = self._embedder.documents(list(places))
        return vectors[[places[text] for text in beginnings]]


class Progress:
    """When each kind of row was begun and done, and a line now and then."""

    def __init__(self) -> None:
        self.started = self.told = time.monotonic()
        self.rates: dict[str, str] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Note how far it is."""
        now = time.monotonic()
        self.rates[what] = f"{what:>12} {done:>8} rows {done / (now - self.started):>8.1f} a second"
        if now - self.told > EVERY_SECONDS:
            print(f"  {self.rates[what]} of {total}", flush=True)
            self.told = now
        if done == total:
            self.started = now


def main() -> None:
    """Index and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--characters", type=int, default=0)
    characters = arguments.parse_args().characters
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    started = time.monotonic()
    embedder = get_embedder()
    print(f"model loaded in {time.monotonic() - started:.1f} s, {_peak_mb()} MB")
    progress = Progress()
    started, cpu = time.monotonic(), time.process_time()
    if characters:
        print(f"only the first {characters} characters of each text are embedded")
    done = index_stale(Shortened(embedder, characters) if characters else embedder, progress)
    seconds, used = time.monotonic() - started, time.process_time() - cpu
    print(*progress.rates.values(), sep="\n")
    print(
        f"{done} texts in {seconds:.0f} s ({used:.0f} CPU s), specialties and indexes included;"
        f" peak {_peak_mb()} MB; load {os.getloadavg()[0]:.1f}"
    )


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
