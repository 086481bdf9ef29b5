"""Manifest, worker and the pages that open offline, as the server gives them."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from recommendations.marking import add_vacancy, mark_vacancy
from recommendations.models import Mark
from resumes.composing import create_resume
from resumes.models import Resume
from tests.factories import make_user, make_vacancy


@pytest.fixture
def user(client, db):
    user = make_user()
    client.force_login(user)
    return user


def manifest(client, language="uz"):
    return client.get(reverse("manifest"), {"language": language}).json()


def kept(client):
    return {page["url"]: page for page in client.get(reverse("kept_pages")).json()["pages"]}


def told(client):
    text = client.get(reverse("service_worker")).text
    return json.loads(re.match(r"const RELEASE = (\{.*\});\n", text)[1])


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en", "💥", ""])
def test_the_manifest_speaks_each_language(client, db, language):
    expected = language if language in ("uz", "uz-cyrl", "ru", "en") else "uz"
    assert manifest(client, language)["lang"] == expected


def test_shortcuts_lead_to_pages_of_ours(client, user):
    for shortcut in manifest(client)["shortcuts"]:
        assert client.get(shortcut["url"]).status_code in (200, 302)


def test_icons_are_as_large_as_the_manifest_says(client, db):
    icons = manifest(client)["icons"]
    assert {icon.get("purpose", "any") for icon in icons} == {"any", "maskable"}
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(path) as image:
            assert "x".join(map(str, image.size)) == icon["sizes"]


def test_a_maskable_icon_has_no_clear_corner_and_its_mark_in_the_safe_middle():
    with Image.open(finders.find("img/app/maskable-512.png")) as image:
        icon = image.convert("RGBA")
    assert icon.getpixel((0, 0))[3] == 255
    background = icon.getpixel((0, 0))
    reach = [
        (x - 256) ** 2 + (y - 256) ** 2
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if icon.getpixel((x, y)) != background
    ]
    assert max(reach) <= (0.4 * 512 + 4) ** 2


def test_browsers_ask_for_the_worker_each_time(client, db):
    answer = client.get(reverse("service_worker"))
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")


def test_the_policy_allows_our_worker_and_manifest_alone(client, db):
    policy = client.get(reverse("help"))["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_every_file_of_the_shell_is_there(client, db):
    release = told(client)
    for address in release["shell"]:
        assert finders.find(address.removeprefix("/static/")), address
    for address in release["offline"].values():
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("language", "tag"), [("uz", "uz"), ("uz-cyrl", "uz-Cyrl"), ("ru", "ru")])
def test_the_offline_page_is_in_its_language_and_nobodys(client, user, language, tag):
    client.logout()
    page = client.get(reverse("offline"), {"language": language}).text
    assert f'<html lang="{tag}"' in page
    assert "data-person" not in page


def test_kept_pages_are_for_the_signed_in(client, db):
    assert client.get(reverse("kept_pages")).status_code == 302


def test_saved_vacancies_notes_and_resumes_are_kept(client, user):
    vacancy = make_vacancy()
    mark = mark_vacancy(user, vacancy, "saved")
    own = add_vacancy(user, title="Novvoy", state="applied")
    resume = Resume.objects.create(owner=user, language="ru")
    wanted = [mark, vacancy, own, resume]
    saved = reverse("recommendations:mark_list")
    lists = [
        saved,
        f"{saved}?state=saved",
        f"{saved}?state=applied",
        reverse("resumes:resume_list"),
    ]
    assert set(kept(client)) == {*lists, *(row.get_absolute_url() for row in wanted)}


def test_tabs_are_kept_but_not_named_on_the_page_that_lists_what_opens(client, user):
    mark_vacancy(user, make_vacancy(), "saved")
    mark_vacancy(user, make_vacancy(), "hidden")
    titles = {page["url"]: page["title"] for page in kept(client).values()}
    tabs = {url: title for url, title in titles.items() if "?" in url}
    assert tabs == {f"{reverse('recommendations:mark_list')}?state=saved": ""}


def test_every_kept_page_opens(client, user):
    mark_vacancy(user, make_vacancy(), "saved")
    create_resume(user, language="ru")
    assert {client.get(address).status_code for address in kept(client)} == {200}


def test_what_was_hidden_or_is_another_persons_is_not_kept(client, user):
    hidden, theirs = make_vacancy(), make_vacancy()
    mark_vacancy(user, hidden, "hidden")
    mark_vacancy(make_user(), theirs, "saved")
    addresses = kept(client)
    assert hidden.get_absolute_url() not in addresses
    assert theirs.get_absolute_url() not in addresses


def test_a_stamp_changes_when_the_page_does_and_only_then(client, user):
    vacancy = make_vacancy()
    mark = mark_vacancy(user, vacancy, "saved")
    before = kept(client)
    assert kept(client) == before
    Mark.objects.get(pk=mark.pk).save()
    after = kept(client)
    address = vacancy.get_absolute_url()
    assert after[address]["stamp"] != before[address]["stamp"]


def test_another_language_is_another_page(client, user, settings):
    before = kept(client)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    address = reverse("recommendations:mark_list")
    assert kept(client)[address]["stamp"] != before[address]["stamp"]


def test_browsers_store_no_list_of_kept_pages(client, user):
    assert "no-store" in client.get(reverse("kept_pages"))["Cache-Control"]


def test_pages_tell_whose_they_are_without_telling_who(client, user):
    page = client.get(reverse("help")).text
    key = re.search(r'data-person="([0-9a-f]{24})"', page)[1]
    assert client.get(reverse("kept_pages")).json()["person"] == key
    client.force_login(make_user())
    assert key not in client.get(reverse("help")).text


def test_the_list_takes_a_fixed_number_of_queries(client, user, django_assert_max_num_queries):
    for _number in range(8):
        mark_vacancy(user, make_vacancy(), "saved")
        Resume.objects.create(owner=user, language="ru", vacancy=make_vacancy())
    with django_assert_max_num_queries(8):
        kept(client)


def test_a_page_says_whose_it_is(client, user):
    key = client.get(reverse("kept_pages")).json()["person"]
    assert client.get(reverse("recommendations:mark_list"))["X-Page-Of"] == key
    assert "X-Page-Of" not in client.get(reverse("manifest"))
    client.logout()
    assert client.get(reverse("home"))["X-Page-Of"] == ""
