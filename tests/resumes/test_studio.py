"""The studio: lines with their facts, other wordings, designs, versions, letters."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.html import escape
from docx import Document

from resumes.composing import create_resume, file_of
from resumes.content import content_from
from resumes.editing import MOST_VERSIONS, change_line
from tests.factories import make_skill, make_user, make_vacancy
from tests.resumes.people import beginner, tailor

pytestmark = pytest.mark.django_db
LINE = "experience-entry-1-text"
GOES = "Soʻzsiz qolgan satr rezyumedan olinadi."


@pytest.fixture
def mine(client):
    profile = tailor()
    client.force_login(profile.user)
    return create_resume(profile.user, language="uz")


@pytest.fixture
def applied(client):
    profile = tailor()
    profile.skills.create(name="zz", skill=make_skill("Ironing"))
    client.force_login(profile.user)
    vacancy = make_vacancy(
        "Seamstress", skills=("Ironing", "Embroidery"), language="en", employer="Silk"
    )
    return create_resume(profile.user, language="uz", vacancy=vacancy)


def at(resume, name, *args):
    return reverse(f"resumes:{name}", args=[resume.pk, *args])


def said(resume, part="content"):
    resume.refresh_from_db()
    return content_from(getattr(resume, part))


def test_a_line_shows_the_facts_it_stands_on(client, mine):
    page = client.get(at(mine, "line", "content", LINE)).text
    assert "Tikuvchi, Tong" in page


def test_what_a_person_types_is_theirs(client, mine):
    client.post(at(mine, "line", "content", LINE), {"text": "100 ta koʻylak tikdim"})
    line = said(mine).keyed()[LINE]
    assert (line.text, line.typed, line.facts) == ("100 ta koʻylak tikdim", True, ())


def test_a_typed_line_is_in_the_file(client, mine):
    client.post(at(mine, "line", "content", LINE), {"text": "100 ta koʻylak tikdim"})
    mine.refresh_from_db()
    document = Document(BytesIO(file_of(mine, "docx").data))
    assert "100 ta koʻylak tikdim" in [p.text for p in document.paragraphs]


def test_a_line_without_words_goes(client, mine):
    client.post(at(mine, "line", "content", LINE), {"text": ""})
    assert LINE not in said(mine).keyed()


def test_the_name_stays(client, mine):
    client.post(at(mine, "line", "content", "name"), {"text": ""})
    assert said(mine).name.text == "Gulnora Gʻofurova"


def test_a_line_that_is_none_is_not_found(client, mine):
    assert client.get(at(mine, "line", "content", "skills-99")).status_code == 404


def test_a_line_too_long_keeps_the_page(client, mine):
    answer = client.post(at(mine, "line", "content", LINE), {"text": "a" * 10_001})
    assert answer.status_code == 422


def test_a_line_is_added(client, mine):
    client.post(at(mine, "line_add", "content", "skills"), {"text": "Kashta"})
    assert said(mine).keyed()["skills-1"].text == "Kashta"


def test_a_section_is_begun(client, mine):
    client.post(at(mine, "line_add", "content", "additional"), {"text": "Oʻz mashinam bor"})
    assert said(mine).sections[-1].heading == "Qoʻshimcha maʼlumot"


def test_a_section_of_ones_own_invention_is_not(client, mine):
    client.post(at(mine, "line_add", "content", "awards"), {"text": "x"})
    assert "awards" not in {section.key for section in said(mine).sections}


def test_a_change_keeps_what_was_said(client, mine):
    before = mine.content
    client.post(at(mine, "line", "content", LINE), {"text": "boshqacha"})
    assert mine.versions.get().content == before


def test_an_earlier_version_comes_back(client, mine):
    before = mine.content
    client.post(at(mine, "line", "content", LINE), {"text": "boshqacha"})
    client.post(at(mine, "version_restore", mine.versions.get().pk))
    mine.refresh_from_db()
    assert mine.content == before
    assert mine.versions.count() == 2


def test_earlier_versions_are_shown(client, mine):
    client.post(at(mine, "line", "content", LINE), {"text": "boshqacha"})
    assert "tikdim" in client.get(at(mine, "version_list")).text


def test_versions_do_not_grow_without_end(mine):
    for number in range(MOST_VERSIONS + 3):
        change_line(mine, "content", LINE, str(number))
    assert mine.versions.count() == MOST_VERSIONS


def test_the_same_words_are_no_change(client, mine):
    change_line(mine, "content", "name", said(mine).name.text)
    assert not mine.versions.exists()


def test_what_is_kept_private_is_in_no_file(client, mine):
    client.post(at(mine, "look"), {"design": "local", "with_photo": "on", "show_age": "on"})
    mine.refresh_from_db()
    paragraphs = [p.text for p in Document(BytesIO(file_of(mine, "docx").data)).paragraphs]
    assert "+998 90 000-00-00" not in paragraphs
    assert "Tugʻilgan yili: 1988" in paragraphs


def test_the_plain_design_has_no_photo(client, mine):
    client.post(at(mine, "look"), {"design": "plain", "with_photo": "on", "show_phone": "on"})
    mine.refresh_from_db()
    document = Document(BytesIO(file_of(mine, "docx").data))
    assert not list(document.part.package.image_parts)


def test_composing_anew_takes_the_profile_as_it_is_now(client, mine):
    mine.owner.profile.skills.create(name="Kashta")
    client.post(at(mine, "resume_renew"))
    assert "Kashta" in [line.text for line in said(mine).lines()]
    assert mine.versions.exists()


def test_a_machine_reads_what_the_file_says(client, mine):
    page = client.get(at(mine, "machine")).text
    assert "Ish tajribasi" in page
    assert "Gulnora Gʻofurova" in page


def test_what_is_missing_stands_beside(client, applied):
    page = client.get(applied.get_absolute_url()).text
    assert "Embroidery" in page
    assert "Embroidery" not in [line.text for line in said(applied).lines()]


def test_the_letter_is_in_the_language_of_the_posting(applied):
    lines = [line.text for line in said(applied, "letter").lines()]
    assert "Please consider me for the vacancy “Seamstress” at Silk." in lines


def test_the_letter_names_what_both_have(applied):
    lines = [line.text for line in said(applied, "letter").lines()]
    assert "Of what you ask for I have: Ironing." in lines


def test_the_letter_can_be_written_otherwise(client, applied):
    client.post(at(applied, "line", "letter", "letter-0"), {"text": "Hello!"})
    assert said(applied, "letter").keyed()["letter-0"].typed


def test_the_letter_is_shown(client, applied):
    assert "Seamstress" in client.get(at(applied, "letter")).text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_letter_is_a_file(client, applied, kind):
    answer = client.get(at(applied, "letter_file", kind))
    assert "Cover_letter" in answer["Content-Disposition"]


def test_without_a_vacancy_there_is_no_letter(client, mine):
    assert client.get(at(mine, "letter")).status_code == 404
    assert client.get(at(mine, "letter_file", "docx")).status_code == 404


def test_a_line_is_added_to_the_letter(client, applied):
    client.post(at(applied, "line_add", "letter", "letter"), {"text": "Call me."})
    assert "Call me." in [line.text for line in said(applied, "letter").lines()]


def test_a_new_line_too_long_keeps_what_was_typed(client, mine):
    answer = client.post(at(mine, "line_add", "content", "skills"), {"text": "Kashta" * 2000})
    assert (answer.status_code, "KashtaKashta" in answer.text) == (422, True)


def live(client, resume, key, text, part="content", **more):
    return client.post(at(resume, "preview", part, key), {"text": text, **more})


@pytest.mark.parametrize("typed", ["100 ta ko'ylak\n\n\n- tikdim", "<b>oʻ</b>\x07", " Chok "])
def test_the_preview_shows_what_saving_makes(client, mine, typed):
    shown = live(client, mine, LINE, typed).text
    client.post(at(mine, "line", "content", LINE), {"text": typed})
    kept = escape("|".join(said(mine).keyed()[LINE].paragraphs()))
    assert f"<span>{kept.replace('|', '<br>')}</span>" in shown


def test_the_preview_keeps_nothing(client, mine):
    live(client, mine, LINE, "boshqacha")
    live(client, mine, "skills", "Kashta")
    assert content_from(mine.content) == said(mine)
    assert not mine.versions.exists()


def test_the_preview_marks_what_is_no_fact(client, mine):
    assert "chip--typed" in live(client, mine, LINE, "boshqacha").text
    assert "chip--typed" not in live(client, mine, LINE, said(mine).keyed()[LINE].text).text


def test_the_preview_tells_once_that_a_line_goes(client, mine):
    assert GOES in live(client, mine, LINE, " ").text
    assert 'id="line-says"' not in live(client, mine, LINE, " ", told=GOES).text


def test_the_preview_takes_back_what_it_told(client, mine):
    answer = live(client, mine, LINE, "x", told=GOES).text
    assert re.search(r'<div id="line-says" hx-swap-oob="innerHTML">\s*</div>', answer)


def test_the_preview_of_no_name_is_the_name(client, mine):
    assert "Gulnora Gʻofurova" in live(client, mine, "name", "").text


def test_words_that_can_not_be_kept_leave_the_preview(client, mine):
    answer = live(client, mine, LINE, "a" * 10_001)
    assert (answer.status_code, answer["HX-Reswap"]) == (422, "none")
    assert "10000 ta belgi" in answer.text


def test_a_new_line_has_a_preview(client, mine):
    assert "<span>Kashta</span>" in live(client, mine, "skills", "Kashta").text


def test_a_letter_has_a_preview(client, applied):
    assert "<span>Hello!</span>" in live(client, applied, "letter-0", "Hello!", "letter").text


@pytest.mark.parametrize("key", ["skills-99", "awards"])
def test_a_preview_of_nothing_is_not_found(client, mine, key):
    assert live(client, mine, key, "x").status_code == 404


PAGES = [
    ("resume_detail", []), ("line", ["content", "name"]), ("version_list", []),
    ("machine", []), ("letter", []), ("letter_file", ["docx"]),
]  # fmt: skip
DEEDS = [
    ("line", ["content", "name"]), ("line_add", ["content", "skills"]), ("look", []),
    ("preview", ["content", "name"]),
    ("resume_renew", []), ("version_restore", [1]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_stranger_sees_nothing(client, applied, name, args):
    client.force_login(make_user())
    assert client.get(at(applied, name, *args)).status_code == 404


@pytest.mark.parametrize(("name", "args"), DEEDS)
def test_a_stranger_changes_nothing(client, applied, name, args):
    client.force_login(make_user())
    assert client.post(at(applied, name, *args), {"text": "x"}).status_code == 404


def test_a_version_of_another_resume_is_not_restored(client, mine):
    other = create_resume(beginner().user, language="ru")
    change_line(other, "content", "name", "Другой")
    address = at(mine, "version_restore", other.versions.get().pk)
    assert client.post(address).status_code == 404


def test_an_apostrophe_is_shown_as_it_was_typed(client, mine):
    client.post(at(mine, "line", "content", LINE), {"text": "<b>oʻ</b>"})
    assert "&lt;b&gt;oʻ&lt;/b&gt;" in client.get(mine.get_absolute_url()).text


def test_how_far_the_writing_is_is_shown(client, mine):
    mine.state, mine.progress = "writing", 0.4
    mine.save()
    page = client.get(mine.get_absolute_url()).text
    assert 'value="40"' in page


def test_lines_that_were_refused_are_told(client, mine):
    mine.refused = [{"kept": "a", "proposed": "Direktor", "kind": "title", "words": "Direktor"}]
    mine.save()
    assert "<del" in client.get(mine.get_absolute_url()).text


def test_without_a_model_none_is_offered(client, mine):
    assert "use_ai" not in client.get(reverse("resumes:resume_list")).text
