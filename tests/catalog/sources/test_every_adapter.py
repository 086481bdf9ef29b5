"""What every adapter promises, whatever it reads."""

import inspect
import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.sources import ADAPTERS
from catalog.sources.base import Adapter, FoundCourse, FoundVacancy, ItemError, RawItem
from catalog.sources.json_list import FIELDS

every_adapter = pytest.mark.parametrize("kind", ADAPTERS)
KINDS_OF_OPTIONS = {"text", "long", "number", "flag", "file", "address", "choice", "expression"}
# Options under which the adapters of many shapes read an item of any keys.
OPTIONS = {
    f"{prefix}{name}": name for prefix in ("field_", "column_") for name, _label, _default in FIELDS
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)
NAMES = [
    *(name for name, _label, _default in FIELDS),
    *(
        "id",
        "name",
        "area",
        "salary",
        "salary_range",
        "snippet",
        "detail",
        "schedule",
        "employment",
    ),
    *("professional_roles", "work_format", "internship", "baseSalary", "jobLocation", "identifier"),
    *("hiringOrganization", "partnerIds", "cover", "link", "text", "tags", "primaryLanguages"),
]
ITEMS = st.dictionaries(st.sampled_from(NAMES), JSON) | JSON


@every_adapter
def test_it_has_a_name_and_known_options(kind):
    adapter = ADAPTERS[kind]
    assert str(adapter.label)
    assert {option.kind for option in adapter.options} <= KINDS_OF_OPTIONS
    names = [option.name for option in adapter.options]
    assert len(names) == len(set(names))


@every_adapter
def test_choices_have_a_default_among_them(kind):
    for option in ADAPTERS[kind].options:
        if option.kind == "choice":
            assert option.default in dict(option.choices)


@every_adapter
def test_it_reads_page_by_page(kind):
    assert inspect.isgeneratorfunction(type(ADAPTERS[kind]).fetch)
    assert inspect.signature(type(ADAPTERS[kind]).fetch) == inspect.signature(Adapter.fetch)
    assert issubclass(Iterator, inspect.signature(Adapter.fetch).return_annotation.__origin__)


@every_adapter
def test_defaults_are_json(kind):
    json.dumps({option.name: option.default for option in ADAPTERS[kind].options})


@every_adapter
def test_needed_options_that_are_empty_are_said(kind):
    adapter = ADAPTERS[kind]
    needed = {option.name for option in adapter.options if option.is_required}
    assert needed <= adapter.problems({}).keys()


@every_adapter
@settings(max_examples=150, deadline=None)
@given(raw=ITEMS)
def test_any_item_is_read_or_set_aside(kind, raw):
    """Never another error; the same item is the same offer, and ids are neither empty nor long."""
    if kind in ("json_lines", "demo") and not isinstance(raw, dict):
        return
    adapter, item = ADAPTERS[kind], RawItem("1", raw)
    if kind == "json_lines":
        item = RawItem("1", adapter.raw_of(json.dumps(raw)))
    if kind == "sheet" and isinstance(raw, dict):
        item = RawItem("1", {str(name): str(value) for name, value in raw.items()})
    try:
        found = adapter.parse(item, OPTIONS)
    except ItemError:
        return
    assert isinstance(found, FoundVacancy | FoundCourse)
    assert 0 < len(found.external_id) <= 200
    assert found.title.strip()
    assert adapter.parse(item, OPTIONS) == found


@every_adapter
def test_an_item_that_was_set_aside_comes_back_as_it_was(kind):
    adapter = ADAPTERS[kind]
    raw = adapter.raw_of('{"id": "1", "title": "Ish"}')
    text = json.dumps(raw) if isinstance(raw, dict) else str(raw)
    assert adapter.raw_of(text) == raw
