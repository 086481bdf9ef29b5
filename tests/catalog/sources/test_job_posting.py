"""Sites with JobPosting, read by their sitemap and within the bounds of their robots.txt."""

import gzip
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from werkzeug import Response

from catalog.sources.base import Forgetful, ItemError, RawItem, SourceError
from catalog.sources.job_posting import JobPosting
from catalog.sources.job_posting.linked_data import postings_of

ADAPTER = JobPosting()
ROBOTS = "User-agent: *\nDisallow: /api/\nCrawl-delay: 1\n"


def posting(number, **fields):
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": f"Sotuvchi {number}",
        "description": "<p>Doʻkonda ish</p>",
        "identifier": {"@type": "PropertyValue", "value": str(number)},
        "hiringOrganization": {"@type": "Organization", "name": "Anor", "email": "p@example.com"},
        "jobLocation": {"@type": "Place", "address": {"addressRegion": "Samarqand viloyati"}},
        "baseSalary": {
            "currency": "UZS",
            "value": {"minValue": 3000000, "maxValue": 4000000, "unitText": "MONTH"},
        },
        "employmentType": "FULL_TIME",
        "datePosted": "2026-11-20",
        "applicationContact": {"telephone": "+998901234567"},
        **fields,
    }


def page(data):
    return f'<html><script type="application/ld+json">{json.dumps(data)}</script></html>'


class Site:
    """A site with a sitemap and some pages, and a count of what was asked."""

    def __init__(self, httpserver, *numbers, robots=ROBOTS, lastmod="", **pages):
        self.asked = []
        self.bodies = {f"/vacancies/{number}": page(posting(number)) for number in numbers}
        self.bodies |= {path.replace("__", "/"): body for path, body in pages.items()}
        self.url = httpserver.url_for("").rstrip("/")
        self.robots, self.lastmod, self.httpserver = robots, lastmod, httpserver
        httpserver.expect_request("/robots.txt").respond_with_handler(self.give_robots)
        httpserver.expect_request("/sitemap.xml").respond_with_handler(self.give_sitemap)
        for path in self.bodies:
            httpserver.expect_request(path).respond_with_handler(self.give)

    def give_robots(self, _request):
        return self.robots if isinstance(self.robots, Response) else Response(self.robots)

    def give_sitemap(self, _request):
        rows = "".join(
            f"<url><loc>{self.url}{path}</loc><lastmod>{self.lastmod}</lastmod></url>"
            for path in self.bodies
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return Response(f'<urlset xmlns="{space}">{rows}</urlset>')

    def give(self, request):
        self.asked.append(request.path)
        body = self.bodies[request.path]
        return body if isinstance(body, Response) else Response(body)

    @property
    def options(self):
        return {"address": self.url, "pages": 100}


def titles(pages):
    return [ADAPTER.parse(item, {}).title for page in pages for item in page.items]


def test_the_pages_of_the_sitemap_are_read(httpserver, read_all):
    assert titles(read_all(ADAPTER, Site(httpserver, 1, 2).options)) == ["Sotuvchi 1", "Sotuvchi 2"]


def test_the_pace_of_robots_txt_is_kept(httpserver, read_all, web_allowed):
    site = Site(httpserver, 1, 2, robots="User-agent: *\nCrawl-delay: 4\n")
    read_all(ADAPTER, site.options)
    assert max(web_allowed) > 3


def test_what_robots_txt_forbids_is_not_asked_for(httpserver, read_all):
    site = Site(httpserver, 1, __api__2=page(posting(2)))
    read_all(ADAPTER, site.options)
    assert site.asked == ["/vacancies/1"]


def test_without_robots_txt_everything_may_be_read(httpserver, read_all):
    site = Site(httpserver, 1, robots=Response(status=404))
    assert len(titles(read_all(ADAPTER, site.options))) == 1


def test_a_robots_txt_that_is_broken_stops_the_reading(httpserver, read_all):
    with pytest.raises(SourceError, match=r"robots\.txt"):
        read_all(ADAPTER, Site(httpserver, 1, robots=Response(status=503)).options)


def test_only_pages_with_the_path_are_read(httpserver, read_all):
    site = Site(httpserver, 1, __about="<html></html>")
    read_all(ADAPTER, site.options | {"path": "/vacancies/"})
    assert site.asked == ["/vacancies/1"]


def test_pages_that_have_not_changed_are_remembered(httpserver, read_all):
    site, memory = Site(httpserver, 1, 2, lastmod="2026-11-20"), Forgetful()
    first = titles(read_all(ADAPTER, site.options, memory=memory))
    assert titles(read_all(ADAPTER, site.options, memory=memory)) == first
    assert len(site.asked) == 2
    site.lastmod = "2026-11-21"
    read_all(ADAPTER, site.options, memory=memory)
    assert len(site.asked) == 4


def test_the_budget_is_kept_and_the_rest_comes_next_time(httpserver, read_all):
    site, memory = Site(httpserver, 1, 2, 3, lastmod="2026-11-20"), Forgetful()
    options = site.options | {"pages": 2}
    pages = read_all(ADAPTER, options, memory=memory)
    assert len(titles(pages)) == 2
    assert "1 left" in pages[-1].notes[0]
    assert len(titles(read_all(ADAPTER, options, memory=memory))) == 3


def test_reading_goes_on_from_a_checkpoint(httpserver, read_all):
    site = Site(httpserver, 1, 2)
    rest = read_all(ADAPTER, site.options, {"done": f"{site.url}/vacancies/1"})
    assert titles(rest) == ["Sotuvchi 2"]


def test_one_dead_page_does_not_stop_the_others(httpserver, read_all):
    site = Site(httpserver, 1, 2)
    site.bodies["/vacancies/1"] = Response(status=404)
    assert titles(read_all(ADAPTER, site.options)) == ["Sotuvchi 2"]


def test_a_page_without_a_posting_is_counted(httpserver, read_all):
    site = Site(httpserver, 1, __vacancies__x="<html><p>Nothing</p></html>")
    assert "1 without a JobPosting" in read_all(ADAPTER, site.options)[-1].notes[0]


def test_what_is_over_is_left_out(httpserver, read_all):
    past = (timezone.now() - timedelta(days=9)).isoformat()
    site = Site(httpserver, 1, __vacancies__2=page(posting(2, validThrough=past)))
    assert titles(read_all(ADAPTER, site.options)) == ["Sotuvchi 1"]


def test_nobody_s_contacts_are_kept(httpserver, read_all):
    raw = str(read_all(ADAPTER, Site(httpserver, 1).options))
    assert "998901234567" not in raw


def test_an_index_of_packed_sitemaps(httpserver, read_all):
    url = httpserver.url_for("")
    httpserver.expect_request("/robots.txt").respond_with_data(f"Sitemap: {url}index.xml\n")
    index = f"<sitemapindex><sitemap><loc>{url}a.xml.gz</loc></sitemap></sitemapindex>"
    part = f"<urlset><url><loc>{url}v/1</loc></url></urlset>"
    httpserver.expect_request("/index.xml").respond_with_data(index)
    httpserver.expect_request("/a.xml.gz").respond_with_data(gzip.compress(part.encode()))
    httpserver.expect_request("/v/1").respond_with_data(page(posting(1)))
    assert titles(read_all(ADAPTER, {"address": url, "pages": 9})) == ["Sotuvchi 1"]


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Log in</body></html>",
        "",
        "{}",
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
    ],
)
def test_what_is_no_sitemap_is_said(httpserver, read_all, body):
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/sitemap.xml").respond_with_data(body)
    with pytest.raises(SourceError, match="no sitemap"):
        read_all(ADAPTER, {"address": httpserver.url_for(""), "pages": 9})


def test_a_sitemap_speaks_for_its_own_site_alone(httpserver, read_all):
    httpserver.expect_request("/robots.txt").respond_with_data("")
    body = "<urlset><url><loc>https://other.example/1</loc></url></urlset>"
    httpserver.expect_request("/sitemap.xml").respond_with_data(body)
    with pytest.raises(SourceError, match="lists no page"):
        read_all(ADAPTER, {"address": httpserver.url_for(""), "pages": 9})


def test_a_circle_of_redirects_is_said(httpserver, read_all):
    circle = Response(status=302, headers={"Location": "/sitemap.xml"})
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/sitemap.xml").respond_with_response(circle)
    with pytest.raises(SourceError, match="circles"):
        read_all(ADAPTER, {"address": httpserver.url_for(""), "pages": 9})


def found(**fields):
    return ADAPTER.parse(RawItem("1", posting(1, url="https://x.uz/v/1", **fields)), {})


def test_a_posting():
    vacancy = found()
    assert (vacancy.external_id, vacancy.employer, vacancy.place) == (
        "1",
        "Anor",
        "Samarqand viloyati",
    )
    assert (vacancy.pay.low, vacancy.pay.high, vacancy.pay.currency) == (3000000, 4000000, "UZS")
    assert (vacancy.employment, vacancy.published_at.day) == ("full", 20)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"currency": "USD", "value": {"value": 20, "unitText": "HOUR"}}, (20, 20, "hour")),
        ({"currency": "USD", "value": 900}, (900, 900, "month")),
        ({"currency": "USD", "value": {"minValue": 9, "unitText": "WEEK"}}, (None, None, "")),
        ([{"currency": "USD", "value": {"minValue": 9, "unitText": "DAY"}}], (9, None, "shift")),
        ("by agreement", (None, None, "")),
    ],
)
def test_pay(value, expected):
    pay = found(baseSalary=value).pay
    assert (pay.low, pay.high, pay.period) == expected


def test_remote_work():
    assert found(jobLocationType="TELECOMMUTE").work_modes == ("remote",)


@pytest.mark.parametrize(("months", "words"), [(0, "none"), (12, "1-3"), (48, "3-6"), (90, "6+")])
def test_months_of_experience(months, words):
    assert found(experienceRequirements={"monthsOfExperience": months}).experience == words


def test_without_an_id_the_address_is_one():
    assert found(identifier=None).external_id == "https://x.uz/v/1"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"@graph": [{"@type": "WebPage"}, posting(1)]}),
        json.dumps([posting(1)]),
        json.dumps(posting(1)).replace("Doʻkonda ish", "Doʻkonda\nish"),
        json.dumps(posting(1, **{"@type": ["JobPosting", "Thing"]})),
        json.dumps({"@type": "WebPage", "mainEntity": posting(1)}),
    ],
)
def test_postings_are_found_wherever_they_stand(text):
    body = f"<script type='application/ld+json'>{text}</script>"
    assert postings_of(body, "u")[0]["title"] == "Sotuvchi 1"


@pytest.mark.parametrize("text", ["", "<", "{}", "\x00", "<script type='application/ld+json'>{"])
def test_pages_without_a_posting_have_none(text):
    assert postings_of(text, "u") == []


@pytest.mark.parametrize("raw", [None, [], {}, dict.fromkeys(posting(1)), {"title": 5 * [1]}])
def test_nulls_everywhere_are_set_aside(raw):
    with pytest.raises(ItemError):
        ADAPTER.parse(RawItem("1", raw), {})
