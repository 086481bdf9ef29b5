"""Turns: how many somebody has, for all processes of a machine together."""

import os
import signal
import threading
from multiprocessing import get_context
from time import perf_counter

import pytest
import time_machine
from django.core.cache import cache
from rest_framework.test import APIRequestFactory

from accounts.limits import NEAR, ROOMS, CostlyThrottle, Turns, turns

FORKS = get_context("fork")


def took(table, times, key="somebody", step=60.0, span=3600.0):
    return sum(table.take(key, step, span)[0] == 0 for _ in range(times))


@pytest.fixture
def clock():
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        yield clock


def test_all_turns_may_be_taken_at_once(clock):
    assert took(Turns(), 100) == 60


def test_turns_come_back_one_by_one(clock):
    table = Turns()
    took(table, 60)
    wait, _back = table.take("somebody", 60.0, 3600.0)
    assert wait == pytest.approx(60)
    clock.shift(59)
    assert took(table, 1) == 0
    clock.shift(1)
    assert took(table, 2) == 1
    clock.shift(3600)
    assert took(table, 100) == 60


def test_nobody_takes_the_turns_of_others(clock):
    table = Turns()
    assert [took(table, 100, str(number)) for number in range(50)] == [60] * 50


def test_a_clock_that_is_set_back_locks_nobody_out(clock):
    table = Turns()
    took(table, 60)
    clock.shift(-7200)
    assert took(table, 100) == 60


def test_more_people_than_room_still_get_in(clock, monkeypatch):
    monkeypatch.setattr("accounts.limits.ROOMS", NEAR)
    table = Turns()
    assert [took(table, 1, str(number)) for number in range(5 * NEAR)] == [1] * 5 * NEAR


def test_what_others_know_counts(clock):
    now = 1_800_000_000
    assert Turns().take("somebody", 60.0, 3600.0, elsewhere=now + 3600.0)[0] == pytest.approx(60)
    assert Turns().take("somebody", 60.0, 3600.0, elsewhere=now + 9999.0)[0] == 0


def in_forks(deed, count=2):
    forks = [FORKS.Process(target=deed) for _ in range(count)]
    for fork in forks:
        fork.start()
    return forks


def test_processes_count_together():
    table, told = Turns(), FORKS.SimpleQueue()
    for fork in in_forks(lambda: told.put(took(table, 50))):
        fork.join()
    assert told.get() + told.get() == 60


def test_threads_count_together():
    table, told = Turns(), []
    threads = [threading.Thread(target=lambda: told.append(took(table, 50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(told) == 60


def test_a_process_that_is_killed_leaves_the_door_open():
    table, is_in = Turns(), FORKS.Event()

    def hold():
        with table._alone():
            is_in.set()
            signal.pause()

    [fork] = in_forks(hold, 1)
    assert is_in.wait(10)
    os.kill(fork.pid, signal.SIGKILL)
    fork.join()
    assert took(table, 1) == 1


def test_a_turn_costs_next_to_nothing():
    table, began = Turns(), perf_counter()
    took(table, 1000)
    # 2 ms a request is the most that it may cost; here it is a thousandth of a busy machine's.
    assert perf_counter() - began < 2


def test_the_table_is_small():
    assert ROOMS * 16 == 1 << 20


def throttle(rate, monkeypatch):
    monkeypatch.setattr(CostlyThrottle, "THROTTLE_RATES", {"sign_in": rate})
    view = type("View", (), {"throttle_scope": "sign_in"})
    request = APIRequestFactory().get("/")
    request.user = type("Nobody", (), {"is_authenticated": False})
    found = CostlyThrottle()
    return lambda: found.allow_request(request, view)


def test_machines_that_share_a_cache_count_together(monkeypatch, settings):
    settings.REDIS_URL = "redis://a-cache-of-tests"
    ask = throttle("3/hour", monkeypatch)
    assert [ask(), ask()] == [True, True]
    # As another machine: it shares the cache, and not the memory.
    turns.clear()
    assert [ask(), ask()] == [True, False]
    cache.clear()
    turns.clear()
    assert ask()
