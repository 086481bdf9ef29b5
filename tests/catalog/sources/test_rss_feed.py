"""Feeds in their dialects, from a server of ours."""

import contextlib

import pytest
from werkzeug import Response

from catalog.sources.base import Forgetful, ItemError, RawItem, SourceError
from catalog.sources.rss_feed import RssFeed

ADAPTER = RssFeed()
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Jobs</title>
<language>ru</language>
<item><guid>a1</guid><title>Пекарь</title><link>https://x.uz/1</link>
<description>&lt;p&gt;Печь хлеб&lt;/p&gt;</description>
<pubDate>Mon, 23 Nov 2026 10:00:00 +0500</pubDate><dc:creator>Person</dc:creator>
<category>Хлеб</category></item>
<item><title>No id and no date</title><link>https://x.uz/2</link></item>
<item><title>Nothing but a title</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Jobs</title>
<entry><id>urn:1</id><title>Baker</title><link href="https://x.uz/1"/>
<updated>2026-11-23T10:00:00Z</updated><content type="html">&lt;b&gt;Bread&lt;/b&gt;</content>
<author><name>Person</name><email>p@example.com</email></author></entry></feed>"""


def serve(httpserver, body, **headers):
    httpserver.expect_request("/feed").respond_with_data(
        body, headers={"Content-Type": "application/rss+xml; charset=utf-8", **headers}
    )
    return {"address": httpserver.url_for("/feed")}


def found(read_all, options):
    return [
        ADAPTER.parse(item, options) for page in read_all(ADAPTER, options) for item in page.items
    ]


def test_rss(httpserver, read_all):
    first, *_rest = found(read_all, serve(httpserver, RSS))
    assert (first.external_id, first.title, first.url) == ("a1", "Пекарь", "https://x.uz/1")
    assert (first.published_at.day, first.language, first.key_skills) == (23, "ru", ("Хлеб",))


def test_items_may_have_no_id_and_no_date(httpserver, read_all):
    _first, second, third = found(read_all, serve(httpserver, RSS))
    assert (second.external_id, second.published_at) == ("https://x.uz/2", None)
    assert len(third.external_id) == 64


def test_atom(httpserver, read_all):
    (entry,) = found(read_all, serve(httpserver, ATOM))
    assert (entry.external_id, entry.description) == ("urn:1", "<b>Bread</b>")


def test_authors_are_not_kept(httpserver, read_all):
    pages = read_all(ADAPTER, serve(httpserver, ATOM))
    assert "example.com" not in str(pages)


def test_options_fill_what_items_leave_out(httpserver, read_all):
    options = serve(httpserver, ATOM) | {"employer": "Non", "area": "Qoʻqon", "language": "uz"}
    (entry,) = found(read_all, options)
    assert (entry.employer, entry.place, entry.language) == ("Non", "Qoʻqon", "uz")


def test_courses(httpserver, read_all):
    (entry,) = found(read_all, serve(httpserver, ATOM) | {"what": "courses", "employer": "School"})
    assert (entry.title, entry.provider) == ("Baker", "School")


def test_a_feed_that_has_not_changed_is_not_read_again(httpserver, read_all):
    def answer(request):
        if request.headers.get("If-None-Match") == '"1"':
            return Response(status=304)
        return Response(RSS, headers={"ETag": '"1"', "Content-Type": "text/xml"})

    httpserver.expect_request("/feed").respond_with_handler(answer)
    options, memory = {"address": httpserver.url_for("/feed")}, Forgetful()
    assert len(read_all(ADAPTER, options, memory=memory)[0].items) == 3
    (page,) = read_all(ADAPTER, options, memory=memory)
    assert (page.items, page.notes) == ((), ("Nothing has changed since the last time.",))


@pytest.mark.parametrize("body", ["<html><body>Log in</body></html>", "", "{}", "\x00\x01"])
def test_what_is_no_feed_is_said(httpserver, read_all, body):
    with pytest.raises(SourceError, match="no feed"):
        read_all(ADAPTER, serve(httpserver, body))


def test_of_a_broken_feed_is_read_what_can_be_read(httpserver, read_all):
    assert found(read_all, serve(httpserver, RSS[:700]))[0].title == "Пекарь"


def test_entities_from_outside_are_not_fetched(httpserver, read_all, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    body = f"""<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel>
    <item><guid>1</guid><title>&x; Job</title></item></channel></rss>"""
    assert "SECRET" not in str(read_all(ADAPTER, serve(httpserver, body)))


def test_entities_that_swell_do_no_harm(httpserver, read_all):
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    body = f"""<!DOCTYPE rss [<!ENTITY l0 "ha">{layers}]><rss version="2.0"><channel>
    <item><guid>1</guid><title>&l8;</title></item></channel></rss>"""
    pages = []
    with contextlib.suppress(SourceError):
        pages = read_all(ADAPTER, serve(httpserver, body))
    assert len(str(pages)) < 100_000


@pytest.mark.parametrize("raw", [None, [], {}, {"id": "1"}, {"id": "1", "title": None}])
def test_nulls_everywhere_are_set_aside(raw):
    with pytest.raises(ItemError):
        ADAPTER.parse(RawItem("1", raw), {})
