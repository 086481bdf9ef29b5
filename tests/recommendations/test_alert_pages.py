import pytest
from django.urls import reverse

from accounts.consents import give, has_consent
from catalog.searching import Wanted
from recommendations.letters import stop_key
from recommendations.models import AlertLetter, AlertSettings, SavedSearch, ToldVacancy
from recommendations.searches import MOST_SEARCHES, save_search
from tests.factories import make_region, make_user, make_vacancy


@pytest.fixture
def user(client, db):
    user = make_user()
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"recommendations:{name}", args=args)


def saved(user, q="tikuvchi", **given):
    return save_search(user, Wanted(q=q), by_profile=False, **given)


def test_the_search_page_offers_to_save_what_it_shows(client, user):
    region = make_region()
    query = {"q": "tikuvchi", "region": region.pk, "work_mode": "remote", "salary_from": "4000000"}
    page = client.get(reverse("catalog:vacancy_search"), query).text
    kept = page.split('name="query" value="')[1].split('"')[0].replace("&amp;", "&")
    client.post(at("search_save"), {"query": kept})
    assert SavedSearch.objects.get().filters == {
        "q": "tikuvchi", "region": region.pk, "work_mode": "remote", "salary_from": "4000000",
    }  # fmt: skip


def test_the_same_search_is_saved_once(client, user):
    for _time in range(2):
        client.post(at("search_save"), {"query": "q=tikuvchi"})
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize(
    "query", ["region=💥", "q=%00", "salary_from=-1", "page=2", "x" * 3000, ""]
)
def test_nonsense_in_a_search_is_left_out(client, user, query):
    assert client.post(at("search_save"), {"query": query}).status_code == 302
    assert client.get(at("alert_list")).status_code == 200


def test_nobody_saves_searches_without_end(client, user):
    for number in range(MOST_SEARCHES):
        saved(user, q=f"ish{number}")
    page = client.post(at("search_save"), {"query": "q=one more"}, follow=True)
    assert "30 ta" in page.text
    assert SavedSearch.objects.count() == MOST_SEARCHES


def test_letters_are_allowed_and_ended_on_the_page(client, user):
    form = {"quiet_from": "21", "quiet_until": "7"}
    client.post(at("alert_settings"), {**form, "allow": "yes"})
    assert has_consent(user, "alerts")
    assert AlertSettings.objects.get().quiet_from == 21
    client.post(at("alert_settings"), {**form, "allow": "no"})
    assert not has_consent(user, "alerts")


def test_hours_that_there_arent_are_refused_and_allow_nothing(client, user):
    form = {"quiet_from": "25", "quiet_until": "7", "allow": "yes"}
    assert client.post(at("alert_settings"), form).status_code == 422
    assert not has_consent(user, "alerts")


def test_the_rhythm_is_changed(client, user):
    search = saved(user)
    client.post(at("search_change", search.pk), {"rhythm": "weekly"})
    search.refresh_from_db()
    assert search.rhythm == "weekly"


def test_a_strange_rhythm_is_refused(client, user):
    search = saved(user)
    assert client.post(at("search_change", search.pk), {"rhythm": "hourly"}).status_code == 400


def test_a_deleted_search_comes_back(client, user):
    search = saved(user, rhythm="weekly")
    page = client.post(at("search_delete", search.pk), follow=True).text
    assert not SavedSearch.objects.exists()
    client.post(at("undo"), {"key": page.split('name="key" value="')[1].split('"')[0]})
    assert SavedSearch.objects.get().rhythm == "weekly"
    assert SavedSearch.objects.get().looked_until == search.looked_until


@pytest.mark.parametrize("name", ["search_change", "search_delete"])
def test_the_searches_of_others_arent_there(client, user, name):
    theirs = saved(make_user())
    assert client.post(at(name, theirs.pk), {"rhythm": "never"}).status_code == 404


def test_the_letters_of_others_arent_shown(client, user):
    other = make_user()
    letter = AlertLetter.objects.create(user=other)
    told = {"letter": letter, "user": other, "search_name": "Sirli qidiruv"}
    ToldVacancy.objects.create(vacancy=make_vacancy("Sirli ish"), **told)
    assert "Sirli" not in client.get(at("alert_list")).text


@pytest.mark.parametrize("name", ["alert_list"])
def test_pages_are_for_the_signed_in(client, db, name):
    assert client.get(at(name)).url.startswith(reverse("accounts:login"))


def test_looking_at_the_stop_link_ends_nothing(client, db):
    user = make_user()
    give(user, "alerts")
    assert client.get(at("alert_stop", stop_key(user))).status_code == 200
    assert has_consent(user, "alerts")


def test_one_press_ends_letters_without_signing_in(client, db):
    user = make_user()
    give(user, "alerts")
    client.post(at("alert_stop", stop_key(user)))
    assert not has_consent(user, "alerts")


def test_a_changed_stop_link_ends_nothing(client, db):
    user = make_user()
    give(user, "alerts")
    key = stop_key(user)
    changed = key[:-1] + ("A" if key[-1] != "A" else "B")
    assert client.post(at("alert_stop", changed)).status_code == 404
    assert has_consent(user, "alerts")


def test_the_page_takes_a_fixed_number_of_queries(client, user, django_assert_max_num_queries):
    for number in range(9):
        saved(user, q=f"ish{number}")
        letter = AlertLetter.objects.create(user=user)
        told = {"letter": letter, "user": user, "search_name": "x"}
        ToldVacancy.objects.create(vacancy=make_vacancy(), **told)
    with django_assert_max_num_queries(14):
        client.get(at("alert_list"))


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
def test_pages_render_in_four_written_forms(client, user, settings, language):
    saved(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address in (at("alert_list"), at("alert_stop", stop_key(user)), at("alert_stop", "x")):
        assert client.get(address).status_code in (200, 404)
