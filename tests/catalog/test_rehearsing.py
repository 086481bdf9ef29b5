"""Dry runs store nothing, and what was set aside can be read again."""

import pytest

from catalog.importing import import_source, retry_items, try_source
from catalog.models import ImportRun, QuarantinedItem, RememberedValue, Vacancy
from catalog.sources import ADAPTERS
from catalog.sources.base import Adapter, FoundVacancy, ItemError, Page, RawItem, SourceError
from tests.catalog.test_importing import counts, rewrite, vacancy


def test_a_dry_run_counts_and_stores_nothing(make_file_source):
    source = make_file_source(vacancy(1), vacancy(2), {"external_id": "3"})
    run = try_source(source)
    assert counts(run) == {"found": 3, "new": 2, "quarantined": 1}
    assert not Vacancy.objects.exists()
    assert not QuarantinedItem.objects.exists()


def test_a_dry_run_says_what_would_change(make_file_source):
    source = make_file_source(vacancy(1), vacancy(2))
    import_source(source)
    rewrite(source, vacancy(1), vacancy(2, title="Other"))
    assert counts(try_source(source)) == {"found": 2, "changed": 1, "unchanged": 1}


def test_a_dry_run_keeps_a_sample(make_file_source):
    run = try_source(make_file_source(vacancy(1, employer="Non"), {"external_id": "3"}))
    broken, read = run.sample
    assert "title is missing" in broken["problem"]
    assert read["fields"]["employer"] == "Non"


def test_a_dry_run_leaves_the_turn_of_the_source_as_it_is(make_file_source):
    source = make_file_source(vacancy(1))
    try_source(source)
    source.refresh_from_db()
    assert source.imported_at is None


def test_an_import_after_a_killed_dry_run_starts_anew(make_file_source):
    source = make_file_source(vacancy(1))
    source.runs.create(is_dry=True)
    assert counts(import_source(source)) == {"found": 1, "new": 1}


class Picky(Adapter):
    """Reads what its options allow."""

    label = "picky"

    def fetch(self, reading):
        reading.memory.remember({"met": reading.memory.recall(["met"]).get("met", 0) + 1})
        items = tuple(RawItem(str(number), {"id": number}) for number in range(4))
        yield Page(items, {}, ("four items",))

    def parse(self, item, options):
        if item.raw["id"] >= options.get("most", 2):
            raise ItemError("too large")
        return FoundVacancy(str(item.raw["id"]), "Job")

    def is_complete(self, options):
        return False


@pytest.fixture
def picky(make_file_source, monkeypatch):
    monkeypatch.setitem(ADAPTERS, "picky", Picky())
    source = make_file_source()
    source.kind = "picky"
    source.save()
    return source


def retry_all(source):
    return retry_items(source, list(source.quarantine.values_list("pk", flat=True)))


def test_what_was_set_aside_is_read_again_after_mending(picky):
    import_source(picky)
    picky.options = {"most": 3}
    picky.save()
    assert counts(retry_all(picky)) == {"found": 2, "new": 1, "quarantined": 1}
    assert [item.place for item in picky.quarantine.all()] == ["3"]


def test_a_line_of_a_file_is_read_again(make_file_source):
    source = make_file_source(vacancy(1), {"external_id": "3"})
    import_source(source)
    QuarantinedItem.objects.update(raw='{"external_id": "3", "title": "Mended"}')
    assert counts(retry_all(source)) == {"found": 1, "new": 1}
    assert not source.quarantine.exists()


def test_what_was_cut_can_t_be_read_again(picky):
    import_source(picky)
    QuarantinedItem.objects.update(is_whole=False)
    assert counts(retry_all(picky)) == {}
    assert picky.quarantine.count() == 2


def test_notes_of_a_page_are_in_the_log(picky):
    assert "four items" in import_source(picky).log


def test_a_source_remembers_from_one_import_to_the_next(picky):
    import_source(picky)
    import_source(picky)
    assert RememberedValue.objects.get(key="met").value == 2


def test_a_dry_run_remembers_nothing(picky):
    import_source(picky)
    try_source(picky)
    assert RememberedValue.objects.get(key="met").value == 1


def test_an_adapter_that_meets_another_shape_fails_with_a_sentence(picky, monkeypatch):
    def fetch(self, reading):
        yield Page((RawItem("1", {"id": 1}),), {})
        raise KeyError("items")

    monkeypatch.setattr(Picky, "fetch", fetch)
    run = import_source(picky)
    assert (run.state, run.new) == (ImportRun.State.FAILED, 1)
    assert "another shape" in run.message


def test_what_keeps_a_source_from_being_read_is_said(picky, monkeypatch):
    monkeypatch.setattr(Picky, "hindrance", lambda self, options: "No key yet.")
    run = import_source(picky)
    assert (run.state, run.message) == (ImportRun.State.FAILED, "No key yet.")


def failing(error):
    def fetch(self, reading):
        raise error
        yield

    return fetch


def test_a_failing_source_is_left_alone_ever_longer(picky, monkeypatch):
    monkeypatch.setattr(Picky, "fetch", failing(SourceError("down")))
    rests = []
    for _ in range(3):
        run = import_source(picky)
        rests.append(picky.resting_until - run.started_at)
    assert rests[0] < rests[1] < rests[2]


def test_a_captcha_waits_for_a_curator(picky, monkeypatch):
    monkeypatch.setattr(Picky, "fetch", failing(SourceError("captcha", needs_curator=True)))
    import_source(picky)
    picky.refresh_from_db()
    assert picky.needs_curator


def test_one_good_import_ends_the_rest(picky, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Picky, "fetch", failing(SourceError("captcha", needs_curator=True)))
        import_source(picky)
    import_source(picky)
    picky.refresh_from_db()
    assert (picky.needs_curator, picky.failures, picky.resting_until) == (False, 0, None)
