"""What is new is found, told once, and sent through a real server."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.consents import give, withdraw
from catalog.models import ImportRun, Vacancy
from catalog.searching import Wanted
from recommendations.alerting import make_letters
from recommendations.mailing import Post
from recommendations.marking import hide_employer, mark_vacancy
from recommendations.models import AlertLetter, AlertSettings, SavedSearch, ToldVacancy
from recommendations.searches import save_search
from recommendations.sending import send_letters
from recommendations.tasks import tell_news
from tests.factories import make_profile, make_source, make_specialty, make_user, make_vacancy

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=2)


def make_reader(**fields):
    """Somebody who may be written to at any hour."""
    given = {"email": "malika@example.com", "email_verified_at": LONG_AGO, "language": "uz"}
    user = make_user(**given | fields)
    give(user, "alerts")
    AlertSettings.objects.create(user=user, quiet_from=0, quiet_until=0, site="http://site.test")
    return user


def save(user, q="tikuvchi", *, by_profile=False, rhythm="at_once", **wanted):
    search = save_search(user, Wanted(q=q, **wanted), by_profile=by_profile, rhythm=rhythm)
    SavedSearch.objects.filter(pk=search.pk).update(looked_until=LONG_AGO, looked_at=LONG_AGO)
    return search


def make_new(title="Tikuvchi fabrikaga", **fields):
    return make_vacancy(title, first_seen_at=NOW - timedelta(hours=1), **fields)


@pytest.fixture
def reader(db):
    return make_reader()


def test_news_of_a_search_come_with_the_reason(reader, mailbox):
    save(reader)
    vacancy = make_new(employer="Atlas", salary_from=4_000_000, currency="UZS")
    tell_news()
    [letter] = mailbox.letters
    text = letter.get_body(("plain",)).get_content()
    assert mailbox.to == ["malika@example.com"]
    assert "Sarlavhasida: “tikuvchi”." in text
    assert f"http://site.test/vacancies/{vacancy.pk}/" in text
    assert "Atlas" in text


def test_a_letter_is_text_and_html_in_the_persons_language(reader, mailbox):
    make_reader(email="b@example.com", language="uz-cyrl")
    for user in (reader, *type(reader).objects.exclude(pk=reader.pk)):
        save(user)
    make_new()
    tell_news()
    tags = [re.search(r'<html lang="([^"]+)"', html_of(letter))[1] for letter in mailbox.letters]
    assert sorted(tags) == ["uz", "uz-Cyrl"]


def html_of(letter):
    return letter.get_body(("html",)).get_content()


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
def test_letters_render_in_four_written_forms(db, mailbox, language):
    save(make_reader(language=language))
    for number in range(12):
        make_new(f"Tikuvchi {number}")
    tell_news()
    assert mailbox.letters[0]["Subject"]
    assert html_of(mailbox.letters[0]).count('class="card"') == 10


def test_the_text_of_a_posting_is_escaped(reader, mailbox):
    save(reader)
    make_new("Tikuvchi <script>alert(1)</script>")
    tell_news()
    assert "<script>" not in html_of(mailbox.letters[0])


def test_a_title_with_a_line_break_makes_no_other_header(reader, mailbox):
    save(reader)
    make_new("Tikuvchi\r\nBcc: all@example.com")
    tell_news()
    assert mailbox.letters[0]["Bcc"] is None


def test_the_letter_can_be_ended_by_the_mail_program(reader, mailbox, client):
    save(reader)
    make_new()
    tell_news()
    letter = mailbox.letters[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>").removeprefix("http://site.test")
    client.post(address, {"List-Unsubscribe": "One-Click"})
    make_new("Tikuvchi uyda")
    tell_news()
    assert len(mailbox.letters) == 1


def test_nothing_comes_twice(reader, mailbox):
    save(reader)
    save(reader, q="fabrikaga")
    make_new()
    for _time in range(3):
        tell_news()
    assert len(mailbox.letters) == 1
    assert ToldVacancy.objects.count() == 1


def test_the_database_itself_lets_nobody_be_told_twice(reader):
    vacancy = make_new()
    told = {"user": reader, "vacancy": vacancy, "search_name": "x"}
    ToldVacancy.objects.create(letter=AlertLetter.objects.create(user=reader), **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        ToldVacancy.objects.create(letter=AlertLetter.objects.create(user=reader), **told)


def test_the_same_opening_from_another_source_is_no_news(reader, mailbox):
    save(reader)
    first = make_new()
    tell_news()
    other = make_new(source=make_source("Other"))
    Vacancy.objects.filter(pk=first.pk).update(same_as=other)
    SavedSearch.objects.update(looked_until=LONG_AGO)
    AlertLetter.objects.update(created_at=LONG_AGO)
    tell_news()
    assert len(mailbox.letters) == 1


def test_what_was_there_before_the_search_is_no_news(reader):
    save_search(reader, Wanted(q="tikuvchi"), by_profile=False, rhythm="at_once")
    make_new()
    assert make_letters() == 0


def test_what_an_import_still_brings_waits_for_its_end(reader):
    save(reader)
    make_new()
    run = ImportRun.objects.create(source=make_source())
    ImportRun.objects.filter(pk=run.pk).update(started_at=NOW - timedelta(hours=2))
    assert make_letters() == 0
    ImportRun.objects.update(state="done")
    assert make_letters() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda user: withdraw(user, "alerts"),
        lambda user: type(user).objects.update(email_verified_at=None),
        lambda user: type(user).objects.update(is_active=False),
        lambda user: SavedSearch.objects.update(rhythm="never"),
        lambda user: AlertSettings.objects.update(
            quiet_from=timezone.localtime().hour, quiet_until=(timezone.localtime().hour + 1) % 24
        ),
        lambda user: hide_employer(user, "Atlas"),
        lambda user: mark_vacancy(user, Vacancy.objects.get(), "hidden"),
        lambda user: Vacancy.objects.get().close(),
    ],
    ids=["withdrew", "unverified", "inactive", "never", "quiet", "employer", "hidden", "closed"],
)
def test_no_letter_is_made_where_none_is_wanted(reader, change):
    save(reader)
    make_new(employer="Atlas")
    change(reader)
    assert make_letters() == 0


def test_a_letter_that_waits_is_dropped_when_consent_is_withdrawn(reader, mailbox):
    save(reader)
    make_new()
    make_letters()
    withdraw(reader, "alerts")
    send_letters()
    assert mailbox.letters == []
    assert AlertLetter.objects.get().state == "dropped"


def test_what_closed_while_it_waited_is_left_out(reader, mailbox):
    save(reader)
    gone = make_new("Tikuvchi ketdi")
    make_new("Tikuvchi qoldi")
    make_letters()
    gone.close()
    send_letters()
    text = mailbox.letters[0].get_body(("plain",)).get_content()
    assert "ketdi" not in text
    assert "qoldi" in text


def test_a_letter_made_before_the_night_waits_for_the_morning(reader, mailbox):
    save(reader)
    make_new()
    make_letters()
    hour = timezone.localtime().hour
    AlertSettings.objects.update(quiet_from=hour, quiet_until=(hour + 2) % 24)
    assert send_letters() == 0
    letter = AlertLetter.objects.get()
    assert letter.state == "waiting"
    assert letter.next_try_at > timezone.now()


def test_news_at_once_come_at_most_once_an_hour(reader, mailbox):
    save(reader)
    make_new()
    tell_news()
    make_new("Tikuvchi uyda")
    SavedSearch.objects.update(looked_until=LONG_AGO)
    tell_news()
    assert len(mailbox.letters) == 1
    AlertLetter.objects.update(created_at=LONG_AGO)
    tell_news()
    assert len(mailbox.letters) == 2


def test_what_suits_the_profile_comes_with_its_reasons(db, mailbox):
    reader = make_reader()
    specialty = make_specialty("hh-141", name="Tikuvchi")
    profile = make_profile(user=reader, preferences="tikish", specialty=specialty,
                           specialty_set_by="person")  # fmt: skip
    profile.finish_questionnaire()
    save(reader, q="", by_profile=True)
    make_new("Tikuvchi", specialty=specialty)
    make_new("Haydovchi", specialty=make_specialty("hh-21", name="Haydovchi"))
    tell_news()
    told = ToldVacancy.objects.get(vacancy__title="Tikuvchi")
    assert told.reasons
    assert not ToldVacancy.objects.filter(vacancy__title="Haydovchi").exists()


def test_a_server_that_is_down_is_tried_again_and_said(reader, mailbox, settings, caplog):
    save(reader)
    make_new()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    tell_news()
    letter = AlertLetter.objects.get()
    assert (letter.state, letter.attempts) == ("waiting", 0)
    assert letter.problem
    assert "mail server failed" in caplog.text
    settings.EMAIL_PORT = port
    tell_news()
    assert len(mailbox.letters) == 1


def test_a_refusal_that_may_pass_is_tried_later(reader, mailbox):
    save(reader)
    make_new()
    mailbox.answers = ["451 Try again later"]
    tell_news()
    letter = AlertLetter.objects.get()
    assert (letter.state, letter.attempts, letter.problem) == ("waiting", 1, "451 Try again later")
    assert letter.next_try_at > timezone.now()
    send_letters(letter.next_try_at)
    assert len(mailbox.letters) == 1


def test_a_refusal_for_good_is_not_tried_again_and_names_no_address(reader, mailbox, caplog):
    save(reader)
    make_new()
    mailbox.answers = ["554 No such mailbox"]
    tell_news()
    send_letters(timezone.now() + timedelta(hours=1))
    assert AlertLetter.objects.get().state == "failed"
    assert mailbox.letters == []
    ours = [row.getMessage() for row in caplog.records if row.name.startswith("recommend")]
    assert ours
    assert not [text for text in ours if "malika" in text]


def test_one_refusal_holds_up_nobody_else(db, mailbox):
    for number in range(3):
        save(make_reader(email=f"p{number}@example.com"))
    make_new()
    mailbox.answers = ["451 Try again later"]
    tell_news()
    assert sorted(mailbox.to) == ["p1@example.com", "p2@example.com"]


def test_a_letter_is_given_up_after_three_days(reader, mailbox, caplog):
    save(reader)
    make_new()
    make_letters()
    AlertLetter.objects.update(created_at=timezone.now() - timedelta(days=4))
    send_letters()
    assert AlertLetter.objects.get().state == "failed"


class Killed(BaseException):
    """What stops a process where no code can answer."""


def test_killed_while_sending_no_letter_goes_twice_and_the_others_go_on(db, mailbox, monkeypatch):
    for number in range(3):
        save(make_reader(email=f"p{number}@example.com"))
    make_new()
    make_letters()
    send = Post.send

    def send_and_die(self, message):
        send(self, message)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Post, "send", send_and_die)
        with pytest.raises(Killed):
            send_letters()
    send_letters(timezone.now() + timedelta(hours=1))
    assert sorted(mailbox.to) == ["p0@example.com", "p1@example.com", "p2@example.com"]
    states = AlertLetter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["unsure", "sent", "sent"]


def test_two_runs_at_once_send_each_letter_once(reader, mailbox, monkeypatch):
    save(reader)
    make_new()
    make_letters()
    send = Post.send

    def send_while_another_runs(self, message):
        assert send_letters() == 0
        send(self, message)

    monkeypatch.setattr(Post, "send", send_while_another_runs)
    send_letters()
    assert len(mailbox.letters) == 1


def test_a_server_that_hangs_up_counts_as_one_that_failed(reader, mailbox, monkeypatch):
    save(reader)
    make_new()

    def hang_up(*_args, **_kwargs):
        raise smtplib.SMTPServerDisconnected("gone")

    with monkeypatch.context() as patched:
        patched.setattr(smtplib.SMTP, "sendmail", hang_up)
        tell_news()
    assert AlertLetter.objects.get().state == "waiting"
    send_letters(timezone.now() + timedelta(hours=1))
    assert len(mailbox.letters) == 1


def test_looking_for_news_takes_a_fixed_number_of_queries_a_person(
    reader, django_assert_max_num_queries
):
    for number in range(9):
        make_new(f"Tikuvchi {number}", skills=("Excel",))
    save(reader)
    with django_assert_max_num_queries(26):
        assert make_letters() == 1
