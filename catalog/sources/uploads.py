"""Keeps what curators upload, under a name of our own."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

FOLDER = PurePosixPath("imports")


def keep_upload(upload: File) -> str:
    """Store an upload, and give the path that adapters read it by."""
    name = default_storage.save(str(FOLDER / uuid4().hex), upload)
    return default_storage.path(name)
