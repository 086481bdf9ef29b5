"""Pictures that are traps: refused with a sentence, or made harmless."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from accounts.photos import PhotoError, read_photo
from accounts.tokens import tokens_for
from tests.factories import make_profile

SENTENCE = r"\w.*\.$"


def jpeg(**options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(made, "JPEG", **options)
    return made.getvalue()


def with_place() -> bytes:
    """A photo that says where it was taken, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-maker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (41.0, 18.0, 40.0)
    return jpeg(exif=exif, comment=b"CANARY-comment", icc_profile=b"CANARY-profile")


def zipped(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, data)
    return made.getvalue()


POLYGLOTS = {
    "a picture that is an archive too": jpeg() + zipped("evil.html", b"CANARY-archive"),
    "a picture that is a page too": jpeg() + b"<script>alert('CANARY')</script>",
    "a picture with a page in its comment": jpeg(comment=b"<script>CANARY</script>"),
    "a picture that says where it was taken": with_place(),
}


@pytest.mark.parametrize("data", POLYGLOTS.values(), ids=POLYGLOTS)
def test_of_a_picture_that_is_more_only_the_picture_stays(data):
    kept = read_photo(io.BytesIO(data))
    assert b"CANARY" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


def mpo() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(made, "MPO", save_all=True, append_images=frames[1:])
    return made.getvalue()


def apng() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(made, "PNG", save_all=True, append_images=frames[1:])
    return made.getvalue()


REFUSED = {
    "a moving picture": apng(),
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "an archive": zipped("photo.jpg", jpeg()),
    "a head without a body": jpeg()[:20],
    "a TIFF": b"II*\x00" + b"\x00" * 100,
    "an EPS, which would be a program": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "a PDF": b"%PDF-1.7\n",
    "nothing but zeros": b"\x00" * 5000,
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_single_photo_is_refused_with_a_sentence(data):
    with pytest.raises(PhotoError, match=SENTENCE):
        read_photo(io.BytesIO(data))


def test_of_several_pictures_in_one_the_first_stays():
    # Phones write them: a photo, and a small copy of it behind.
    kept = Image.open(io.BytesIO(read_photo(io.BytesIO(mpo()))))
    assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)
    assert kept.getpixel((5, 5))[0] > 200


@pytest.fixture
def phone(db):
    client = APIClient()
    client.user = make_profile().user
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens_for(client.user)['access']}")
    return client


def put(phone, data, name="photo.jpg", kind="image/jpeg"):
    file = SimpleUploadedFile(name, data, kind)
    return phone.put("/api/v1/me/profile/photo", {"file": file}, format="multipart")


def test_forty_megabytes_are_refused_with_a_sentence(phone):
    answer = put(phone, jpeg() + b"\x00" * (40 * 1024 * 1024))
    assert (answer.status_code, "5 MB" in answer.json()["errors"][0]["detail"]) == (400, True)


def whole_photo() -> bytes:
    """A true picture of 41 MB, as cameras write them."""
    made = io.BytesIO()
    Image.new("RGB", (3800, 3800), "teal").save(made, "PNG", compress_level=0)
    return made.getvalue()


def test_a_whole_photo_of_forty_megabytes_leaves_everything_as_it_was(client, phone):
    data, user = whole_photo(), phone.user
    assert len(data) > 40 * 1024 * 1024
    put(phone, jpeg())
    user.profile.refresh_from_db()
    before = user.profile.photo.name
    assert put(phone, data, "photo.png", "image/png").status_code == 400
    client.force_login(user)
    page = client.post(
        "/questionnaire/photo/",
        {"file": SimpleUploadedFile("photo.png", data, "image/png"), "to": "next"},
    )
    assert (page.status_code, "5 MB" in page.text) == (422, True)
    user.profile.refresh_from_db()
    assert user.profile.photo.name == before
    made = client.post("/me/resumes/new/", {"language": "uz", "with_photo": "on"})
    assert client.get(f"{made.url}docx/").status_code == 200


@pytest.mark.parametrize(
    ("name", "kind"),
    [("../../settings.py", "text/x-python"), ("a\x00.jpg", "image/jpeg"), ("x" * 300, "")],
)
def test_the_name_and_kind_that_are_claimed_count_for_nothing(phone, name, kind):
    assert put(phone, jpeg(), name, kind).status_code == 200
    phone.user.profile.refresh_from_db()
    stored = phone.user.profile.photo.name
    assert stored.startswith("photos/")
    assert len(stored) == len("photos/.jpg") + 32


def test_a_photo_is_sent_as_a_picture_and_nothing_else(client, phone):
    put(phone, POLYGLOTS["a picture that is a page too"])
    client.force_login(phone.user)
    answer = client.get("/profile/photo/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()
