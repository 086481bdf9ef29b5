"""Which facts of a content a reader of its file did not find again."""

from resumes.content import Content, Entry, Line, Section
from resumes.reading import FoundResume


def stated(content: Content) -> list[tuple[str, ...]]:
    """The facts that a content states, each with its kind, as a reader should find them."""
    sections = {section.key: section for section in content.sections}
    names = {"phone": "phone", "email": "contact_email"}
    facts: list[tuple[str, ...]] = [
        ("profile", names[line.kind], line.text) for line in content.contacts if line.kind in names
    ]
    # A login name in the place of a name is no fact of a person.
    if content.name.facts == ("profile.full_name",):
        facts.append(("profile", "full_name", content.name.text))
    facts += [_work(entry) for entry in _entries(sections, "experience")]
    facts += [_study(entry) for entry in _entries(sections, "education")]
    facts += [
        _pair("certificates", line, "name", "date") for line in _lines(sections, "certificates")
    ]
    facts += [_pair("skills", line, "name", "level") for line in _lines(sections, "skills")]
    facts += [("languages", *line.text.split()[-1:]) for line in _lines(sections, "languages")]
    for line in _lines(sections, "additional"):
        if line.kind == "licence":
            facts.append(("licences", line.data["categories"]))
        elif line.kind == "link":
            facts.append(("links", line.data["url"]))
    return facts


def lost(content: Content, found: FoundResume) -> list[tuple[str, ...]]:
    """The facts of a content that are not among those found."""
    left = [_found(fact.kind, fact.fields) for fact in found.facts if fact.kind != "profile"]
    own = {
        ("profile", name, str(value))
        for fact in found.facts
        if fact.kind == "profile"
        for name, value in fact.fields.items()
    }
    gone = []
    for fact in stated(content):
        if fact[0] == "profile":
            gone += [] if fact in own else [fact]
        elif fact[0] == "languages":
            gone += [] if any(one[0] == "languages" for one in left) else [fact]
        elif fact in left:
            left.remove(fact)
        else:
            gone.append(fact)
    spoken = sum(one[0] == "languages" for one in left)
    asked = sum(one[0] == "languages" for one in stated(content))
    return gone if spoken == asked else [*gone, ("languages", f"{spoken} of {asked}")]


def _found(kind: str, fields: dict) -> tuple[str, ...]:
    if kind == "licences":
        return (kind, ", ".join(fields["categories"]))
    keys = {
        "experience": ("title", "employer", "start", "end", "description"),
        "education": ("institution", "field", "start", "end"),
        "certificates": ("name", "issued"),
        "skills": ("name", "level"),
        "languages": ("language", "level"),
        "links": ("url",),
    }[kind]
    return (kind, *(_bare(str(fields.get(key, ""))) for key in keys))


def _bare(text: str) -> str:
    return "\n".join(Line(text, ()).paragraphs())


def _entries(sections: dict[str, Section], key: str) -> tuple[Entry, ...]:
    return sections[key].entries if key in sections else ()


def _lines(sections: dict[str, Section], key: str) -> tuple[Line, ...]:
    return sections[key].lines if key in sections else ()


def _work(entry: Entry) -> tuple[str, ...]:
    employer = entry.place.data["employer"] if entry.place else ""
    text = "\n".join(entry.text.paragraphs()) if entry.text else ""
    when = entry.period.data
    return ("experience", entry.title.text, employer, when["start"], when["end"], text)


def _study(entry: Entry) -> tuple[str, ...]:
    field = entry.place.data["field"] if entry.place else ""
    when = entry.period.data if entry.period else {"start": "", "end": ""}
    return ("education", entry.title.text, field, when["start"], when["end"])


def _pair(kind: str, line: Line, *keys: str) -> tuple[str, ...]:
    return (kind, *(line.data.get(key, "") for key in keys))
