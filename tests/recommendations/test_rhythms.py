from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from recommendations.rhythms import end_of_quiet, is_due, is_quiet

TASHKENT = ZoneInfo("Asia/Tashkent")


def at(text):
    """A moment of November 2026: `27 09:00` is a Friday."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=TASHKENT)


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "now", "quiet"),
    [
        (22, 8, "27 23:59", True),
        (22, 8, "27 07:59", True),
        (22, 8, "27 08:00", False),
        (22, 8, "27 21:59", False),
        (13, 15, "27 14:00", True),
        (13, 15, "27 15:00", False),
        (0, 0, "27 00:00", False),
    ],
)
def test_quiet_hours_may_span_midnight(quiet_from, quiet_until, now, quiet):
    assert is_quiet(quiet_from, quiet_until, at(now)) is quiet


def test_quiet_hours_are_of_tashkent():
    assert is_quiet(22, 8, at("27 23:00").astimezone(ZoneInfo("UTC")))


@pytest.mark.parametrize(("now", "end"), [("27 23:00", "28 08:00"), ("28 03:00", "28 08:00")])
def test_quiet_hours_end_in_the_morning(now, end):
    assert end_of_quiet(8, at(now)) == at(end)


@pytest.mark.parametrize(
    ("rhythm", "looked_at", "now", "due"),
    [
        ("at_once", "27 08:59", "27 09:00", True),
        ("daily", "26 09:05", "27 08:59", False),
        ("daily", "26 09:05", "27 09:00", True),
        ("daily", "27 09:05", "27 23:00", False),
        ("daily", "20 09:05", "27 03:00", True),
        ("weekly", "23 09:05", "27 12:00", False),
        ("weekly", "23 08:59", "27 12:00", True),
        ("weekly", "23 09:05", "30 08:59", False),
        ("weekly", "23 09:05", "30 09:00", True),
        ("never", "01 09:00", "30 09:00", False),
    ],
)
def test_each_rhythm_has_its_turn_and_makes_up_for_a_missed_one(rhythm, looked_at, now, due):
    assert is_due(rhythm, at(looked_at), at(now)) is due
