"""Our own copies of the pictures that courses name: no reader asks a stranger's server for one."""

import hashlib
import time
from io import BytesIO
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F

from catalog.images import ImageError, redraw
from catalog.models import Course
from catalog.sources.base import SourceError
from catalog.sources.http import Web

LONGEST_SIDE = 640
QUALITY = 80
# One run leaves the worker to others after so long.
LONGEST_RUN_S = 240.0
FOLDER = "courses"


def fetch_pictures() -> int:
    """Fetch what open courses name and we don't have yet; how many pictures were stored.

    An address that leads to no picture isn't asked again until it changes; a host that can't be
    reached is left for this run.
    """
    fetched, tired, end = 0, set[str](), time.monotonic() + LONGEST_RUN_S
    stale = Course.objects.open().exclude(image_url=F("picture_of")).order_by("pk")
    with Web() as web:
        for course in stale.only("pk", "image_url", "picture", "picture_of").iterator():
            host = urlsplit(course.image_url).netloc
            if host in tired:
                continue
            if time.monotonic() > end:
                break
            try:
                name = _fetch(web, course.image_url) if course.image_url else ""
            except SourceError as error:
                if error.wait:
                    tired.add(host)
                    continue
                name = ""
            except ImageError:
                name = ""
            _keep(course, name)
            fetched += bool(name)
    return fetched


def name_of(mark: str) -> str:
    """The name in the storage of the picture with a mark."""
    return f"{FOLDER}/{mark}.webp"


def _fetch(web: Web, url: str) -> str:
    """The name of the stored copy; the same picture of two courses is stored once."""
    picture = redraw(web.get(url).body, LONGEST_SIDE)
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY)
    data = out.getvalue()
    name = name_of(hashlib.sha256(data).hexdigest()[:24])
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return name


def _keep(course: Course, name: str) -> None:
    """Note the copy, unless an import changed the address meanwhile; drop the old one."""
    before = course.picture
    same = Course.objects.filter(pk=course.pk, image_url=course.image_url)
    same.update(picture=name, picture_of=course.image_url)
    if before and not Course.objects.filter(picture=before).exists():
        default_storage.delete(before)
