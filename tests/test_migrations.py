"""Migrations lock no table for long and break no code that still runs."""

import threading

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django_migration_linter import MigrationLinter

from workfinder import backing_up

APPS = ["catalog", "accounts", "recommendations", "resumes"]
# Of the time before anybody ran the site, or of a small table: name, and why.
EXCUSED = {
    "0006_devices_and_second_factor": "drops a library's list of tokens, which kept people's rows",
}


@pytest.mark.django_db
def test_no_migration_locks_a_table_or_breaks_what_runs(capsys):
    linter = MigrationLinter(
        include_apps=APPS, ignore_name=list(EXCUSED), no_cache=True, ignore_initial_migrations=True
    )
    linter.lint_all_migrations()
    assert not linter.has_errors, capsys.readouterr().out
    assert linter.nb_total >= len(APPS)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_migration_waits_two_seconds_for_a_lock_and_tries_again(capsys):
    call_command("migrate", "django_q", "0017", verbosity=0)
    holder = psycopg.connect(**{k: v for k, v in backing_up._address().items() if v})
    holder.execute("LOCK TABLE django_q_task, django_q_ormq")
    let_go = threading.Timer(3, holder.close)
    let_go.start()
    call_command("migrate", "django_q", verbosity=0)
    let_go.join()
    assert "gave up" in capsys.readouterr().err
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
