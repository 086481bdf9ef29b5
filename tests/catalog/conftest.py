"""A small world for the tests of the catalogue: few places, specialties and skills."""

import gzip
import json

import pytest

from catalog.models import Labour, Region, Skill, Source, Specialty


def _names(text):
    return {"name_uz": text, "name_uz_cyrl": text, "name_ru": text, "name_en": text}


@pytest.fixture
def vocabulary(db):
    """Uzbekistan, Tashkent, unknown; a programmer and a baker; Python and Excel."""
    Region.objects.create(code="unknown", kind="unknown", **_names("Не указано"))
    country = Region.objects.create(code="UZ", kind="country", **_names("Узбекистан"))
    region = Region.objects.create(
        code="UZ-TK", kind="region", parent=country, **_names("город Ташкент")
    )
    Region.objects.create(code="town", kind="town", parent=region, **_names("Ташкент"))
    Region.objects.create(
        code="UZ-SA", kind="region", parent=country, **_names("Самаркандская область")
    )
    for code, name in (("hh-96", "Программист, разработчик"), ("baker", "Пекарь")):
        Specialty.objects.create(code=code, category="it", labour=Labour.MENTAL, **_names(name))
    for name in ("Python", "Excel"):
        Skill.objects.create(
            code=name.lower(), kind="tool", synonyms=[name.lower()], **_names(name)
        )


@pytest.fixture
def write_lines(tmp_path):
    """Writes objects (or raw bytes) as lines of a file, and gives its path."""

    def write(*items, name="offers.jsonl", packed=False):
        lines = [
            item if isinstance(item, bytes) else json.dumps(item, ensure_ascii=False).encode()
            for item in items
        ]
        data = b"".join(line + b"\n" for line in lines)
        path = tmp_path / name
        path.write_bytes(gzip.compress(data) if packed else data)
        return path

    return write


@pytest.fixture
def make_file_source(vocabulary, write_lines):
    """A source over a file of these objects."""

    def make(*items, name="File", **options):
        path = write_lines(*items, name=f"{name}.jsonl")
        return Source.objects.create(
            name=name, kind="json_lines", options={"path": str(path), **options}
        )

    return make
