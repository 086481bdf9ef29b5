"""The way out: only where it may lead, and unharmed by whatever comes back."""

import gzip
import json
import threading
import time
from datetime import timedelta

import pytest
from werkzeug import Response

from catalog.sources import addresses, hosts, http
from catalog.sources.addresses import is_global, target_of
from catalog.sources.base import SourceError
from catalog.sources.http import RefusedError, Web


def serve(httpserver, *answers):
    """Answers in turn; the last one again and again."""
    left = list(answers)

    def handler(_request):
        return left.pop(0) if len(left) > 1 else left[0]

    httpserver.expect_request("/x").respond_with_handler(handler)
    return httpserver.url_for("/x")


def get(url, **kwargs):
    with Web() as web:
        return web.get(url, **kwargs)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_of_the_open_network(address):
    assert not is_global(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_addresses_of_the_open_network(address):
    assert is_global(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:7f00:1]/",
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://user:secret@example.com/",
        "https://",
        "https://[",
        "https://example.com:99999/",
        "javascript:alert(1)",
        "",
    ],
)
def test_addresses_that_may_not_be_asked(settings, url):
    settings.SOURCES_ALLOWED_HOSTS = []
    with pytest.raises(SourceError):
        target_of(url)


def test_a_name_that_leads_inside_is_refused(settings, monkeypatch):
    settings.SOURCES_ALLOWED_HOSTS = []
    found = [(2, 1, 6, "", (ip, 443)) for ip in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(SourceError, match="private network"):
        target_of("https://rebound.example/")


def test_the_machine_that_was_checked_is_asked_by_its_host_s_name(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **kwargs: found)
    target = target_of("https://jobs.example/list?a=1")
    assert (target.asked, target.sign) == ("https://93.184.216.34/list?a=1", "jobs.example")


def test_a_redirect_to_the_inside_is_refused(httpserver, settings):
    settings.SOURCES_ALLOWED_HOSTS = ["localhost"]
    away = Response(status=302, headers={"Location": "https://169.254.169.254/latest"})
    with pytest.raises(SourceError, match="private network"):
        get(serve(httpserver, away))


def test_a_redirect_is_followed(httpserver):
    httpserver.expect_request("/y").respond_with_data("there")
    away = Response(status=301, headers={"Location": "/y"})
    assert get(serve(httpserver, away)).text == "there"


def test_a_token_is_not_told_to_another_host(httpserver):
    told = []

    def handler(request):
        told.append(request.headers.get("Authorization"))
        return Response("there")

    httpserver.expect_request("/y").respond_with_handler(handler)
    other = f"http://127.0.0.1:{httpserver.port}/y"
    url = serve(httpserver, Response(status=302, headers={"Location": other}))
    get(url.replace("127.0.0.1", "localhost"), headers={"Authorization": "Bearer x"})
    assert told == [None]


def test_a_circle_of_redirects_ends(httpserver):
    circle = Response(status=302, headers={"Location": "/x"})
    with pytest.raises(SourceError, match="circles"):
        get(serve(httpserver, circle))


def test_too_many_requests_wait_as_long_as_asked(httpserver, web_allowed):
    slow = Response(status=429, headers={"Retry-After": "7"})
    assert get(serve(httpserver, slow, Response("now"))).text == "now"
    assert 7.0 in web_allowed


def test_a_pause_that_is_too_long_is_left_to_the_next_import(httpserver):
    slow = Response(status=429, headers={"Retry-After": "3600"})
    with pytest.raises(RefusedError) as raised:
        get(serve(httpserver, slow))
    assert raised.value.wait == timedelta(hours=1)


def test_retry_after_may_be_a_date(httpserver, web_allowed):
    slow = Response(status=503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    assert get(serve(httpserver, slow, Response("now"))).text == "now"


def test_an_error_of_the_server_is_tried_again_ever_later(httpserver, web_allowed):
    page = Response("<html>oops</html>", status=500, content_type="text/html")
    with pytest.raises(RefusedError, match="error 500"):
        get(serve(httpserver, page))
    waits = [wait for wait in web_allowed if wait > hosts.REST_S / 1000]
    assert len(httpserver.log) == http.TRIES
    assert waits[0] < waits[-1]


def test_an_error_of_ours_is_not_tried_again(httpserver):
    with pytest.raises(RefusedError) as raised:
        get(serve(httpserver, Response(json.dumps({"errors": []}), status=403)))
    assert raised.value.answer.json() == {"errors": []}
    assert len(httpserver.log) == 1


def test_nothing_has_changed(httpserver):
    answer = get(serve(httpserver, Response(status=304)), headers={"If-None-Match": '"a"'})
    assert answer.is_same


def test_cut_off_json_is_said(httpserver):
    with pytest.raises(SourceError, match="not JSON"):
        get(serve(httpserver, Response('{"items": [1, 2'))).json()


def test_a_body_that_is_too_large_is_left(httpserver, monkeypatch):
    monkeypatch.setattr(http, "MOST_BYTES", 1000)
    with pytest.raises(SourceError, match="larger than"):
        get(serve(httpserver, Response("a" * 5000)))


def test_a_bomb_of_gzip_is_not_unpacked(httpserver):
    bomb = gzip.compress(b"\0" * (http.MOST_BYTES * 3))
    with pytest.raises(SourceError, match="larger than"):
        get(serve(httpserver, Response(bomb, headers={"Content-Encoding": "gzip"})))


def test_gzip_is_unpacked(httpserver):
    packed = Response(gzip.compress(b"text"), headers={"Content-Encoding": "gzip"})
    assert get(serve(httpserver, packed)).text == "text"


def test_gzip_that_was_cut_off_is_said(httpserver):
    packed = gzip.compress(json.dumps(list(range(5000))).encode())[:-2000]
    with pytest.raises(SourceError, match="cut off"):
        get(serve(httpserver, Response(packed, headers={"Content-Encoding": "gzip"})))


def test_one_byte_at_a_time_ends_by_the_deadline(httpserver, monkeypatch):
    monkeypatch.setattr(http, "TIMEOUT_S", 0.3)
    monkeypatch.setattr(http, "TRIES", 1)
    tick = threading.Event()

    def drip():
        for _ in range(100):
            tick.wait(0.05)
            yield b"a"

    started = time.monotonic()
    with pytest.raises(SourceError, match="no answer in time"):
        get(serve(httpserver, Response(drip())))
    assert time.monotonic() - started < 5


def test_a_closed_port_can_t_be_reached(monkeypatch):
    monkeypatch.setattr(http, "TRIES", 1)
    with pytest.raises(SourceError, match="can't be reached"):
        get("http://127.0.0.1:9/")


def test_the_breaker_opens_after_several_failures(httpserver, monkeypatch):
    monkeypatch.setattr(hosts, "MOST_FAILURES", 3)
    url = serve(httpserver, Response(status=500))
    with pytest.raises(SourceError, match="left alone") as raised:
        get(url)
    assert raised.value.wait > timedelta(minutes=4)
    assert len(httpserver.log) == 3


def test_the_breaker_closes_after_one_good_try(httpserver, monkeypatch):
    monkeypatch.setattr(hosts, "MOST_FAILURES", 1)
    monkeypatch.setattr(hosts, "REST_S", -1.0)
    assert get(serve(httpserver, Response(status=500), Response("well"))).text == "well"
    assert get(httpserver.url_for("/x")).text == "well"


def test_requests_of_a_host_keep_their_pace(httpserver, web_allowed):
    url = serve(httpserver, Response("a"))
    get(url)
    get(url)
    assert 0 < web_allowed[-1] <= http.PACE_S


def test_a_state_from_the_future_doesn_t_count(httpserver, settings):
    url = serve(httpserver, Response("a"))
    get(url)
    (path,) = (settings.VAR_DIR / "hosts").iterdir()
    path.write_text(json.dumps({"last": time.time() + 1e6, "open_until": time.time() + 1e6}))
    assert get(url).text == "a"


def test_it_says_who_asks(httpserver, settings):
    settings.SOURCES_USER_AGENT = "CareerCanvas/1.0 (me@example.uz)"
    get(serve(httpserver, Response("a")))
    request, _answer = httpserver.log[0]
    assert request.headers["User-Agent"] == "CareerCanvas/1.0 (me@example.uz)"
