"""The list of saved and applied, hidden things, and taking back what was done."""

import pytest
from django.urls import reverse

from recommendations.marking import add_vacancy, hide_employer, mark_vacancy
from recommendations.models import HiddenEmployer, Mark
from resumes.models import Resume
from tests.factories import make_user, make_vacancy


@pytest.fixture
def user(client, db):
    user = make_user()
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"recommendations:{name}", args=args)


def page(client, name, *args, **query):
    return client.get(at(name, *args), query).text


def press_undo(client, answer):
    """The button that the page after a deed offers."""
    text = client.get(answer.url, follow=True).text
    key = text.split('name="key" value="')[1].split('"')[0]
    return client.post(at("undo"), {"key": key})


def elsewhere(user, **given):
    return add_vacancy(user, **{"title": "Novvoy", "state": "saved", **given})


def test_the_list_counts_each_state(client, user):
    for state in ("saved", "saved", "interview", "hidden"):
        mark_vacancy(user, make_vacancy(), state)
    counts = [tab.count for tab in client.get(at("mark_list")).context["tabs"]]
    assert counts == [3, 2, 0, 1, 0, 0]


def test_a_state_filters_the_list(client, user):
    mark_vacancy(user, make_vacancy("Novvoy"), "saved")
    mark_vacancy(user, make_vacancy("Haydovchi"), "interview")
    shown = page(client, "mark_list", state="interview")
    assert "Haydovchi" in shown
    assert "Novvoy" not in shown


@pytest.mark.parametrize("state", ["nonsense", "\x00", "💥"])
def test_a_state_that_there_isnt_filters_nothing(client, user, state):
    mark_vacancy(user, make_vacancy("Novvoy"), "saved")
    assert "Novvoy" in page(client, "mark_list", state=state)


def test_hidden_vacancies_have_a_list_of_their_own(client, user):
    mark_vacancy(user, make_vacancy("Novvoy"), "hidden")
    assert "Novvoy" not in page(client, "mark_list")
    assert "Novvoy" in page(client, "hidden_list")


def test_one_from_elsewhere_is_added_with_a_link(client, user):
    form = {"title": "Novvoy", "url": "work.example/7", "state": "applied", "note": "Dilshod aka"}
    client.post(at("mark_new"), form)
    made = Mark.objects.get()
    assert (made.title, made.url, made.vacancy) == ("Novvoy", "https://work.example/7", None)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://work.example/", "http://"])
def test_a_link_that_is_none_is_refused_and_nothing_is_lost(client, user, url):
    answer = client.post(at("mark_new"), {"title": "Novvoy", "url": url, "state": "saved"})
    assert answer.status_code == 422
    assert 'value="Novvoy"' in answer.text
    assert not Mark.objects.exists()


def test_one_from_elsewhere_is_in_nobody_elses_lists(client, user):
    elsewhere(make_user(), title="Sirli ish")
    for name in ("catalog:vacancy_search", "recommendations:mark_list"):
        assert "Sirli ish" not in client.get(reverse(name)).text


def test_the_page_of_a_mark_keeps_notes_and_the_resume(client, user):
    resume = Resume.objects.create(owner=user, language="ru")
    mark = mark_vacancy(user, make_vacancy(), "saved")
    client.post(
        at("mark_detail", mark.pk), {"state": "applied", "resume": resume.pk, "note": "qoʻngʻiroq"}
    )
    mark.refresh_from_db()
    assert (mark.state, mark.resume, mark.note) == ("applied", resume, "qoʻngʻiroq")
    assert resume.get_absolute_url() in page(client, "mark_list")


def test_a_resume_of_somebody_else_is_refused(client, user):
    theirs = Resume.objects.create(owner=make_user(), language="ru")
    mark = mark_vacancy(user, make_vacancy(), "saved")
    answer = client.post(at("mark_detail", mark.pk), {"state": "applied", "resume": theirs.pk})
    assert answer.status_code == 422


def test_the_page_of_a_mark_tells_what_was_when(client, user):
    mark = mark_vacancy(user, make_vacancy(), "saved")
    client.post(at("mark_move", mark.pk), {"state": "offer"})
    states = [change.state for change in client.get(at("mark_detail", mark.pk)).context["changes"]]
    assert states == ["saved", "offer"]


def test_a_resume_that_was_changed_after_it_was_sent_says_so(client, user):
    resume = Resume.objects.create(owner=user, language="ru")
    mark = mark_vacancy(user, make_vacancy(), "applied")
    Mark.objects.filter(pk=mark.pk).update(resume=resume)
    resume.save()
    assert client.get(at("mark_detail", mark.pk)).context["resume_changed_at"] is not None


@pytest.mark.parametrize("name", ["mark_detail", "mark_move", "mark_delete"])
def test_the_marks_of_others_arent_there(client, user, name):
    theirs = mark_vacancy(make_user(), make_vacancy(), "saved")
    assert client.post(at(name, theirs.pk), {"state": "offer"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "saved"


def test_the_hidden_employers_of_others_arent_there(client, user):
    theirs = hide_employer(make_user(), "Нон")
    assert client.post(at("employer_show", theirs.pk)).status_code == 404


@pytest.mark.parametrize("state", ["hidden", "bought", ""])
def test_the_list_moves_nothing_to_a_strange_state(client, user, state):
    mark = mark_vacancy(user, make_vacancy(), "saved")
    assert client.post(at("mark_move", mark.pk), {"state": state}).status_code == 400


def test_hiding_is_undone_to_what_was_before(client, user):
    vacancy = make_vacancy()
    mark_vacancy(user, vacancy, "applied", "qoʻngʻiroq")
    press_undo(client, client.post(at("mark", vacancy.pk), {"state": "hidden"}))
    mark = Mark.objects.get()
    assert (mark.state, mark.note) == ("applied", "qoʻngʻiroq")
    assert [change.state for change in mark.changes.all()] == ["applied"]


def test_the_first_mark_is_undone_to_none(client, user):
    press_undo(client, client.post(at("mark", make_vacancy().pk), {"state": "saved"}))
    assert not Mark.objects.exists()


def test_what_was_taken_off_the_list_comes_back_whole(client, user):
    mark = elsewhere(user, note="Dilshod aka", url="https://work.example/7")
    before = Mark.objects.values().get()
    press_undo(client, client.post(at("mark_delete", mark.pk)))
    assert Mark.objects.values().get() == before


def test_a_hidden_employer_is_undone_and_shown_again(client, user):
    vacancy = make_vacancy(employer="Нон")
    press_undo(client, client.post(at("employer_hide", vacancy.pk)))
    assert not HiddenEmployer.objects.exists()
    hidden = hide_employer(user, "Нон")
    press_undo(client, client.post(at("employer_show", hidden.pk)))
    assert HiddenEmployer.objects.get().name == "Нон"


def test_a_step_is_undone_once(client, user):
    answer = client.post(at("mark", make_vacancy().pk), {"state": "saved"})
    key = next(iter(client.session["undo"]))
    press_undo(client, answer)
    Mark.objects.all().delete()
    text = client.post(at("undo"), {"key": key}, follow=True).text
    assert "qaytarib boʻlmaydi" in text


@pytest.mark.parametrize("key", ["", "nonsense", "💥"])
def test_a_step_that_there_isnt_undoes_nothing(client, user, key):
    mark_vacancy(user, make_vacancy(), "saved")
    client.post(at("undo"), {"key": key})
    assert Mark.objects.exists()


def test_in_place_a_toast_offers_to_undo(client, user):
    vacancy = make_vacancy("Novvoy")
    in_place = {"hx-request": "true"}
    text = client.post(at("mark", vacancy.pk), {"state": "hidden"}, headers=in_place).text
    assert 'id="toast"' in text
    key = text.split('name="key" value="')[1].split('"')[0]
    text = client.post(at("undo"), {"key": key}, headers=in_place).text
    assert 'value="saved"' in text
    assert "<html" not in text


def test_a_vacancy_without_an_employer_hides_nobody(client, user):
    vacancy = make_vacancy(employer="")
    assert client.post(at("employer_hide", vacancy.pk)).status_code == 400


def test_the_page_of_a_vacancy_says_that_its_employer_is_hidden(client, user):
    vacancy = make_vacancy(employer="ООО Нон")
    hidden = hide_employer(user, "Нон")
    assert at("employer_show", hidden.pk) in page(client, "vacancy_detail", vacancy.pk)


@pytest.mark.parametrize("name", ["mark_list", "hidden_list"])
def test_lists_take_a_fixed_number_of_queries(client, user, name, django_assert_max_num_queries):
    resume = Resume.objects.create(owner=user, language="ru")
    for number in range(9):
        state = ("saved", "hidden", "offer")[number % 3]
        mark = mark_vacancy(user, make_vacancy(skills=("Excel",)), state, "a note")
        Mark.objects.filter(pk=mark.pk).update(resume=resume)
        hide_employer(user, f"Employer of {number}")
        elsewhere(user)
    with django_assert_max_num_queries(11):
        page(client, name)


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
def test_pages_render_in_four_written_forms(client, user, settings, language):
    mark = elsewhere(user, url="https://work.example/7")
    hide_employer(user, "Нон")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address in (at("mark_new"), at("hidden_list"), at("mark_detail", mark.pk), at("mark_list")):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("is_hidden", [True, False])
def test_an_employer_that_is_hidden_is_not_offered_for_hiding(client, user, is_hidden):
    vacancy = make_vacancy(employer="Нон")
    mark_vacancy(user, vacancy, "hidden")
    if is_hidden:
        hide_employer(user, "Нон")
    text = client.get(vacancy.get_absolute_url()).text
    hide = reverse("recommendations:employer_hide", args=[vacancy.pk])
    assert (hide in text) is not is_hidden
