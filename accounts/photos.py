"""Photos of people: judged by content, turned upright, made smaller, rid of what they tell."""

from functools import partial
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Profile
from catalog.images import ImageError, redraw

MOST_BYTES = 5 * 1024 * 1024
LONGEST_SIDE = 1_200


class PhotoError(ValueError):
    """Says in a sentence why a file can't be the photo."""


def read_photo(file: BinaryIO | UploadedFile) -> bytes:
    """A JPEG of our own making: upright, at most 1,200 pixels a side, without metadata."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PhotoError(_("The photo is larger than 5 MB. Choose a smaller one."))
    if not data:
        raise PhotoError(_("The file is empty. Choose another photo."))
    try:
        picture = redraw(data, LONGEST_SIDE)
    except ImageError as error:
        raise PhotoError(str(error)) from error
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def set_photo(profile: Profile, file: BinaryIO | UploadedFile) -> None:
    """Make the file the photo of a profile; the old one goes. Raises PhotoError."""
    keep_photo(profile, read_photo(file))


def keep_photo(profile: Profile, jpeg: bytes) -> None:
    """Make what `read_photo` answered the photo of a profile; the old one goes."""
    _forget_after_commit(profile)
    profile.photo.save("photo.jpg", ContentFile(jpeg), save=False)
    profile.save(update_fields=["photo", "updated_at"])


def photo_of(profile: Profile) -> bytes | None:
    """The photo that was kept; None where there is none, or its file is lost."""
    if not profile.photo:
        return None
    try:
        with profile.photo.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def remove_photo(profile: Profile) -> None:
    """Take the photo away, the file too."""
    _forget_after_commit(profile)
    profile.photo = ""
    profile.save(update_fields=["photo", "updated_at"])


def _forget_after_commit(profile: Profile) -> None:
    if profile.photo:
        storage: Storage = profile.photo.storage
        transaction.on_commit(partial(storage.delete, str(profile.photo.name)))
