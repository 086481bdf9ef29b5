"""The page that shows every component shows them whatever the catalogue holds."""

import pytest
from django.urls import reverse

from tests.factories import make_course, make_specialty, make_vacancy

PARTS = [
    "button", "field", "choice", "chip", "reason", "score", "bars", "stepper", "tabs", "sheet",
    "toast", "empty", "skeleton", "progress", "message",
]  # fmt: skip
CARDS = ["offer", "specialty", "marks", "cover"]


def shown(client, names):
    page = client.get(reverse("design")).text
    return [name for name in names if f'class="{name}' in page or f' {name}"' in page]


def test_every_component_is_shown_without_a_catalogue(client, db):
    assert shown(client, PARTS) == PARTS


@pytest.mark.parametrize("name", CARDS)
def test_every_card_is_shown_with_one(client, db, name):
    make_vacancy()
    make_course()
    make_specialty()
    assert shown(client, [name])
