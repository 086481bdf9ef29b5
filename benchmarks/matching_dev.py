"""Every figure of matching that labels can tell, by the engine that serves people.

    python benchmarks/matching_dev.py [--folds 5]

Titles that employers labelled (`title_to_role_dev.jsonl.gz` of the folder of real data) bare and
with examples, both cross-validated: the weights and what is usual come from the
other folds, split by title; vacancies that name a role (`vacancies.jsonl.gz`), by what is embedded
of them; Uzbek titles and names of occupations of ours, in tests/data. Writes nothing. The database
needs the demo catalogue and its vectors.
"""

import argparse
import csv
import gzip
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

django.setup()

from fit_titles import TITLES, Floats, Known, employers_titles, fit, read_titles, weighed  # noqa: E402  after the set-up

from catalog.importing.understanding import folded_role  # noqa: E402
from catalog.models import Specialty, Vacancy  # noqa: E402
from catalog.texts import clean_html  # noqa: E402
from recommendations.embedding import Vectors, get_embedder  # noqa: E402
from recommendations.evaluation import (  # noqa: E402
    Line,
    figures,
    rank_names,
    rank_specialties,
    read_texts,
)
from recommendations.ranking import BAND, LIKELY, POOL, SAME_SPECIALTY  # noqa: E402
from recommendations.specialties import SHARPNESS  # noqa: E402
from recommendations.texts import text_of_vacancy  # noqa: E402

TEN = 10
VACANCIES = TITLES.with_name("vacancies.jsonl.gz")
OURS = ROOT / "tests" / "data"

Places = NDArray[np.int64]


def main() -> None:
    """Print one row for each task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    folds = parser.parse_args().folds
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    print(f"{'task':34} {'n':>5}  {'MRR':20} {'A@1':20} {'A@5':20}")
    if TITLES.exists():
        known = list(read_titles(employers_titles(), folds))
        show("titles of employers, bare", [row.line for row in known], ranked(known, "bare"))
        show("the same, with examples", [row.line for row in known], ranked(known, "informed"))
        print(f"same role among the ten most similar titles: {same_role_of_titles(known)}")
    else:
        print(f"titles of employers: {TITLES} isn't there")
    if VACANCIES.exists():
        print(f"same role among the ten most similar vacancies: {same_role_of_vacancies()}")
    else:
        print(f"vacancies: {VACANCIES} isn't there")
    for part, rows in parts("uzbek_titles").items():
        uzbek = [Line(str(n), row["title"], (row["code"],)) for n, row in enumerate(rows)]
        show(f"titles in Uzbek, {part}", uzbek, rank_specialties(uzbek, []))
    show_names()


def show_names() -> None:
    """A row for each language and part of the occupations."""
    names = read("occupations")
    candidates = [Line(str(n), row["ru"]) for n, row in enumerate(names)]
    for language in ("uz", "en"):
        orders = rank_names(
            [Line(str(n), row[language]) for n, row in enumerate(names)], candidates
        )
        found = {str(n): order for n, order in enumerate(orders)}
        for part in ("1", "2"):
            asked = [
                Line(str(n), row[language], (str(n),))
                for n, row in enumerate(names)
                if row["part"] == part
            ]
            shown = iter([found[line.id] for line in asked])
            show(f"names, {language} to ru, part {part}", asked, shown)


def ranked(known: Sequence[Known], how: str) -> Iterator[list[str]]:
    """The codes for each title, best first."""
    codes = list(Specialty.objects.order_by("code").values_list("code", flat=True))
    for strength in strengths_of(known, how, codes):
        yield [codes[n] for n in np.argsort(-strength, kind="stable")]


def strengths_of(known: Sequence[Known], how: str, codes: Sequence[str]) -> Iterator[Floats]:
    """The strength of each specialty, by the weights that the titles of the other folds give."""
    weights = {
        number: fit([row for row in known if row.fold != number], codes)
        for number in sorted({row.fold for row in known})
    }
    for row in known:
        signals = getattr(row, how)
        yield weighed(signals, row.line.text, codes, weights[row.fold]).strength()


def same_role_of_titles(known: Sequence[Known]) -> str:
    """Of titles: the weights are those that the other folds give."""
    codes = list(Specialty.objects.order_by("code").values_list("code", flat=True))
    roles = [codes.index(row.line.relevant[0]) for row in known]
    vectors = get_embedder().queries([row.line.text for row in known])
    return same_role(np.array(roles), vectors, list(strengths_of(known, "bare", codes)))


def same_role_of_vacancies() -> str:
    """Of vacancies by what is embedded of each, and by the weights that serve people."""
    codes = list(Specialty.objects.order_by("code").values_list("code", flat=True))
    named = Specialty.objects.filter(code__startswith="hh-").values_list("name_ru", "code")
    code_of = {folded_role(name): code for name, code in named}
    offers, roles = list[Vacancy](), list[int]()
    with gzip.open(VACANCIES, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            said = [code_of.get(folded_role(role)) for role in row["professional_roles"] or ()]
            if code := next(filter(None, said), None):
                skills = ", ".join(row["key_skills"] or ())
                text = clean_html(row["description"] or "")
                offers.append(Vacancy(title=row["title"], key_skills=skills, description=text))
                roles.append(codes.index(code))
    vectors = get_embedder().documents([text_of_vacancy(row) for row in offers])
    titles = [Line(str(n), row.title) for n, row in enumerate(offers)]
    strengths = [signals.strength() for signals in read_texts(titles, [])]
    return f"{same_role(np.array(roles), vectors, strengths)}, {len(offers)} vacancies"


def same_role(roles: Places, vectors: Vectors, strengths: Sequence[Floats]) -> str:
    """Of the ten most similar to each, the share of its role, as `similar` ranks vacancies.

    The others' roles are known, as those of vacancies that name one; its own is not.
    """
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    nearness = np.maximum(0, 1 - (cosines.max(axis=1, keepdims=True) - cosines) / BAND)
    table = np.array(strengths)
    chances = np.exp(SHARPNESS * (table - table.max(axis=1, keepdims=True)))
    chances /= chances.sum(axis=1, keepdims=True)
    far = np.argsort(np.argsort(-cosines, axis=1), axis=1) >= POOL
    likely = np.argsort(np.argsort(-chances, axis=1), axis=1) < LIKELY
    closeness = nearness + SAME_SPECIALTY * chances[:, roles]
    closeness[far & ~likely[:, roles]] = -1
    np.fill_diagonal(closeness, -1)
    cosines_alone, blended = (
        (roles[np.argsort(-near, axis=1)[:, :TEN]] == roles[:, None]).mean(axis=1)
        for near in (cosines, closeness)
    )
    is_common = np.bincount(roles)[roles] > TEN
    return (
        f"{blended.mean():.3f} (roles that more than ten have {blended[is_common].mean():.3f}); "
        f"by vectors alone {cosines_alone.mean():.3f} ({cosines_alone[is_common].mean():.3f})"
    )


def read(name: str) -> list[dict[str, str]]:
    """The rows of a table of ours."""
    with (OURS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(name: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a table by part: 1 was written beside the table of names, 2 without seeing it."""
    rows = read(name)
    return {f"part {part}": [row for row in rows if row["part"] == part] for part in ("1", "2")}


def show(task: str, lines: Sequence[Line], ranked: Iterator[list[str]]) -> None:
    """One row of the table: means with their 95 % bootstrap intervals."""
    found = dict(zip([line.id for line in lines], ranked, strict=True))
    cells = [
        f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]" for row in figures(found, lines)[:3]
    ]
    print(f"{task:34} {len(lines):5}  {'  '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
