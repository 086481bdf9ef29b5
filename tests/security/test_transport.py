"""What goes over the wire: headers, cookies, and the settings behind an https address."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.urls import reverse

from tests.factories import make_user

PAGES = ["/", "/sign-in/", "/help/", "/privacy/", "/vacancies/", "/docs/", "/nothing/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_what_it_may_load(client, db, path):
    policy = client.get(path)["Content-Security-Policy"]
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'",
                 "frame-ancestors 'none'", "form-action 'self'"):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy


def test_the_desk_alone_may_more(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert "'unsafe-eval'" in client.get("/admin/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
     ("Referrer-Policy", "same-origin")],
)  # fmt: skip
def test_every_page_has_the_headers(client, db, header, value):
    assert client.get("/")[header] == value


def test_cookies_are_out_of_reach_of_scripts(client, db):
    make_user("dilnoza")
    client.get(reverse("accounts:login"))
    client.post(
        reverse("accounts:login"),
        {"username": "dilnoza", "password": "a long enough passphrase"},
    )
    found = {
        name: (morsel["httponly"], morsel["samesite"]) for name, morsel in client.cookies.items()
    }
    assert found["sessionid"] == (True, "Lax")
    assert found["csrftoken"] == (True, "Lax")


def test_signing_in_gives_a_new_session(client, db):
    make_user("dilnoza")
    client.get("/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post(
        reverse("accounts:login"),
        {"username": "dilnoza", "password": "a long enough passphrase"},
    )
    assert client.session.session_key != before


def test_a_form_of_another_site_is_refused(db):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user())
    assert browser.post(reverse("accounts:logout")).status_code == 403


def _deployed(*words):
    environment = {**os.environ, "PUBLIC_URL": "https://work.example.uz", "PROXIES": ""}
    # The browser's tests set it for their own process, where it is meant to be.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, "-W", "ignore", "manage.py", *words]
    return subprocess.run(  # noqa: S603 - our own manage.py
        command, cwd=project.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )


def test_the_check_for_deployment_is_clean_behind_https():
    done = _deployed("check", "--deploy", "--fail-level", "INFO")
    assert "no issues" in done.stdout, done.stdout + done.stderr


def test_behind_https_cookies_and_redirects_are_strict():
    script = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.ALLOWED_HOSTS,"
        " s.PROXIES)"
    )
    said = _deployed("shell", "-v0", "-c", script).stdout.strip()
    assert said == (
        "__Host-sessionid __Host-csrftoken True True True 31536000 ['work.example.uz'] 1"
    )


def test_the_floors_of_libraries_hold():
    from importlib.metadata import version

    floors = {"Django": "5.2.19", "djangorestframework": "3.18.2", "PyJWT": "2.12.0",
              "lxml": "6.1.0", "pillow": "13.0.0", "django-q2": "1.11.0"}  # fmt: skip

    def number(text):
        return tuple(int(part) for part in text.split("."))

    assert [name for name, floor in floors.items() if number(version(name)) < number(floor)] == []
