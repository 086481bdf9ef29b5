"""Content as JSON Resume (schema 1.0.0), for other programs; only what the content says."""

import json
from typing import Any

from resumes.content import Content, Entry, Line, Section

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
VERSION = "v1.0.0"


def to_json(content: Content, photo: bytes | None, design: str = "local") -> bytes:
    """A JSON file; a photo and a design have no place in it."""
    sections = {section.key: section for section in content.sections}
    made = {
        "$schema": SCHEMA,
        "basics": _basics(content, sections),
        "work": [_work(entry) for entry in _entries(sections, "experience")],
        "education": [_study(entry) for entry in _entries(sections, "education")],
        "certificates": [_certificate(line) for line in _lines(sections, "certificates")],
        "skills": [_skill(line) for line in _lines(sections, "skills")],
        "languages": [_language(line) for line in _lines(sections, "languages")],
        # The schema has no place for these, and allows more.
        "x-wishes": [line.text for line in _lines(sections, "wishes")],
        "x-additional": [line.text for line in _lines(sections, "additional")],
        "meta": {"version": VERSION, "x-language": content.language},
    }
    filled = {name: value for name, value in made.items() if value}
    return json.dumps(filled, ensure_ascii=False, indent=2).encode()


def _lines(sections: dict[str, Section], key: str) -> tuple[Line, ...]:
    return sections[key].lines if key in sections else ()


def _entries(sections: dict[str, Section], key: str) -> tuple[Entry, ...]:
    return sections[key].entries if key in sections else ()


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _basics(content: Content, sections: dict[str, Section]) -> dict[str, Any]:
    contacts = {line.kind: line for line in reversed(content.contacts)}
    place, links = contacts.get("place"), _links(sections)
    return _filled(
        name=content.name.text,
        label=content.title.text if content.title else "",
        email=contacts["email"].text if "email" in contacts else "",
        phone=contacts["phone"].text if "phone" in contacts else "",
        url=links[0]["url"] if links else "",
        summary="\n".join(line.text for line in _lines(sections, "summary")),
        location=_place(place) if place else {},
        profiles=links,
    )


def _place(line: Line) -> dict[str, str]:
    town, region = line.data.get("town", ""), line.data.get("region", "")
    return _filled(city=town, region=region) or {"address": line.text}


def _links(sections: dict[str, Section]) -> list[dict[str, str]]:
    said = (line for line in _lines(sections, "additional") if line.data.get("url"))
    return [_filled(network=line.data.get("name"), url=line.data["url"]) for line in said]


def _work(entry: Entry) -> dict[str, Any]:
    place = entry.place
    points = entry.text.paragraphs() if entry.text else []
    return _filled(
        name=place.data.get("employer", place.text) if place else "",
        location=place.data.get("region") if place else "",
        position=entry.title.text,
        **_dates(entry),
        summary=" ".join(points) if len(points) == 1 else "",
        highlights=points if len(points) > 1 else [],
    )


def _study(entry: Entry) -> dict[str, Any]:
    place = entry.place
    return _filled(
        institution=entry.title.text,
        area=place.data.get("field", place.text) if place else "",
        studyType=place.data.get("degree") if place else "",
        **_dates(entry),
    )


def _dates(entry: Entry) -> dict[str, str]:
    said = entry.period.data if entry.period else {}
    return _filled(startDate=said.get("start"), endDate=said.get("end"))


def _certificate(line: Line) -> dict[str, Any]:
    names = ("name", "issuer", "date", "url")
    return _filled(**{name: line.data.get(name) for name in names}) or {"name": line.text}


def _skill(line: Line) -> dict[str, Any]:
    return _filled(name=line.data.get("name", line.text), level=line.data.get("level"))


def _language(line: Line) -> dict[str, Any]:
    return _filled(language=line.data.get("name", line.text), fluency=line.data.get("level"))
