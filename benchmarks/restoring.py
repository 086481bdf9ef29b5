"""How long a backup and its restore take: the whole site, then the same with thousands of people.

    python benchmarks/restoring.py [--people 5000]

Backs up the database that the settings name, brings it back into a new one beside it, makes people
there (a profile with facts, marks; each tenth a photo and a resume), and does the same with that.
A restore ends with every row counted and summed again, so the time holds that too. Both new
databases and all files go at the end; the site may run meanwhile.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

import psycopg  # noqa: E402  after set-up
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import override_settings  # noqa: E402
from PIL import Image  # noqa: E402
from psycopg import sql  # noqa: E402

from accounts.models import Profile, User  # noqa: E402
from accounts.photos import set_photo  # noqa: E402
from catalog.models import Region, Vacancy  # noqa: E402
from recommendations.marking import mark_vacancy  # noqa: E402
from resumes.composing import create_resume  # noqa: E402
from workfinder.backing_up import back_up, restore  # noqa: E402

NAMES = ("restoring_bench_1", "restoring_bench_2")
MARKS, EACH = 5, 10


@contextmanager
def databases(home: str) -> Iterator[None]:
    """Two empty ones beside the site's, and nothing of them afterwards."""

    def both(deed: str) -> None:
        given = connection.get_connection_params()
        known = {key: given.get(key) for key in ("host", "port", "user", "password")}
        with psycopg.connect(**known, dbname=home, autocommit=True) as server:
            for name in NAMES:
                server.execute(sql.SQL(deed).format(sql.Identifier(name)))

    both("DROP DATABASE IF EXISTS {}")
    both("CREATE DATABASE {} TEMPLATE template0")
    try:
        yield
    finally:
        turn_to(home)
        both("DROP DATABASE {}")


def turn_to(name: str) -> None:
    """Let Django speak to another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name


def timed(archive: Path, target: str) -> str:
    """Back up what is named now, and bring it back into another; a row of the table."""
    began = time.monotonic()
    made = back_up(archive)
    backed_up = time.monotonic()
    turn_to(target)
    # Said by a signal, or the storage of files would go on in the site's own folder.
    override_settings(MEDIA_ROOT=str(archive.with_name(target))).enable()
    restore(archive)
    ended = time.monotonic()
    size = archive.stat().st_size / 1e6
    archive.unlink()
    return (
        f"{made.rows:>10,}{len(made.files):>8}{size:>9.0f} MB{backed_up - began:>11.1f} s"
        f"{ended - backed_up:>11.1f} s{os.getloadavg()[0]:>8.1f}"
    )


def make_people(count: int) -> None:
    """As a site has them after a while."""
    vacancies = list(Vacancy.objects.open().order_by("-pk")[: 40 * MARKS])
    region, photo = Region.objects.first(), portrait()
    for number in range(count):
        with transaction.atomic():
            user = User.objects.create(username=f"restored{number}", password="!")  # noqa: S106 - none
            profile = Profile.objects.create(
                user=user,
                full_name=f"Karimova Malika {number}",
                region=region,
                preferences="Kiyim tikishni yaxshi koʻraman, jamoada ishlagim keladi",
            )
            profile.finish_questionnaire()
            profile.experience.create(title="Tikuvchi", employer="Atlas", start="2021-03")
            profile.education.create(institution="Kasb-hunar kolleji", degree="vocational")
            profile.skills.create(name="Overlok")
            profile.languages.create(language="uz", level="native")
            for place in range(MARKS):
                mark_vacancy(user, vacancies[(number * 7 + place) % len(vacancies)], "saved")
            if number % EACH == 0:
                set_photo(profile, io.BytesIO(photo))
                create_resume(user, language="uz")


def portrait() -> bytes:
    """A photo as a phone makes it."""
    made = io.BytesIO()
    Image.effect_noise((900, 1200), 60).convert("RGB").save(made, "JPEG", quality=85)
    return made.getvalue()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    asked = parser.parse_args()
    home = connection.settings_dict["NAME"]
    with databases(home), tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        archive = Path(folder) / "site.tar"
        print(
            f"{'':<24}{'rows':>10}{'files':>8}{'file':>12}{'backup':>13}{'restore':>13}{'load':>8}"
        )
        print(f"{'the site as it is':<24}{timed(archive, NAMES[0])}")
        make_people(asked.people)
        print(f"{f'with {asked.people} more people':<24}{timed(archive, NAMES[1])}")


if __name__ == "__main__":
    main()
