"""Pictures of courses against a server of ours, which names them as it likes."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from catalog import images, pictures
from catalog.models import Course
from catalog.pictures import fetch_pictures
from catalog.sources import hosts, http
from tests.factories import make_course


@pytest.fixture(autouse=True)
def web_allowed(db, settings, tmp_path, monkeypatch):
    settings.SOURCES_ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(http.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(hosts, "MOST_FAILURES", 1_000)


def drawn(kind="PNG", size=(1_600, 900), colour="teal"):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def course_with(httpserver, data, path="/cover.jpg", **fields):
    httpserver.expect_request(path).respond_with_data(data, content_type="image/jpeg")
    return make_course(image_url=httpserver.url_for(path), **fields)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew_and_served_by_us(httpserver, client, kind):
    course = course_with(httpserver, drawn(kind))
    assert fetch_pictures() == 1
    course.refresh_from_db()
    answer = client.get(course.picture_url)
    shown = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (shown.format, shown.size) == ("WEBP", (640, 360))
    assert "immutable" in answer["Cache-Control"]
    page = client.get(course.get_absolute_url()).text
    assert course.picture_url in page
    assert course.image_url not in page


def test_a_picture_is_fetched_once(httpserver):
    course_with(httpserver, drawn())
    assert [fetch_pictures(), fetch_pictures()] == [1, 0]
    assert len(httpserver.log) == 1


def test_metadata_and_what_hides_behind_a_picture_stay_behind(httpserver):
    script = b"<script>alert(1)</script>"
    course = course_with(httpserver, drawn("JPEG") + script)
    fetch_pictures()
    course.refresh_from_db()
    with default_storage.open(course.picture) as file:
        assert script not in file.read()


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\x00" * 40,
        b"\x89PNG\r\n\x1a\n cut off",
        b"",
        b"<html>not here</html>",
    ],
)
def test_what_is_no_picture_gets_a_drawn_cover(httpserver, client, data):
    course = course_with(httpserver, data)
    assert fetch_pictures() == 0
    course.refresh_from_db()
    assert (course.picture, course.picture_of) == ("", course.image_url)
    assert "cover--" in client.get(course.get_absolute_url()).text


def test_a_bomb_is_not_decoded(httpserver, monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 100_000)
    course_with(httpserver, drawn())
    assert fetch_pictures() == 0


def test_a_private_address_is_not_asked(settings):
    settings.SOURCES_ALLOWED_HOSTS = []
    make_course(image_url="https://169.254.169.254/latest/meta-data")
    assert fetch_pictures() == 0
    assert Course.objects.get().picture_of


def test_a_host_that_fails_is_left_and_asked_again_later(httpserver):
    httpserver.expect_request("/down.png").respond_with_data("<html>", status=500)
    course = make_course(image_url=httpserver.url_for("/down.png"))
    course_with(httpserver, drawn(), "/other.png")
    assert fetch_pictures() == 0
    course.refresh_from_db()
    assert course.picture_of == ""


def test_another_address_replaces_the_picture(httpserver, client):
    course = course_with(httpserver, drawn())
    fetch_pictures()
    course.refresh_from_db()
    old = course.picture
    httpserver.expect_request("/new.png").respond_with_data(drawn(colour="red"))
    Course.objects.update(image_url=httpserver.url_for("/new.png"))
    assert fetch_pictures() == 1
    course.refresh_from_db()
    assert course.picture != old
    assert not default_storage.exists(old)
    stale = reverse("catalog:course_picture", args=[course.pk, old.split("/")[1][:-5]])
    assert client.get(stale).status_code == 404


def test_a_picture_of_two_courses_stays_while_one_shows_it(httpserver):
    first = course_with(httpserver, drawn())
    second = make_course(image_url=first.image_url)
    fetch_pictures()
    Course.objects.filter(pk=first.pk).update(image_url="")
    fetch_pictures()
    second.refresh_from_db()
    assert default_storage.exists(second.picture)
    first.refresh_from_db()
    assert first.picture == ""


def test_the_run_ends_in_time(httpserver, monkeypatch):
    monkeypatch.setattr(pictures, "LONGEST_RUN_S", -1.0)
    course_with(httpserver, drawn())
    assert fetch_pictures() == 0


def test_a_lost_file_is_not_found(httpserver, client):
    course = course_with(httpserver, drawn())
    fetch_pictures()
    course.refresh_from_db()
    default_storage.delete(course.picture)
    assert client.get(course.picture_url).status_code == 404
