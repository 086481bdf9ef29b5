"""Health, metrics, the log and the door that lets in no more than can be answered."""

import json
import logging
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import Failure, OrmQ, Schedule, Task
from django_q.signing import SignedPackage
from django_q.tasks import async_task
from prometheus_client.parser import text_string_to_metric_families

from tests.factories import make_source
from workfinder import health, queueing
from workfinder.admission import Door, admission
from workfinder.log_lines import JsonLines, RequestIds
from workfinder.request_ids import current_request


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def beat(db):
    return Schedule.objects.create(
        name="heartbeat", func="workfinder.heartbeat.beat", next_run=timezone.now()
    )


def checks(client, path="/health/"):
    answer = client.get(path).json()
    return answer["status"], {name: row["state"] for name, row in answer["checks"].items()}


def test_it_lives_without_a_database(client):
    assert client.get("/health/live").json() == {"status": "ok"}


def test_any_probe_may_ask(client, beat, settings):
    settings.ALLOWED_HOSTS = ["work.example.uz"]
    assert client.get("/health/ready", HTTP_HOST="10.1.2.3:8080").status_code == 200


def test_without_the_database_it_is_down(client, beat, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setitem(health.CHECKS, "database", away)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")


def test_a_silent_scheduler_degrades_it(client, beat):
    Schedule.objects.update(next_run=timezone.now() - timedelta(minutes=4))
    status, found = checks(client)
    assert (status, found["queue"], found["database"]) == ("degraded", "degraded", "ok")


def test_tasks_that_nobody_takes_degrade_it(client, beat):
    long_ago = timezone.now() - timedelta(minutes=4)
    OrmQ.objects.create(key="workfinder", payload="x", lock=long_ago)
    assert checks(client)[1]["queue"] == "degraded"


def test_a_long_task_is_no_fault(client, beat):
    long_ago = timezone.now() - timedelta(minutes=4)
    OrmQ.objects.create(key="workfinder", payload="x", lock=long_ago)
    OrmQ.objects.create(key="workfinder", payload="x", lock=timezone.now() + timedelta(hours=1))
    assert checks(client)[1]["queue"] == "ok"


def test_a_full_disk_degrades_it(client, beat, monkeypatch):
    usage = type("Usage", (), {"free": 10})
    monkeypatch.setattr("workfinder.health.shutil.disk_usage", lambda _: usage)
    assert checks(client, "/health/ready")[1]["disk"] == "degraded"


def test_without_vectors_it_is_degraded(client, beat):
    status, found = checks(client, "/health/ready")
    assert (status, found["model"]) == ("degraded", "degraded")


def test_silent_sources_degrade_it(client, beat):
    week = timezone.now() - timedelta(days=60)
    make_source(is_active=True, created_at=week)
    assert checks(client)[1]["sources"] in ("ok", "degraded")


def figures(answer):
    families = text_string_to_metric_families(answer.text)
    return {row.name: row.value for family in families for row in family.samples}


def test_metrics_count_requests_and_the_queue(client, beat):
    client.get("/help/")
    found = figures(client.get("/metrics"))
    assert found["workfinder_requests_total"] >= 1
    assert found["workfinder_queue_waiting"] == 0
    assert found["workfinder_database_connections"] >= 1


def test_metrics_hold_no_addresses(client, db):
    client.get("/vacancies/?q=CANARY")
    assert "CANARY" not in client.get("/metrics").text


@pytest.mark.parametrize(
    "given", [{"REMOTE_ADDR": "10.0.0.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}]
)
def test_metrics_are_for_this_machine_alone(client, db, given):
    assert client.get("/metrics", **given).status_code == 404


@pytest.mark.parametrize(("token", "status"), [("right", 200), ("wrong", 404)])
def test_a_token_opens_metrics_elsewhere(client, db, settings, token, status):
    settings.METRICS_TOKEN = "right"
    given = {"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert client.get("/metrics", **given).status_code == status


def test_an_answer_tells_its_id(client, db):
    assert len(client.get("/help/")["X-Request-ID"]) == 16
    assert client.get("/help/", HTTP_X_REQUEST_ID="from-front-1")["X-Request-ID"] == "from-front-1"


def test_an_id_that_could_forge_the_log_is_not_taken(client, db):
    assert "\n" not in client.get("/help/", HTTP_X_REQUEST_ID="x\nERROR y")["X-Request-ID"]


def test_the_log_names_the_route_and_not_what_was_searched(client, db, caplog):
    caplog.set_level(logging.INFO, "workfinder.requests")
    client.get("/vacancies/?q=CANARY")
    assert "GET /vacancies/ 200" in caplog.text
    assert "CANARY" not in caplog.text


def test_a_line_of_json_carries_the_id():
    record = logging.LogRecord("some", logging.INFO, "", 1, "тест %s", ("a",), None)
    token = current_request.set("abc")
    RequestIds().filter(record)
    current_request.reset(token)
    told = json.loads(JsonLines().format(record))
    assert (told["request_id"], told["message"]) == ("abc", "тест a")


def test_a_task_knows_its_request(db):
    token = current_request.set("of-the-request")
    async_task("workfinder.heartbeat.beat")
    current_request.reset(token)
    task = SignedPackage.loads(OrmQ.objects.get().payload)
    queueing.note_begin(task)
    assert current_request.get() == "of-the-request"
    queueing.note_end(task | {"success": True})


def handed_out(broker):
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
    return broker.dequeue()


def test_a_task_that_ends_its_workers_is_set_aside(db):
    async_task("os.abort")
    broker = get_broker()
    for _ in range(3):
        [(_key, payload)] = handed_out(broker)
        queueing.note_begin(SignedPackage.loads(payload))
    assert handed_out(broker) == []
    assert (OrmQ.objects.count(), Failure.objects.get().result) == (0, queueing.SET_ASIDE)


def test_a_task_that_ends_well_leaves_no_failure(db):
    async_task("workfinder.heartbeat.beat")
    [(_key, payload)] = handed_out(get_broker())
    task = SignedPackage.loads(payload)
    queueing.note_begin(task)
    queueing.note_end(task | {"success": True})
    assert Task.objects.count() == 0


def test_a_task_of_another_key_is_set_aside(db, caplog):
    OrmQ.objects.create(key="workfinder", payload="forged", lock=timezone.now())
    assert handed_out(get_broker()) == []
    assert OrmQ.objects.count() == 0


def test_the_door_lets_in_no_more_than_it_has_places():
    door = Door(1, 0, 0.01)
    assert (door.enter(), door.enter(), door.refused) == (True, False, 1)
    door.leave()
    assert door.enter()


def test_who_waits_gets_a_place_that_becomes_free():
    door = Door(1, 1, 5)
    door.enter()
    threading.Timer(0.05, door.leave).start()
    assert door.enter()


def test_who_waits_too_long_is_sent_away():
    door = Door(1, 1, 0.01)
    door.enter()
    assert not door.enter()


@pytest.mark.parametrize("path", ["/api/v1/regions", "/mobile/vacancies", "/vacancies/"])
def test_who_is_sent_away_hears_when_to_come_back(settings, path):
    settings.WEB_AT_ONCE, settings.WEB_WAITING = 1, 0
    asked = []

    def inner(request):
        asked.append(within(RequestFactory().get(path)))
        return HttpResponse("ok")

    within = admission(inner)
    assert within(RequestFactory().get(path)).status_code == 200
    assert (asked[0].status_code, int(asked[0]["Retry-After"]) > 0) == (503, True)
    assert asked[0].content.decode().strip()


def test_the_first_start_schedules_the_heartbeat(db):
    from workfinder.management.commands.set_up import _schedule

    _schedule()
    assert Schedule.objects.get(name="heartbeat").minutes == 1
