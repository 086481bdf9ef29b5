"""Imports lose nothing, double nothing and always reconcile."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.models import F
from django.utils import timezone

from catalog.importing import AlreadyRunningError, import_source, running
from catalog.models import Course, ImportRun, QuarantinedItem, Source, Specialty, Vacancy
from catalog.sources import ADAPTERS
from catalog.sources.base import Adapter, FoundVacancy, Page, RawItem
from catalog.tasks import import_one
from workfinder.settings import database_url

ROOT = Path(__file__).resolve().parents[2]


def vacancy(number=1, **fields):
    return {"source": "x", "external_id": str(number), "title": f"Job {number}", **fields}


def course(number=1, **fields):
    return {"source": "x", "external_id": str(number), "title": "C", "provider": "P", **fields}


def counts(run):
    return {
        name: getattr(run, name)
        for name in ("found", "new", "changed", "unchanged", "quarantined", "closed")
        if getattr(run, name)
    }


def rewrite(source, *items):
    Path(source.options["path"]).write_text("".join(json.dumps(item) + "\n" for item in items))


def days_pass(source, days=3):
    """As if all that has happened so far had happened days earlier."""
    past = timedelta(days=days)
    Vacancy.objects.filter(source=source).update(last_seen_at=F("last_seen_at") - past)
    source.runs.update(started_at=F("started_at") - past)


def test_new_rows_are_counted(make_file_source):
    assert counts(import_source(make_file_source(vacancy(1), vacancy(2)))) == {"found": 2, "new": 2}


def test_a_second_import_changes_no_row(make_file_source):
    source = make_file_source(vacancy(1, key_skills=["Python"]))
    import_source(source)
    before = list(Vacancy.objects.values())
    assert counts(import_source(source)) == {"found": 1, "unchanged": 1}
    assert list(Vacancy.objects.values()) == before


def test_a_change_is_stored_and_moves_the_date_of_change(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    before = Vacancy.objects.get()
    rewrite(source, vacancy(1, employer="Non"))
    assert counts(import_source(source)) == {"found": 1, "changed": 1}
    after = Vacancy.objects.get()
    assert (after.employer, after.first_seen_at) == ("Non", before.first_seen_at)
    assert after.updated_at > before.updated_at


def test_of_one_id_in_a_file_the_last_wins_and_counts_reconcile(make_file_source):
    source = make_file_source(vacancy(1), vacancy(1, employer="Last"))
    assert counts(import_source(source)) == {"found": 2, "new": 1, "unchanged": 1}
    assert Vacancy.objects.get().employer == "Last"


def test_a_bad_item_is_set_aside_with_its_raw_text(make_file_source):
    source = make_file_source(vacancy(1), b'{"title": "half', vacancy(2))
    assert counts(import_source(source)) == {"found": 3, "new": 2, "quarantined": 1}
    item = QuarantinedItem.objects.get()
    assert (item.place, item.raw.strip()) == ("2", '{"title": "half')


class Careless(Adapter):
    """An adapter that lets through what no column takes."""

    def fetch(self, reading):
        yield Page(tuple(RawItem(str(n), {"n": n}) for n in range(9)), {})

    def parse(self, item, options):
        number = item.raw["n"]
        return FoundVacancy(str(number), "Job", language="much too long" if number == 4 else "ru")

    def is_complete(self, options):
        return True


def test_an_item_that_the_database_refuses_is_set_aside_alone(vocabulary, monkeypatch):
    monkeypatch.setitem(ADAPTERS, "careless", Careless())
    source = Source.objects.create(name="Careless", kind="careless")
    assert counts(import_source(source)) == {"found": 9, "new": 8, "quarantined": 1}
    assert json.loads(QuarantinedItem.objects.get().raw) == {"n": 4}


def test_nothing_readable_is_a_failure_that_says_why(make_file_source):
    source = make_file_source(b"nonsense", b"[]")
    run = import_source(source)
    assert run.state == ImportRun.State.FAILED
    assert "None of 2 items" in run.message
    assert source.failure == run.message


def test_a_failing_source_keeps_what_was_read(make_file_source):
    source = make_file_source(vacancy(1))
    path = Path(source.options["path"])
    path.write_bytes(b"\x1f\x8bdamaged")
    assert import_source(source).state == ImportRun.State.FAILED
    rewrite(source, vacancy(1))
    assert import_source(source).state == ImportRun.State.DONE
    assert source.failure == ""


def test_a_kind_that_nobody_reads_is_a_failure(vocabulary):
    source = Source.objects.create(name="Odd", kind="odd")
    assert "odd" in import_source(source).message


def test_meaning_is_read_from_the_fields(make_file_source):
    import_source(
        make_file_source(
            vacancy(
                1,
                area="Ташкент",
                professional_roles=["Без профессии", "Программист, разработчик"],
                key_skills=["Python"],
                description="Знание Excel, звоните +998 90 123-45-67",
                salary_from=5_000_000,
                currency="UZS",
                experience="noExperience",
                schedule="fullDay",
                language="ru",
            )
        )
    )
    row = Vacancy.objects.get()
    assert (row.region.code, row.town.code, row.specialty.code) == ("UZ-TK", "town", "hh-96")
    assert {skill.code for skill in row.skills.all()} == {"python", "excel"}
    assert (row.monthly_uzs_from, row.monthly_uzs_to) == (5_000_000, None)
    assert (row.experience, row.schedules, row.work_modes) == ("none", ["full_time"], ["office"])
    assert row.description == "<p>Знание Excel, звоните …</p>"


def test_an_unknown_role_is_no_specialty(make_file_source):
    import_source(make_file_source(vacancy(1, professional_roles=["Программирование"])))
    assert Vacancy.objects.get().specialty is None


def test_pay_without_a_currency_stays_unknown(make_file_source):
    import_source(make_file_source(vacancy(1, salary_from=1000)))
    assert Vacancy.objects.get().salary_from is None


def test_skills_follow_a_change(make_file_source):
    source = make_file_source(vacancy(1, key_skills=["Python"]))
    import_source(source)
    rewrite(source, vacancy(1, key_skills=["Excel"]))
    import_source(source)
    assert [skill.code for skill in Vacancy.objects.get().skills.all()] == ["excel"]


def test_courses_are_imported_beside_vacancies(make_file_source):
    source = make_file_source(vacancy(1), course(skills=["Excel"]))
    assert counts(import_source(source)) == {"found": 2, "new": 2}
    assert Course.objects.get().skills.get().code == "excel"


def test_a_course_is_linked_to_the_specialties_that_it_names(make_file_source):
    import_source(make_file_source(course(specialties=["hh-96", "nobody-knows"])))
    assert [row.code for row in Course.objects.get().specialties.all()] == ["hh-96"]


def test_an_import_keeps_the_links_of_a_curator(make_file_source):
    source = make_file_source(course())
    import_source(source)
    Course.objects.get().specialties.add(Specialty.objects.get(code="baker"))
    rewrite(source, course(specialties=["hh-96"]))
    import_source(source)
    assert {row.code for row in Course.objects.get().specialties.all()} == {"hh-96", "baker"}


def test_ids_of_different_places_do_not_collide(make_file_source):
    import_source(make_file_source(vacancy(1), vacancy(1, source="y")))
    assert Vacancy.objects.count() == 2


def test_a_seen_row_is_marked_once_a_day(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    days_pass(source)
    import_source(source)
    assert Vacancy.objects.get().last_seen_at > timezone.now() - timedelta(minutes=1)


def test_two_complete_passes_close_what_is_gone(make_file_source):
    source = make_file_source(*[vacancy(n) for n in range(9)], complete=True)
    import_source(source)
    rewrite(source, *[vacancy(n) for n in range(8)])
    days_pass(source)
    assert import_source(source).closed == 0
    days_pass(source)
    assert import_source(source).closed == 1
    assert [row.title for row in Vacancy.objects.exclude(closed_at=None)] == ["Job 8"]


def test_too_much_is_never_closed_at_once(make_file_source):
    source = make_file_source(*[vacancy(n) for n in range(9)], complete=True)
    import_source(source)
    rewrite(source, vacancy(1))
    days_pass(source)
    import_source(source)
    days_pass(source)
    run = import_source(source)
    assert run.closed == 0
    assert "8 of 9" in run.message


def test_a_file_that_is_a_part_closes_nothing(make_file_source):
    source = make_file_source(*[vacancy(n) for n in range(9)])
    import_source(source)
    rewrite(source, *[vacancy(n) for n in range(8)])
    for _ in range(3):
        days_pass(source)
        assert import_source(source).closed == 0


def test_what_comes_back_is_open_again(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    before = Vacancy.objects.get()
    before.close()
    assert counts(import_source(source)) == {"found": 1, "changed": 1}
    after = Vacancy.objects.get()
    assert (after.closed_at, after.updated_at) == (None, before.updated_at)


def test_a_killed_run_goes_on_after_its_last_page(make_file_source):
    source = make_file_source(*[vacancy(n) for n in range(2_500)])

    class Killed(BaseException):
        pass

    def die(run):
        raise Killed

    with pytest.raises(Killed):
        import_source(source, die)
    run = import_source(source)
    assert counts(run) == {"found": 2_500, "new": 2_500}
    assert source.runs.count() == 1


def test_a_run_that_died_long_ago_is_not_continued(make_file_source):
    source = make_file_source(vacancy(1))
    source.runs.create(checkpoint={"line": 1, "stamp": "x"})
    source.runs.update(started_at=timezone.now() - timedelta(days=2))
    import_source(source)
    assert sorted(source.runs.values_list("state", flat=True)) == ["done", "failed"]


@pytest.mark.django_db(transaction=True)
def test_a_source_is_imported_by_one_at_a_time(make_file_source, monkeypatch):
    monkeypatch.setattr(running, "PATIENCE_S", 0)
    source = make_file_source(vacancy(1))
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [running.LOCK, source.pk])
    try:
        with pytest.raises(AlreadyRunningError):
            import_source(source)
    finally:
        other.close()


def test_the_task_says_what_it_did(make_file_source):
    assert "1 found, 1 new" in import_one(make_file_source(vacancy(1)).pk)


def test_the_task_bears_a_source_that_is_gone(db):
    assert "gone" in import_one(0)


def run_command(path, **options):
    """The counts that import_file prints last."""
    from io import StringIO

    out = StringIO()
    call_command("import_file", str(path), no_index=True, stdout=out, stderr=StringIO(), **options)
    return json.loads(out.getvalue().splitlines()[-1])


def test_import_file_ends_with_its_counts(vocabulary, write_lines):
    path = write_lines(vacancy(1), b"broken", name="offers.jsonl.gz", packed=True)
    assert run_command(path) == {
        "found": 2, "new": 1, "changed": 0, "unchanged": 0, "quarantined": 1, "closed": 0
    }  # fmt: skip
    assert Source.objects.get().name == "offers"


def test_import_file_uses_the_named_source(vocabulary, write_lines):
    run_command(write_lines(vacancy(1)), source="Partner")
    assert Source.objects.get().name == "Partner"


def test_import_file_fails_when_nothing_can_be_read(vocabulary, write_lines):
    with pytest.raises(CommandError):
        run_command(write_lines(b"broken"))


def test_import_file_is_content_with_what_is_in_already(vocabulary, write_lines):
    path = write_lines(vacancy(1))
    run_command(path)
    assert run_command(path)["unchanged"] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pages", [1, 3])
def test_kill_9_in_the_middle_loses_and_doubles_nothing(vocabulary, write_lines, pages):
    path = write_lines(*[vacancy(n, description="text " * 40) for n in range(6_000)])
    name = connection.settings_dict["NAME"]
    address = urlsplit(database_url())._replace(path=f"/{name}").geturl()
    command = [sys.executable, str(ROOT / "manage.py"), "import_file", str(path), "--no-index"]
    env = os.environ | {"DATABASE_URL": address}
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE) as importer:  # noqa: S603
        deadline = time.monotonic() + 60
        while not ImportRun.objects.filter(found__gte=pages * 1_000).exists():
            assert importer.poll() is None, importer.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        importer.send_signal(signal.SIGKILL)
    assert ImportRun.objects.get().state == ImportRun.State.RUNNING
    total = run_command(path)
    assert (total["found"], total["new"]) == (6_000, 6_000)
    assert Vacancy.objects.count() == 6_000


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_kills_at_random_points_lose_and_double_nothing(vocabulary, write_lines):
    rows = 20_000
    path = write_lines(*[vacancy(n, description="text " * 40) for n in range(rows)])
    name = connection.settings_dict["NAME"]
    address = urlsplit(database_url())._replace(path=f"/{name}").geturl()
    command = [sys.executable, str(ROOT / "manage.py"), "import_file", str(path), "--no-index"]
    env = os.environ | {"DATABASE_URL": address}
    chance = random.Random(20)
    killed_in_the_middle = 0
    for _ in range(20):
        before = sum(ImportRun.objects.values_list("found", flat=True))
        with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as importer:  # noqa: S603
            # From before the first page on to after the second one of this turn.
            pages = chance.choice([0, 0, 1, 1, 2])
            deadline = time.monotonic() + 60
            while sum(ImportRun.objects.values_list("found", flat=True)) < before + pages * 1_000:
                if importer.poll() is not None or time.monotonic() > deadline:
                    break
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 1.5 if pages == 0 else 0.3))
            killed_in_the_middle += importer.poll() is None
            importer.send_signal(signal.SIGKILL)
    run_command(path)
    assert killed_in_the_middle == 20
    for run in ImportRun.objects.all():
        assert run.found == run.new + run.changed + run.unchanged + run.quarantined
    assert sum(ImportRun.objects.values_list("new", flat=True)) == rows
    assert Vacancy.objects.count() == rows
    assert Vacancy.objects.values("external_id").distinct().count() == rows
