import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import Profile
from accounts.photos import LONGEST_SIDE, PhotoError, read_photo, set_photo
from tests.factories import make_profile, make_user

ORIENTATION, MAKER = 0x0112, 0x010F


def picture(form="JPEG", size=(40, 20), mode="RGB", colour="red", **options):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def opened(jpeg):
    return Image.open(BytesIO(jpeg))


def turned():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "A telephone"
    return picture(exif=exif)


def bomb():
    """A PNG of a few bytes that claims 50,000 pixels a side."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_of_three_formats_become_jpegs(form):
    assert opened(read_photo(BytesIO(picture(form)))).format == "JPEG"


def test_a_photo_is_turned_as_exif_says():
    assert opened(read_photo(BytesIO(turned()))).size == (20, 40)


def test_metadata_is_gone():
    assert dict(opened(read_photo(BytesIO(turned()))).getexif()) == {}


def test_transparent_becomes_white():
    jpeg = read_photo(BytesIO(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    assert opened(jpeg).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller():
    jpeg = read_photo(BytesIO(picture(size=(3000, 1500))))
    assert opened(jpeg).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture()[:200],
        picture("GIF"),
        bomb(),
        b"x" * (6 * 1024 * 1024),
        picture("PNG", size=(6000, 5000), mode="1", colour=0),
    ],
    ids=["empty", "svg", "cut off", "gif", "bomb", "6 MB", "30 megapixels"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(data):
    with pytest.raises(PhotoError, match=r"\."):
        read_photo(BytesIO(data))


def test_a_moving_picture_is_refused():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(PhotoError):
        read_photo(BytesIO(out.getvalue()))


def test_a_new_photo_takes_the_old_file_away(db, django_capture_on_commit_callbacks):
    profile = make_profile()
    set_photo(profile, BytesIO(picture()))
    old = profile.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        set_photo(profile, BytesIO(picture("PNG")))
    assert not profile.photo.storage.exists(old)


@pytest.fixture
def person(client, db):
    user = make_user()
    client.force_login(user)
    return user


def upload(client, name, data):
    file = SimpleUploadedFile(name, data, "image/jpeg")
    return client.post(reverse("accounts:questionnaire", args=["photo"]), {"file": file})


def test_a_png_renamed_to_jpg_is_taken(client, person):
    upload(client, "photo.jpg", picture("PNG"))
    answer = client.get(reverse("accounts:photo"))
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_a_refused_photo_says_why_on_the_page(client, person):
    page = upload(client, "photo.jpg", b"x" * (6 * 1024 * 1024))
    assert page.status_code == 422
    assert "5 MB dan katta" in page.text


def test_nobody_sees_the_photo_of_another(client, person):
    set_photo(make_profile(), BytesIO(picture()))
    assert client.get(reverse("accounts:photo")).status_code == 404


def test_a_photo_is_deleted_on_request(client, person):
    upload(client, "photo.jpg", picture())
    client.post(reverse("accounts:photo_delete"))
    assert not Profile.objects.get(user=person).photo
