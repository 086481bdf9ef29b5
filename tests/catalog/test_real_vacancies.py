"""Real vacancies, where their folder is at hand: WORKFINDER_DATA, or shared/data beside us."""

import gzip
import itertools
import json
import os
from pathlib import Path

import numpy as np
import pytest

from catalog.duplicates import groups, same_openings, signature
from catalog.employers import folded_employer
from catalog.examples import load_reference
from catalog.importing import import_source
from catalog.models import Region, Source, Vacancy

FOLDER = Path(
    os.environ.get("WORKFINDER_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
)
SOME = 400

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason=f"no folder of real vacancies at {FOLDER}: set WORKFINDER_DATA"
    ),
]


def rows(name, number=None):
    with gzip.open(FOLDER / name) as lines:
        return [json.loads(line) for line in itertools.islice(lines, number)]


@pytest.fixture
def real(db, tmp_path):
    def make(name):
        path = tmp_path / name.removesuffix(".gz")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows(name, SOME)))
        load_reference()
        return Source.objects.create(name=name, kind="json_lines", options={"path": str(path)})

    return make


@pytest.mark.parametrize(
    "name", ["vacancies.jsonl.gz", "vacancies_big.jsonl.gz", "courses.jsonl.gz"]
)
def test_every_row_is_read(real, name):
    run = import_source(real(name))
    assert (run.found, run.quarantined) == (SOME, 0)


def test_nearly_every_place_is_understood(real):
    import_source(real("vacancies_big.jsonl.gz"))
    unknown = Vacancy.objects.filter(region__kind=Region.Kind.UNKNOWN).count()
    assert unknown < SOME * 0.05


def test_nine_of_ten_known_pairs_are_found():
    known = rows("near_duplicates_dev.jsonl.gz")
    partners = {row["near_dup_of"] for row in known}
    vacancies = [row for row in rows("vacancies.jsonl.gz") if row["external_id"] in partners]
    place = {row["external_id"]: number for number, row in enumerate(vacancies)}
    known = [row for row in known if row["near_dup_of"] in place]
    every = vacancies + known
    names = {}
    employers = [
        names.setdefault(folded_employer(row["employer"] or ""), len(names)) for row in every
    ]
    signatures = np.array([signature(row["title"], row["description"]) for row in every])
    titles = [row["title"] for row in every]
    firsts = groups(len(every), same_openings(signatures, titles, (np.array(employers),)))
    found = [
        firsts[len(vacancies) + number] == firsts[place[row["near_dup_of"]]]
        for number, row in enumerate(known)
    ]
    assert sum(found) / len(found) >= 0.9
