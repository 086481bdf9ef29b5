"""Reads the demo's courses."""

from collections.abc import Iterator
from typing import Any

from catalog.demo.reading import HERE, DemoError, read_toml
from catalog.scripts import normalize_apostrophes

LEVELS = {"beginner", "intermediate", "advanced", None}
LANGUAGES = {"ru", "uz", "en"}


def courses() -> Iterator[dict[str, Any]]:
    """All example courses, with the fields of the JSON Lines source."""
    for number, row in enumerate(read_toml(HERE / "courses.toml")["course"], 1):
        try:
            yield _course(row, number)
        except (KeyError, ValueError) as error:
            raise DemoError(f"courses.toml, course {number}: {error}") from error


def _course(row: dict[str, Any], number: int) -> dict[str, Any]:
    language, level = row["language"], row.get("level")
    if language not in LANGUAGES or level not in LEVELS:
        raise DemoError(f"language {language!r} or level {level!r} is not known")
    clean = normalize_apostrophes if language == "uz" else str
    return {
        "external_id": row.get("id", f"course-{number:04}"),
        "title": clean(row["title"]),
        "provider": row["provider"],
        "description": clean(row["description"]),
        "skills": list(row["skills"]),
        "specialties": list(row["specialties"]),
        "level": level,
        "language": language,
        "rating": row.get("rating"),
        "enrolled": row.get("enrolled"),
        "url": None,
        "image_url": None,
    }
