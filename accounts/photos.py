"""Photos of people: judged by content, turned upright, made smaller, rid of what they tell."""

import warnings
from functools import partial
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.models import Profile

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 1_200
FORMATS = ("JPEG", "PNG", "WEBP")

# What Pillow warns of, we refuse.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


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
        return _encoded(_opened(data))
    except PhotoError:
        raise
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        MemoryError,
        OverflowError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:  # what decoders raise on broken files
        message = _("This file can’t be read as a photo. Choose a JPEG, PNG or WebP picture.")
        raise PhotoError(message) from error


def set_photo(profile: Profile, file: BinaryIO | UploadedFile) -> None:
    """Make the file the photo of a profile; the old one goes. Raises PhotoError."""
    keep_photo(profile, read_photo(file))


def keep_photo(profile: Profile, jpeg: bytes) -> None:
    """Make what `read_photo` answered the photo of a profile; the old one goes."""
    _forget_after_commit(profile)
    profile.photo.save("photo.jpg", ContentFile(jpeg), save=False)
    profile.save(update_fields=["photo", "updated_at"])


def remove_photo(profile: Profile) -> None:
    """Take the photo away, the file too."""
    _forget_after_commit(profile)
    profile.photo = ""
    profile.save(update_fields=["photo", "updated_at"])


def _opened(data: bytes) -> Image.Image:
    """The picture, small enough to decode; a JPEG is made smaller while it is decoded."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise PhotoError(_("The photo has more than 25 million pixels. Choose a smaller one."))
    if image.format in {"PNG", "WEBP"} and getattr(image, "n_frames", 1) > 1:
        raise PhotoError(_("A moving picture can’t be a photo. Choose a still one."))
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    return image


def _encoded(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A fresh picture on white: nothing but the pixels goes over.
    clean = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        clean.paste(shown, mask=shown.getchannel("A"))
    else:
        clean.paste(upright.convert("RGB"))
    out = BytesIO()
    clean.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _forget_after_commit(profile: Profile) -> None:
    if profile.photo:
        storage: Storage = profile.photo.storage
        transaction.on_commit(partial(storage.delete, str(profile.photo.name)))
