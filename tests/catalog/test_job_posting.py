"""What search engines read of a vacancy, and where they may look."""

import json
import re

import pytest
from django.urls import reverse

from catalog.job_posting import job_posting
from tests.factories import make_region, make_source, make_vacancy


@pytest.fixture
def vacancy(db):
    return make_vacancy(
        "Baker",
        ("Dough",),
        region=make_region(name="Tashkent"),
        employer="Non",
        employment="full",
        salary_from=4_000_000,
        currency="UZS",
    )


def test_a_posting_says_what_is_known(vacancy):
    posting = job_posting(vacancy, "https://x.uz/vacancies/1/")
    assert posting["hiringOrganization"]["name"] == "Non"
    assert posting["employmentType"] == "FULL_TIME"
    assert posting["jobLocation"]["address"]["addressCountry"] == "UZ"
    assert posting["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "MONTH",
        "minValue": 4_000_000.0,
    }


def test_what_is_not_known_is_not_said(db):
    posting = job_posting(make_vacancy(employer=""), "https://x.uz/")
    assert not {"baseSalary", "hiringOrganization", "employmentType"} & set(posting)


def test_work_from_home_is_said(db):
    posting = job_posting(make_vacancy(work_modes=["remote"]), "https://x.uz/")
    assert posting["jobLocationType"] == "TELECOMMUTE"


def test_the_page_carries_it_and_nothing_breaks_out(client, vacancy):
    vacancy.title = "</script><script>alert(1)</script>"
    vacancy.save()
    page = client.get(vacancy.get_absolute_url()).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(found[1])["title"] == vacancy.title


@pytest.mark.parametrize("fields", [{"is_example": True}, {}])
def test_examples_and_closed_ones_are_not_offered_to_search_engines(client, db, fields):
    vacancy = make_vacancy(source=make_source("S", **fields))
    if not fields:
        vacancy.close()
    assert "ld+json" not in client.get(vacancy.get_absolute_url()).text
    assert vacancy.get_absolute_url() not in client.get("/sitemap-vacancies.xml").text


def test_the_map_leads_to_open_vacancies(client, vacancy):
    assert "sitemap-vacancies.xml" in client.get(reverse("sitemap")).text
    assert vacancy.get_absolute_url() in client.get("/sitemap-vacancies.xml").text


def test_crawlers_are_told_where_nothing_is_for_them(client, db):
    text = client.get("/robots.txt").text
    assert "Disallow: /me/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
