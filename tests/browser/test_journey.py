"""The whole journey as a new person with a phone, with and without JavaScript.

JOURNEY_URL walks a site that runs already, wherever it is; JOURNEY_PICTURES names a folder for
pictures of every page, narrow and wide, light and dark.
"""

import pytest

from tests.browser.journey import offer, walk_to_a_resume

pytestmark = pytest.mark.browser

OPEN_PAGES = ["help", "vacancies", "courses", "sign-in"]


def test_a_new_person_walks_to_a_resume(walker, photo):
    walk_to_a_resume(walker, photo)


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_an_open_page_keeps_our_policy(walker, name):
    walker.go(f"/{name}/")
    walker.look(f"open {name}")
    assert walker.wrong == []


def test_an_offer_is_open_to_a_stranger(walker):
    for place in ("/vacancies/", "/courses/"):
        walker.go(place)
        walker.press(offer(place))
        walker.look(f"open {place.strip('/')} one")
    assert walker.wrong == []


def test_an_address_that_leads_nowhere_has_a_page(walker):
    walker.go("/nowhere/", status=404)
    walker.look("nowhere")
    assert walker.wrong == []


@pytest.mark.parametrize("way", [("en", True)], indirect=True)
def test_the_page_of_both_doors_keeps_our_policy(walker):
    walker.go("/docs/")
    walker.page.locator(".opblock").first.wait_for()
    assert walker.wrong == []
