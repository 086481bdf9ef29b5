"""Debian's chromium, and a site to walk on: the test's own, or one that runs already."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.walker import PHONE, Walker
from tests.factories import make_course, make_region, make_specialty, make_vacancy

CHROMIUM = Path("/usr/bin/chromium")
# Playwright's loop makes Django refuse plain queries, though nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
TRADES = {
    "hh-141": ("Tikuvchi", "Tikuvchi fabrikaga"),
    "hh-97": ("Sotuvchi", "Sotuvchi doʻkonga"),
    "hh-109": ("Payvandchi", "Payvandchi zavodga"),
}


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Root may not use the sandbox."""
    if not CHROMIUM.exists():
        pytest.skip("the browser is missing: apt-get install chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": str(CHROMIUM), "args": arguments}


@pytest.fixture
def site(live_server, catalogue):
    """The address to walk on: JOURNEY_URL where it is set, the test's own server otherwise."""
    return os.environ.get("JOURNEY_URL", "").rstrip("/") or live_server.url


@pytest.fixture
def catalogue(transactional_db):
    """A market small enough to make for one test."""
    here = make_region("UZ-TK", name="Toshkent")
    for code, (name, title) in TRADES.items():
        specialty = make_specialty(code, name=name)
        for number in range(4):
            make_vacancy(
                f"{title} {number}", ("Jamoada ishlash",), specialty=specialty, region=here,
                language="uz", work_modes=["office"], schedules=["full_time"],
                description=f"<p>{title} kerak. Jamoa, tushlik, oʻz vaqtida maosh.</p>",
                salary_from=4_000_000, currency="UZS", monthly_uzs_from=4_000_000,
            )  # fmt: skip
        course = make_course(f"{name} kursi", ("Jamoada ishlash",), language="uz")
        course.specialties.add(specialty)


@pytest.fixture
def photo():
    """A picture that stands on its side, as phones take them."""
    image = Image.new("RGB", (800, 600), (205, 196, 180))
    image.paste((84, 104, 122), (540, 110, 800, 490))
    image.paste((226, 184, 152), (280, 190, 550, 410))
    image.paste((52, 40, 36), (220, 170, 300, 430))
    turned = Image.Exif()
    turned[0x0112] = 6
    made = io.BytesIO()
    image.save(made, "JPEG", exif=turned)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


# Two ways of four by default, the rest by ./test --all.
WAYS = [
    pytest.param(("uz", True), id="uz-script"),
    pytest.param(("ru", False), id="ru-no-script"),
    pytest.param(("ru", True), id="ru-script", marks=pytest.mark.slow),
    pytest.param(("uz", False), id="uz-no-script", marks=pytest.mark.slow),
]


@pytest.fixture(params=WAYS)
def way(request):
    """A language, and whether scripts run."""
    return request.param


@pytest.fixture
def language(way):
    return way[0]


@pytest.fixture
def has_script(way):
    return way[1]


@pytest.fixture
def walker(browser: Browser, site, language, has_script):
    """A person who has never been here, with a phone in hand."""
    context = browser.new_context(
        viewport=PHONE,
        locale=language,
        java_script_enabled=has_script,
        accept_downloads=True,
        reduced_motion="reduce",
    )
    yield Walker(context.new_page(), site, language, has_script=has_script)
    context.close()
