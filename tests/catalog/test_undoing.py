"""An import can be taken back, and what a curator set right outlives every import."""

import json
from pathlib import Path

import pytest

from catalog.importing import CannotUndoError, can_undo, close_waiting, import_source, undo
from catalog.models import Course, ImportRun, Vacancy
from recommendations.models import Mark
from tests.catalog.test_importing import course, days_pass, rewrite, vacancy
from tests.factories import make_user


def titles(source):
    return sorted(Vacancy.objects.filter(source=source).values_list("title", flat=True))


def test_what_came_new_goes(make_file_source):
    source = make_file_source(vacancy(1), course(2))
    undo(import_source(source))
    assert not Vacancy.objects.filter(source=source).exists()
    assert not Course.objects.filter(source=source).exists()


def test_an_undone_run_says_so(make_file_source):
    run = undo(import_source(make_file_source(vacancy(1))))
    assert run.state == ImportRun.State.UNDONE


def test_what_changed_is_as_it_was(make_file_source):
    source = make_file_source(vacancy(1, description="Python", salary_from=100, currency="USD"))
    import_source(source)
    before = Vacancy.objects.values().get(source=source)
    skills = list(Vacancy.objects.get(source=source).skills.values_list("code", flat=True))
    rewrite(source, vacancy(1, title="Other", description="Excel"))
    undo(import_source(source))
    after = Vacancy.objects.values().get(source=source)
    assert skills == ["python"]
    assert list(Vacancy.objects.get(source=source).skills.values_list("code", flat=True)) == skills
    before.pop("updated_at"), after.pop("updated_at")
    assert after == before


def test_the_next_import_brings_it_back(make_file_source):
    source = make_file_source(vacancy(1))
    undo(import_source(source))
    import_source(source)
    assert titles(source) == ["Job 1"]


def test_what_was_closed_is_open_again(make_file_source):
    numbers = range(10)
    source = make_file_source(*map(vacancy, numbers), complete=True)
    import_source(source)
    rewrite(source, *map(vacancy, numbers[1:]))
    for _ in range(2):
        days_pass(source)
        run = import_source(source)
    assert run.closed == 1
    undo(run)
    assert not Vacancy.objects.filter(source=source).exclude(closed_at=None).exists()


def test_what_a_person_marked_is_closed_instead_of_removed(make_file_source):
    source = make_file_source(vacancy(1), vacancy(2))
    run = import_source(source)
    marked = Vacancy.objects.get(source=source, title="Job 1")
    Mark.objects.create(user=make_user(), vacancy=marked, state=Mark.State.SAVED)
    undo(run)
    assert titles(source) == ["Job 1"]
    assert Mark.objects.get().vacancy.closed_at is not None


def test_only_the_last_run_can_be_undone(make_file_source):
    source = make_file_source(vacancy(1))
    first = import_source(source)
    rewrite(source, vacancy(2))
    import_source(source)
    assert not can_undo(first)
    with pytest.raises(CannotUndoError):
        undo(first)


def test_runs_are_undone_one_after_another(make_file_source):
    source = make_file_source(vacancy(1))
    first = import_source(source)
    rewrite(source, vacancy(2))
    undo(import_source(source))
    undo(first)
    assert titles(source) == []


def test_a_run_that_changed_nothing_can_t_be_undone(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    assert not can_undo(import_source(source))


def test_changes_of_the_last_runs_alone_are_kept(make_file_source):
    source = make_file_source(vacancy(1))
    runs = [import_source(source)]
    for number in range(2, 6):
        rewrite(source, vacancy(number))
        runs.append(import_source(source))
    assert [run.changes.exists() for run in runs] == [False, False, True, True, True]


def corrected(source, *fields, **values):
    Vacancy.objects.filter(source=source).update(corrected=list(fields), **values)


def test_a_corrected_field_is_kept_and_the_others_follow_the_source(make_file_source):
    source = make_file_source(vacancy(1, employer="Old"))
    import_source(source)
    corrected(source, "title", title="Right")
    rewrite(source, vacancy(1, title="Wrong again", employer="New"))
    import_source(source)
    kept = Vacancy.objects.get(source=source)
    assert (kept.title, kept.employer) == ("Right", "New")


def test_corrected_pay_keeps_all_of_the_pay(make_file_source):
    source = make_file_source(vacancy(1, salary_from=1, currency="USD"))
    import_source(source)
    corrected(source, "pay", salary_from=500, currency="EUR", monthly_uzs_from=7)
    rewrite(source, vacancy(1, salary_from=2, salary_to=3, currency="RUB"))
    import_source(source)
    kept = Vacancy.objects.get(source=source)
    assert (kept.salary_from, kept.salary_to, kept.currency, kept.monthly_uzs_from) == (
        500,
        None,
        "EUR",
        7,
    )


def test_corrected_skills_are_kept(make_file_source):
    source = make_file_source(vacancy(1, description="Python"))
    import_source(source)
    corrected(source, "skills")
    rewrite(source, vacancy(1, description="Excel"))
    import_source(source)
    kept = Vacancy.objects.get(source=source)
    assert [skill.code for skill in kept.skills.all()] == ["python"]


def test_what_a_curator_closed_stays_closed(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    Vacancy.objects.get(source=source).close()
    corrected(source, "closed_at")
    import_source(source)
    rewrite(source, vacancy(1, title="Other"))
    import_source(source)
    assert Vacancy.objects.get(source=source).closed_at is not None


def test_released_fields_follow_the_source_again(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    corrected(source, "title", title="Right")
    Vacancy.objects.get(source=source).release()
    import_source(source)
    assert titles(source) == ["Job 1"]


def test_an_undoing_leaves_what_a_curator_set_right_since(make_file_source):
    source = make_file_source(vacancy(1))
    import_source(source)
    rewrite(source, vacancy(1, title="Changed"))
    run = import_source(source)
    corrected(source, "title", title="Right")
    undo(run)
    assert titles(source) == ["Right"]


def test_many_that_are_gone_wait_for_a_curator(make_file_source):
    source = make_file_source(*map(vacancy, range(10)), complete=True)
    import_source(source)
    rewrite(source, vacancy(0))
    for _ in range(2):
        days_pass(source)
        run = import_source(source)
    assert (run.closed, run.to_close) == (0, 9)
    assert close_waiting(run) == 9
    assert Vacancy.objects.open().filter(source=source).count() == 1


def test_what_came_back_since_is_not_closed(make_file_source):
    source = make_file_source(*map(vacancy, range(10)), complete=True)
    import_source(source)
    everything = Path(source.options["path"]).read_text()
    rewrite(source, vacancy(0))
    for _ in range(2):
        days_pass(source)
        run = import_source(source)
    Path(source.options["path"]).write_text(everything)
    import_source(source)
    assert close_waiting(run) == 0
    assert json.loads(everything.splitlines()[0])["external_id"] == "0"
