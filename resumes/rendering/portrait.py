"""The photo as a resume shows it: upright, 3 by 4 as in local custom, no larger than it prints."""

from io import BytesIO

from PIL import Image, ImageOps

# In millimetres, and in pixels at 400 to the inch.
WIDTH, HEIGHT = 30, 40
PIXELS = (480, 640)
# What goes from a tall photo goes rather from below: faces are in the upper part.
CENTRE = (0.5, 0.3)


def portrait(photo: bytes | None) -> bytes | None:
    """A JPEG with no metadata; None for none, and for what can't be read."""
    if photo is None:
        return None
    try:
        # Only what `accounts.photos` encoded gets here; a file that has rotted since is left out.
        with Image.open(BytesIO(photo), formats=["JPEG"]) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError):
        return None
    cut = ImageOps.fit(upright, PIXELS, Image.Resampling.LANCZOS, centering=CENTRE)
    out = BytesIO()
    cut.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()
