"""The whole journey while something that the site can do without is away."""

import time
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.signing import SignedPackage
from django_q.tasks import async_task
from rest_framework.test import APIClient
from werkzeug import Response

from recommendations.embedding import get_query_embedder
from recommendations.models import EmbeddingModel
from resumes.tasks import better_resume
from tests.catalog.translators import FakeTranslator
from tests.factories import make_course, make_specialty, make_vacancy
from tests.resumes.models_of_language import ADDRESS
from workfinder import caching

# A port on which nobody listens.
AWAY = "redis://127.0.0.1:1/0"
TOLD = "Katta fabrikada 5 yil ishlaganman, koʻylak va shim tikkanman."
SEWED = "Шила платья и юбки на заказ в ателье, снимала мерки."
PAGES = ["recommendations:specialty_list", "recommendations:vacancy_list", "resumes:resume_list"]


@pytest.fixture(autouse=True)
def _market(db):
    sewing = make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})
    baking = make_specialty("hh-97", name="Novvoy", synonyms={"uz": ["non yopish"]})
    for _ in range(3):
        make_vacancy("Tikuvchi", ("Sewing",), specialty=sewing)
        make_vacancy("Novvoy", specialty=baking)
        make_course("Tikish", ("Sewing",)).specialties.add(sewing)
    Schedule.objects.create(
        name="heartbeat", func="workfinder.heartbeat.beat", next_run=timezone.now()
    )


class Person:
    """Somebody with a phone and a browser; every answer on the way must be a good one."""

    def __init__(self):
        self.phone, self.browser = APIClient(), Client()
        self.phone.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        given = {"username": "malika", "password": "a-long-passphrase-7", "email": "m@example.uz"}
        told = self.ask("post", "auth/register", given)
        self.phone.credentials(HTTP_AUTHORIZATION=f"Bearer {told['access']}")
        self.browser.post(reverse("accounts:login"), given)

    def ask(self, method, path, body=None):
        answer = getattr(self.phone, method)(f"/api/v1/{path}", body)
        assert answer.status_code < 300, (path, answer.content)
        return answer.json()

    def journey(self, **resume):
        """Questionnaire, specialties, vacancies, courses, resume: what came of it."""
        self.ask("patch", "me/profile", {"preferences": "tikish", "about": TOLD})
        self.ask("post", "me/skills", {"name": "tikish"})
        sewed = {"title": "Швея", "start": "2020-01", "description": SEWED}
        self.ask("post", "me/experience", sewed)
        named = [row["code"] for row in self.ask("get", "me/specialties")["results"]]
        matches = self.ask("get", "me/vacancies")["results"]
        assert self.ask("get", "me/home")["courses"]
        made = self.ask("post", "me/resumes", {"language": "ru", **resume})
        for page in PAGES:
            assert self.browser.get(reverse(page)).status_code == 200
        return named, matches, made

    def resume(self, made):
        return self.ask("get", f"me/resumes/{made['id']}")


def is_journey_good(named, matches):
    return named[0] == "hh-141" and matches[0]["vacancy"]["title"] == "Tikuvchi"


def health():
    told = Client().get("/health/").json()
    bad = {name for name, row in told["checks"].items() if row["state"] != "ok"}
    return told["status"], bad


# --- The model of vectors --------------------------------------------------------------------


@pytest.fixture
def _model_is_gone(settings, tmp_path):
    """Vectors were made once; the folder with the model is gone since."""
    settings.MODELS_DIR = tmp_path / "no models"
    EmbeddingModel.objects.create(name="gone", version="1", dimensions=3, is_serving=True)
    get_query_embedder.cache_clear()
    yield
    get_query_embedder.cache_clear()


@pytest.mark.usefixtures("_model_is_gone")
def test_without_the_model_words_are_compared():
    person = Person()
    named, matches, made = person.journey()
    assert is_journey_good(named, matches)
    assert person.resume(made)["state"] == "ready"
    assert Client().get("/vacancies/?q=tikuvchi").status_code == 200
    assert health() == ("degraded", {"model"})


# --- Redis -----------------------------------------------------------------------------------


@pytest.fixture
def _redis_is_away(settings, monkeypatch):
    settings.REDIS_URL = AWAY
    backend = {"BACKEND": "workfinder.caching.RedisCache", "LOCATION": AWAY}
    settings.CACHES = {"default": backend}
    monkeypatch.setattr(caching.Client, "asked_again_at", 0.0)
    monkeypatch.setattr(caching, "PAUSE_SECONDS", 600)
    monkeypatch.setattr(Conf, "BROKER_CLASS", "workfinder.queueing.RedisBroker")
    monkeypatch.setattr(Conf, "REDIS", AWAY)


@pytest.mark.usefixtures("_redis_is_away")
def test_without_redis_the_queue_waits_in_the_database(django_capture_on_commit_callbacks, caplog):
    assert isinstance(caches["default"], caching.RedisCache)
    with django_capture_on_commit_callbacks(execute=True):
        person = Person()
        named, matches, made = person.journey()
    assert is_journey_good(named, matches)
    assert person.resume(made)["state"] == "ready"
    # The letter that confirms the address was asked for, and is not lost.
    assert [row.task["func"] for row in OrmQ.objects.all()] == ["accounts.tasks.send_verification"]
    assert len([row for row in caplog.records if row.name == caching.__name__]) == 1
    status, bad = health()
    assert (status, "queue" in bad, "database" in bad) == ("degraded", True, False)
    assert Client().get("/metrics").status_code == 200


@pytest.mark.usefixtures("_redis_is_away")
def test_workers_go_on_from_the_database_without_redis():
    broker = get_broker()
    assert broker.ping()
    async_task("workfinder.heartbeat.beat")
    [(key, payload)] = handed_out(broker)
    assert SignedPackage.loads(payload)["func"] == "workfinder.heartbeat.beat"
    broker.acknowledge(key)
    assert not OrmQ.objects.exists()


def handed_out(broker):
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
    return broker.dequeue()


# --- A language model, and a translator ------------------------------------------------------


def consent(person, *purposes):
    for purpose in purposes:
        person.ask("put", f"me/consents/{purpose}", {"given": True})


@pytest.fixture
def _services_are_away(settings, tmp_path, httpserver):
    """Both are set up and agreed to, and neither answers as it should."""
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "sk-tests", "http://127.0.0.1:1/v1"
    translator = FakeTranslator(httpserver, tmp_path)
    translator.status, translator.body = 429, "{}"
    settings.GOOGLE_TRANSLATE_API_KEY = str(translator.path)


@pytest.mark.usefixtures("_services_are_away")
def test_without_a_language_model_and_a_translator_the_resume_is_composed():
    person = Person()
    consent(person, "writing", "translating")
    named, matches, made = person.journey(use_ai=True)
    assert is_journey_good(named, matches)
    assert made["state"] == "queued"
    better_resume(made["id"], "en")
    resume = person.resume(made)
    assert resume["state"] == "ready"
    assert "So the resume is composed by us." in resume["notice"]
    assert SEWED in str(resume["content"])


def test_a_language_model_that_is_too_slow_gives_the_composed_resume(settings, httpserver):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "sk-tests", httpserver.url_for("/v1")
    settings.WRITING_SECONDS = 1

    def drip(_request):
        return Response((time.sleep(0.1) or b" " for _ in range(60)), content_type="text/plain")

    httpserver.expect_request(ADDRESS).respond_with_handler(drip)
    person = Person()
    consent(person, "writing")
    _named, _matches, made = person.journey(use_ai=True)
    began = time.monotonic()
    better_resume(made["id"], "en")
    resume = person.resume(made)
    assert time.monotonic() - began < 5
    assert (resume["state"], SEWED in str(resume["content"])) == ("ready", True)
    assert "So the resume is composed by us." in resume["notice"]


def test_without_any_service_the_person_is_told_why():
    person = Person()
    _named, _matches, made = person.journey(use_ai=True)
    resume = person.resume(made)
    assert resume["state"] == "ready"
    assert "No language model is set up" in resume["notice"]
    assert health()[1] <= {"model"}
