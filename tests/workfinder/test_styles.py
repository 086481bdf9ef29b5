"""What is collected has one style sheet for every page, and it says what the four say."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines

from workfinder.styles import JOINED, SHEETS, JoiningStorage


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "workfinder.styles.JoiningStorage"},
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def test_the_sheets_are_joined_in_order(collected):
    storage = JoiningStorage(location=collected)
    joined = (collected / storage.stored_name(JOINED)).read_text()
    heads = [Path(finders.find(name)).read_text().splitlines()[0] for name in SHEETS]
    places = [joined.index(head) for head in heads]
    assert places == sorted(places)
    assert "../fonts/onest-latin-wght-normal." in joined


def test_collecting_twice_joins_once(collected):
    call_command("collectstatic", "--noinput", verbosity=0)
    assert len(list((collected / "css").glob("site.*.css"))) == 1


def test_where_nothing_is_collected_each_is_linked():
    template = "{% load styles %}{% style_sheets as sheets %}{{ sheets|length }}"
    assert engines["django"].from_string(template).render() == str(len(SHEETS))


def test_what_opens_offline_has_the_joined_sheet(collected, client, db):
    worker = client.get("/service-worker.js").text
    assert "/static/css/site." in worker
    assert "/static/css/base." not in worker
