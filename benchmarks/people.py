"""Whether sixty frozen people see a right specialty first, on the catalogue in the database.

    python benchmarks/people.py [--tilt 0.15] [--vacancies]

`--vacancies` prints the first ten vacancies of each, to be judged by eye.

Writes nothing: the people are made inside a transaction that is rolled back.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402  after the set-up

from accounts.facts import join_skill  # noqa: E402
from accounts.models import Profile, User  # noqa: E402
from catalog.models import Region, Specialty, Vacancy  # noqa: E402
from recommendations.ranking import recommend_vacancies  # noqa: E402
from recommendations.specialties import (  # noqa: E402
    DEFAULT_TILT,
    SpecialtyMatch,
    recommend_specialties,
    suggest_specialty,
)

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
PEOPLE, SECOND = DATA / "people.jsonl", DATA / "people_second.jsonl"
SHOWN = 3


def main() -> int:
    """Print who sees what first; the exit code says whether nine of ten are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tilt", type=float, default=DEFAULT_TILT)
    parser.add_argument("--vacancies", action="store_true")
    options = parser.parse_args()
    tilt = options.tilt
    offered = Specialty.objects.filter(vacancies__in=Vacancy.objects.open())
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, tilt: {tilt}")
    print(
        f"open vacancies: {Vacancy.objects.open().count()}, "
        f"specialties among them: {offered.distinct().count()}"
    )
    right, milliseconds = 0, []
    with transaction.atomic():
        for line in [*PEOPLE.read_text().splitlines(), *SECOND.read_text().splitlines()]:
            person = json.loads(line)
            profile = make_profile(person)
            began = time.perf_counter()
            matches = recommend_specialties(profile, tilt=tilt, limit=SHOWN)
            milliseconds.append(1_000 * (time.perf_counter() - began))
            is_right = bool(matches) and matches[0].specialty.code in person["right"]
            right += is_right
            show(person, matches, is_right=is_right)
            if options.vacancies:
                show_vacancies(profile)
        transaction.set_rollback(True)
    milliseconds.sort()
    print(f"{right} of {len(milliseconds)} right first")
    print(f"median {milliseconds[len(milliseconds) // 2]:.0f} ms, most {milliseconds[-1]:.0f} ms")
    return 0 if right >= len(milliseconds) * 0.9 else 1


def make_profile(person: dict[str, Any]) -> Profile:
    """A person of the file as a row, with skills and experience."""
    fields = dict(person["profile"])
    fields["region"] = Region.objects.filter(code=fields.get("region")).first()
    columns = {column.name for column in Profile._meta.fields}
    known = {name: value for name, value in fields.items() if name in columns and value is not None}
    user = User.objects.create(username=f"benchmark {person['id']}")
    profile = Profile.objects.create(user=user, **known)
    for skill in person["skills"]:
        profile.skills.create(name=skill, skill=join_skill(skill))
    for place in person["experience"]:
        profile.experience.create(**{name: value or "" for name, value in place.items()})
    return profile


def show(person: dict[str, Any], matches: list[SpecialtyMatch], *, is_right: bool) -> None:
    """One line of the table."""
    names = " > ".join(
        f"{match.specialty.name_en} ({match.fit:.2f}, {match.demand.open_vacancies})"
        for match in matches
    )
    print(f"{person['id']} {'right' if is_right else 'WRONG'}  {names}")
    if not is_right:
        print(f"           wishes: {person['profile']['preferences'][:100]}")


def show_vacancies(profile: Profile) -> None:
    """The first ten vacancies, once the first specialty is the profile's."""
    suggest_specialty(profile)
    found = recommend_vacancies(profile, limit=10).matches
    print("           " + " | ".join(match.vacancy.title for match in found))


if __name__ == "__main__":
    sys.exit(main())
