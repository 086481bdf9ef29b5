"""Catalogues of messages without gettext's programs: collected, checked and compiled by Babel."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from catalog.scripts import to_cyrillic

APPS = ("workfinder", "catalog", "accounts", "recommendations", "resumes")
# Languages that people write; Uzbek in Cyrillic script is made of Uzbek.
WRITTEN = ("uz", "ru")
DERIVED = "uz_Cyrl"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext")},
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
    # Where a module speaks both at import and at once.
    "_now": None,
}
# What stays as it is in either script, beside names and addresses: placeholders, tags, entities,
# acronyms, names of settings, categories of licences, codes in examples.
KEPT = re.compile(
    r"(%\([a-z_]+\)[srd]|%[sd%]|\{[a-z_]*(?::X)?\}|U\+|<[^>]+>|&[a-z]+;|`[^`]+`|\bdocs/\S+|\bhh-"
    r"|\bJSON Lines\b|\b(?!(?:AQSH|MB)\b)[A-Z][A-Z0-9_]+\b|^[A-E](?=, )"
    r"|\b(?:Aegis|Atom|FreeOTP|JMESPath|JobPosting|Google Authenticator|gzip|https?|zip)\b"
    r"|“[a-z]+\.[a-z]+”|“(?:data|items)”|\b[a-z]+, [a-z]+, [a-z]+, (?:offset|year)\b"
    r"|\brobots\.txt\b|(?<!\w)/[a-z]+/|\buz, ru, en\b|\bru yoki en\b|(?<=\bmasalan )uz\b)"
)
PLACEHOLDER = re.compile(r"%\(([a-z_]+)\)[sd]")


def collect(root: Path) -> Catalog:
    """All messages of the code and of the templates."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path, line, message, context in _messages(root):
        found.add(
            message,
            locations=[(path.relative_to(root).as_posix(), line)],
            context=context,
        )
    return found


def _messages(root: Path) -> Iterator[tuple[Path, int, str | tuple[str, ...], str | None]]:
    for path in _sources(root):
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Only the calls matter, so lines may lose the indents that Python would stumble on.
            lines = templatize(source, origin=str(path)).splitlines()
            source = "\n".join(line.strip() for line in lines)
        extracted = extract_python(BytesIO(source.encode()), dict.fromkeys(KEYWORDS), [], {})
        for line, function, arguments, _comments in extracted:
            texts = arguments if isinstance(arguments, str) else tuple(arguments)
            if found := _message(str(function), texts):
                yield path, line, *found


def _message(
    function: str, arguments: str | tuple[str | None, ...]
) -> tuple[str | tuple[str, ...], str | None] | None:
    """The message and its context; None where the argument isn't a text."""
    given = (arguments,) if isinstance(arguments, str | None) else arguments
    context = None
    if function.startswith(("pgettext", "npgettext")):
        context, given = given[0], given[1:]
    count = 2 if function.startswith(("ngettext", "npgettext")) else 1
    texts = tuple(text for text in given[:count] if text)
    if len(texts) < count:
        return None
    return (texts if count > 1 else texts[0]), context


def _sources(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for suffix in ("html", "txt"):
        yield from sorted((root / "templates").rglob(f"*.{suffix}"))


def catalogue_path(root: Path, language: str, suffix: str = "po") -> Path:
    """Where a catalogue lies."""
    return root / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


def read_catalogue(path: Path, language: str) -> Catalog:
    """A catalogue as it was written; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def renew(root: Path, language: str, template: Catalog) -> Catalog:
    """The catalogue with the messages of now: new ones empty, unused ones gone."""
    catalogue = read_catalogue(catalogue_path(root, language), language)
    since = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    # A date of every collection would make two branches collide that share no message.
    catalogue.creation_date = since
    catalogue.obsolete.clear()
    path = catalogue_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    return catalogue


def faults(root: Path) -> list[str]:
    """What is missing, fuzzy or broken in the catalogues, a sentence each."""
    template = collect(root)
    return [fault for language in WRITTEN for fault in _faults_in(root, language, template)]


def _faults_in(root: Path, language: str, template: Catalog) -> Iterator[str]:
    catalogue = read_catalogue(catalogue_path(root, language), language)
    for wanted in template:
        if not wanted.id:
            continue
        message = catalogue.get(wanted.id, wanted.context)
        shown = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
        if message is None or not all(_strings(message)):
            yield f"{language}: not translated: {shown!r}"
        elif message.fuzzy:
            yield f"{language}: fuzzy: {shown!r}"
        elif lost := _lost_placeholders(message):
            yield f"{language}: {', '.join(lost)} is not in the translation of {shown!r}"


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _lost_placeholders(message: Message) -> list[str]:
    wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    return sorted(
        name for text in _strings(message) for name in wanted ^ set(PLACEHOLDER.findall(text))
    )


def compile_all(root: Path) -> list[Path]:
    """Write what Django reads: the catalogues of all languages but English."""
    written = []
    catalogues = {
        language: read_catalogue(catalogue_path(root, language), language) for language in WRITTEN
    }
    catalogues[DERIVED] = derive(catalogues["uz"])
    for language, catalogue in catalogues.items():
        path = catalogue_path(root, language, "mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        out = BytesIO()
        write_mo(out, catalogue)
        path.write_bytes(out.getvalue())
        written.append(path)
    return written


def derive(uzbek: Catalog) -> Catalog:
    """Uzbek in Cyrillic script: made by the tables; Django's words too."""
    made = Catalog(locale=Locale("uz", script="Cyrl"), charset="utf-8", fuzzy=False)
    for source in [*_catalogues_of_django(), uzbek]:
        for message in source:
            if message.id and all(_strings(message)):
                _put(made, message, [in_cyrillic(text) for text in _strings(message)])
    return made


def _put(catalogue: Catalog, message: Message, texts: list[str]) -> None:
    # Django's Uzbek has one form for every number, ours has two alike.
    forms = tuple(texts + texts[-1:] * (catalogue.num_plurals - len(texts)))
    string = texts[0] if isinstance(message.string, str) else forms
    catalogue.delete(message.id, message.context)
    catalogue.add(message.id, string, context=message.context)


def in_cyrillic(text: str) -> str:
    """A message in Cyrillic script; placeholders and what is foreign stay."""
    parts = KEPT.split(text)
    parts[::2] = [to_cyrillic(part) for part in parts[::2]]
    return "".join(parts)


def _catalogues_of_django() -> Iterator[Catalog]:
    home = Path(django.__file__).parent
    for part in ("contrib/admin", "contrib/humanize", "conf"):
        yield read_catalogue(home / part / "locale/uz/LC_MESSAGES/django.po", "uz")
