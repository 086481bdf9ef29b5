"""Debian's chromium, a site to walk on, and the rule that no page breaks our policy."""

import io
import os

import pytest
from PIL import Image

from tests.factories import (
    make_course,
    make_region,
    make_specialty,
    make_vacancy,
)

CHROMIUM = "/usr/bin/chromium"
# Playwright's event loop makes Django refuse plain queries, though nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Root may not use the sandbox."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


@pytest.fixture
def catalogue(transactional_db):
    """A market small enough to make for one test."""
    here = make_region("UZ-TK", name="Toshkent")
    trades = {
        "hh-141": ("Tikuvchi", "Tikuvchi fabrikaga"),
        "hh-97": ("Sotuvchi", "Sotuvchi doʻkonga"),
        "hh-109": ("Payvandchi", "Payvandchi zavodga"),
    }
    for code, (name, title) in trades.items():
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
def site(live_server, catalogue):
    """The address to walk on: JOURNEY_URL where it is set, the server of the test otherwise."""
    return os.environ.get("JOURNEY_URL", "").rstrip("/") or live_server.url


@pytest.fixture
def photo():
    """A picture that stands on its side, as phones take them."""
    image = Image.new("RGB", (800, 600), (214, 190, 160))
    image.paste((60, 70, 110), (150, 180, 600, 440))
    turned = Image.Exif()
    turned[0x0112] = 6
    made = io.BytesIO()
    image.save(made, "JPEG", exif=turned)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}
