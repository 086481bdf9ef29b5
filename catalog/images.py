"""Pictures from outside: judged by their content, and drawn anew so that only pixels go over."""

import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# What decoders raise on broken files.
_BROKEN = (
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
)

# What Pillow warns of, we refuse.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class ImageError(ValueError):
    """Says in a sentence why a file can't be taken as a picture."""


def redraw(data: bytes, longest_side: int) -> Image.Image:
    """A still picture in RGB, upright, on white, no side longer than so many pixels.

    Nothing but the pixels goes over: no metadata, no second file behind the first. Raises
    ImageError for anything but a JPEG, PNG or WebP, whatever its name says.
    """
    try:
        return _upright(_opened(data, longest_side), longest_side)
    except ImageError:
        raise
    except _BROKEN as error:
        message = _("This file can’t be read as a photo. Choose a JPEG, PNG or WebP picture.")
        raise ImageError(message) from error


def _opened(data: bytes, longest_side: int) -> Image.Image:
    """The picture, small enough to decode; a JPEG is made smaller while it is decoded."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise ImageError(_("The photo has more than 25 million pixels. Choose a smaller one."))
    if image.format in {"PNG", "WEBP"} and getattr(image, "n_frames", 1) > 1:
        raise ImageError(_("A moving picture can’t be a photo. Choose a still one."))
    image.draft("RGB", (longest_side, longest_side))
    image.load()
    return image


def _upright(image: Image.Image, longest_side: int) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest_side, longest_side))
    clean = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        clean.paste(shown, mask=shown.getchannel("A"))
    else:
        clean.paste(upright.convert("RGB"))
    return clean
