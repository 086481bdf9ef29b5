"""Texts in another language, through the real client and a server of ours."""

import json
import re
import time

import pytest
from werkzeug import Response

from catalog.models import Translation
from catalog.tasks import translate_offer
from catalog.translating import Wish, google, translate
from catalog.translating.protecting import NameKeeper
from tests.catalog.translators import ADDRESS, FakeTranslator, account
from tests.factories import make_course, make_specialty, make_user, make_vacancy

pytestmark = pytest.mark.django_db
TEXT = "Шью платья на заказ, работаю на оверлоке"


@pytest.fixture
def translator(httpserver, settings, tmp_path):
    made = FakeTranslator(httpserver, tmp_path)
    settings.GOOGLE_TRANSLATE_API_KEY = str(made.path)
    return made


def one(text=TEXT, **how):
    return translate([text], Wish(**{"language": "en", **how}))[0]


def test_a_text_comes_back_in_the_language_asked_for(translator):
    assert one().text == f"[en] {TEXT}"


def test_the_language_of_the_text_goes_along(translator):
    one()
    assert translator.asked[0]["source"] == "ru"


def test_the_same_text_goes_out_once(translator):
    assert one() == one()
    assert len(translator.asked) == 1


def test_a_private_text_is_remembered_for_its_owner_alone(translator):
    one(owner_id=make_user().pk)
    one(owner_id=make_user().pk)
    assert len(translator.asked) == 2


def test_private_translations_go_with_their_owner(translator):
    owner = make_user()
    one(owner_id=owner.pk)
    owner.delete()
    assert not Translation.objects.exists()


def test_names_of_ours_stay_here_and_come_back_in_the_language(translator):
    make_specialty(name="x", name_ru="Швея-закройщик", name_en="Tailor")
    assert one("Ищем: швея-закройщик, опыт два года").text == "[en] Ищем: tailor, опыт два года"
    assert "закройщик" not in translator.texts[0]


def test_a_lost_name_gives_the_original(translator):
    make_specialty(name="x", name_ru="Швея-закройщик", name_en="Tailor")
    translator.say = lambda text, target: re.sub(r"\u27e6\d\u27e7", "", text)
    found = one("Ищем: швея-закройщик, опыт два года")
    assert (found.is_translated, "lost a name" in found.reason) == (False, True)


def test_spaces_inside_a_placeholder_are_forgiven():
    sent = NameKeeper({"Швея": "Tailor"}).protect("Нужна Швея")
    assert sent.restored("We need \u27e6 0 \u27e7") == "We need Tailor"


def test_a_placeholder_in_the_text_itself_is_not_ours():
    assert NameKeeper({}).protect("a \u27e67\u27e7 b").text == "a 7 b"


def test_entities_are_undone(translator):
    translator.say = lambda text, target: "Sew &amp; mend: it&#39;s &quot;mine&quot;"
    assert one().text == 'Sew & mend: it\'s "mine"'


def test_markup_keeps_its_tags_and_nothing_else(translator):
    translator.say = lambda text, target: "<p>Sew</p><script>alert(1)</script>"
    assert one("<p>Шью платья</p>", is_html=True).text == "<p>Sew</p>"


def test_cyrillic_uzbek_goes_by_latin_and_our_table(translator):
    translator.say = lambda text, target: f"Koʻylak tikaman {target}"
    assert one(language="uz-Cyrl").text == "Кўйлак тикаман уз"


def test_the_other_alphabet_needs_no_translator(settings):
    settings.GOOGLE_TRANSLATE_API_KEY = ""
    found = one("Кўйлак ва шим тикаман", language="uz", source="uz-Cyrl")
    assert found.text == "Koʻylak va shim tikaman"


def test_a_text_in_the_language_already_stays(translator):
    assert not one(language="ru").is_translated
    assert translator.asked == []


def test_without_a_translator_the_original_says_so(settings):
    settings.GOOGLE_TRANSLATE_API_KEY = ""
    found = one()
    assert (found.text, found.reason) == (TEXT, "No translator is set up on this site.")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "The translator refuses our account."),
        (429, "The translator’s quota is used up for now."),
        (500, "The translator did not answer in time."),
    ],
)
def test_a_refusal_gives_the_original_with_the_reason(translator, status, reason):
    translator.status = status
    translator.body = json.dumps({"error": {"code": status, "message": "no"}})
    found = one()
    assert (found.text, found.is_translated, found.reason) == (TEXT, False, reason)


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"data": {"translations": [{}]}}', "null"])
def test_an_answer_that_is_none_gives_the_original(translator, body):
    translator.body = body
    assert one() == one()
    assert (one().text, one().is_translated) == (TEXT, False)


def test_what_failed_is_not_asked_again_at_once(translator):
    translator.status, translator.body = 429, "{}"
    one()
    one()
    assert len(translator.asked) == 1


def test_a_slow_answer_gives_the_original(translator, monkeypatch):
    monkeypatch.setattr(google, "SECONDS", 0.5)
    translator.server.clear()

    def drip(request):
        def pieces():
            for _ in range(30):
                time.sleep(0.1)
                yield b" "

        return Response(pieces(), content_type="application/json")

    translator.server.expect_request("/token").respond_with_json(
        {"access_token": "t", "expires_in": 3600}
    )
    translator.server.expect_request(ADDRESS).respond_with_handler(drip)
    began = time.monotonic()
    assert one().text == TEXT
    assert time.monotonic() - began < 2


def test_an_endless_answer_gives_the_original(translator):
    translator.body = json.dumps({"x": "y" * (google.MOST_BYTES + 1)})
    assert one().text == TEXT


@pytest.mark.parametrize("said", ["", "{}", "[1]", "not json", '{"type": "service_account"}'])
def test_a_malformed_file_gives_the_original(settings, tmp_path, said):
    path = tmp_path / "key.json"
    path.write_text(said)
    settings.GOOGLE_TRANSLATE_API_KEY = str(path)
    assert "is not the JSON key" in one().reason


def test_a_broken_private_key_gives_the_original(httpserver, settings, tmp_path):
    path = tmp_path / "key.json"
    path.write_text(json.dumps(account(httpserver, private_key="-----BEGIN")))
    settings.GOOGLE_TRANSLATE_API_KEY = str(path)
    assert (one().text, one().is_translated) == (TEXT, False)


def test_an_absent_file_gives_the_original(settings, tmp_path):
    settings.GOOGLE_TRANSLATE_API_KEY = str(tmp_path / "none.json")
    assert "can’t be read" in one().reason


def test_a_day_has_its_limit(translator, settings):
    settings.TRANSLATED_CHARACTERS_A_DAY = 10
    assert "tomorrow" in one().reason
    assert translator.asked == []


def test_words_that_must_stay_do_not_go_out(translator):
    assert one("Работала у Дилбар Каримовой", kept=("Дилбар", "Каримовой")).text.endswith(
        "Дилбар Каримовой"
    )
    assert "Дилбар" not in translator.texts[0]


# --- A posting in the reader's language -------------------------------------------------------


@pytest.fixture
def posted(translator):
    text = "<p>Требуется <strong>швея</strong> на производство</p>"
    return make_vacancy("Швея на производство", description=text, language="ru")


def test_a_posting_is_translated_on_demand(client, posted, translator):
    address = f"/api/v1/vacancies/{posted.pk}/translation"
    asked = client.post(address, {"language": "en"}, content_type="application/json")
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    assert translate_offer("vacancy", posted.pk, "en") == "ready"
    answer = client.get(f"{address}?language=en").json()
    assert (answer["state"], answer["title"]) == ("ready", "[en] Швея на производство")
    assert "<strong>" in answer["description"]


def test_reading_asks_nobody(client, posted, translator):
    client.get(f"/api/v1/vacancies/{posted.pk}/translation?language=en")
    client.get(f"/vacancies/{posted.pk}/?translated=1", headers={"accept-language": "en"})
    assert translator.asked == []


def test_the_page_shows_the_translation_marked(client, posted):
    translate_offer("vacancy", posted.pk, "en")
    page = client.get(f"/vacancies/{posted.pk}/?translated=1", headers={"accept-language": "en"})
    assert "Translated by a machine" in page.text
    assert "[en] Швея на производство" in page.text


def test_the_page_offers_a_button_to_readers_of_another_language(client, posted):
    button = f"/vacancies/{posted.pk}/translate/"
    page = f"/vacancies/{posted.pk}/"
    assert button in client.get(page, headers={"accept-language": "en"}).text
    assert button not in client.get(page, headers={"accept-language": "ru"}).text


def test_the_button_leads_to_the_page(client, posted):
    answer = client.post(f"/vacancies/{posted.pk}/translate/", headers={"accept-language": "en"})
    assert answer["Location"] == f"/vacancies/{posted.pk}/?translated=1"


def test_without_a_translator_there_is_no_button(client, posted, settings):
    settings.GOOGLE_TRANSLATE_API_KEY = ""
    page = client.get(f"/vacancies/{posted.pk}/", headers={"accept-language": "en"})
    assert "/translate/" not in page.text


def test_a_failure_shows_the_original_with_the_reason(client, posted, translator):
    translator.status, translator.body = 429, "{}"
    assert translate_offer("vacancy", posted.pk, "en") == "failed"
    page = client.get(f"/vacancies/{posted.pk}/?translated=1", headers={"accept-language": "en"})
    assert "quota is used up" in page.text
    assert "швея" in page.text


def test_a_course_is_translated_on_demand(client, translator):
    course = make_course("Кройка и шитьё", description="<p>Для начинающих</p>", language="ru")
    assert translate_offer("course", course.pk, "uz") == "ready"
    answer = client.get(f"/api/v1/courses/{course.pk}/translation?language=uz").json()
    assert answer["title"].startswith("[uz]")


def test_what_is_gone_is_not_translated():
    assert translate_offer("vacancy", 10**9, "en") == "vacancy 1000000000 is gone"
