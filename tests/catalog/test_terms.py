"""HeadHunter's words for terms of work as our enums."""

import pytest

from catalog import terms
from catalog.models import Employment, ExperienceNeeded, Schedule, WorkMode


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("noExperience", "none"),
        ("between1And3", "1-3"),
        ("between3And6", "3-6"),
        ("moreThan6", "6+"),
        ("what?", ""),
        ("", ""),
    ],
)
def test_experience_is_read(text, value):
    assert terms.read_experience(text) == value
    assert value == "" or value in ExperienceNeeded.values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("full", "full"),
        ("part", "part"),
        ("project", "project"),
        ("probation", "internship"),
        ("Частичная занятость", "part"),
        ("FULL", "full"),
        ("Не указано", ""),
    ],
)
def test_employment_is_read(text, value):
    assert terms.read_employment(text) == value
    assert value == "" or value in Employment.values


@pytest.mark.parametrize(
    ("schedule", "employment", "values"),
    [
        ("fullDay", "", ("full_time",)),
        ("flyInFlyOut", "", ("shift",)),
        ("flexible", "part", ("part_time",)),
        ("fullDay", "part", ("part_time",)),
        ("flexible", "project", ("project",)),
        ("5/2", "", ("full_time",)),
        ("2/2", "", ("shift",)),
        ("remote", "", ()),
        ("remote", "full", ("full_time",)),
        ("shift", "full", ("shift",)),
    ],
)
def test_schedules_are_read(schedule, employment, values):
    assert terms.read_schedules(schedule, employment) == values
    assert set(values) <= set(Schedule.values)


@pytest.mark.parametrize(
    ("formats", "schedule", "values"),
    [
        (["ON_SITE"], "", ("office",)),
        (["REMOTE", "HYBRID"], "", ("hybrid", "remote")),
        (["на\xa0месте работодателя, удалённо или гибрид"], "", ("office", "hybrid", "remote")),
        ([], "remote", ("remote",)),
        ([], "fullDay", ("office",)),
        ([], "flexible", ()),
        ([], "", ()),
    ],
)
def test_work_modes_are_read(formats, schedule, values):
    assert terms.read_work_modes(formats, schedule) == values
    assert set(values) <= set(WorkMode.values)
