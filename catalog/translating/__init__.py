"""Texts in another language by a translator, where the site has one: cached, names kept, marked.

Nothing here fails: what can't be translated comes back as it was written, with the reason.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Skill, Specialty, Translation
from catalog.scripts import normalize_apostrophes, to_cyrillic, to_latin
from catalog.texts import clean_html, language_of, plain_text
from catalog.translating.google import Google, TranslationError, get_translator, is_set_up
from catalog.translating.protecting import NameKeeper, Protected

__all__ = ["Translated", "Wish", "host", "is_set_up", "known", "translate"]

# The translator knows Uzbek in Latin letters; the other alphabet is our own table's work.
_THEIRS = {"uz-Cyrl": "uz"}
LONGEST, MOST_AT_ONCE, MOST_CHARACTERS = 20_000, 50, 20_000
# After a failure the same text isn't sent again for so long.
PAUSE = timedelta(minutes=10)
REASON_LENGTH = 300
_MARKUP = re.compile(r"(<[^<>]*>|&#?\w+;)")


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in the language that was asked for, or as written with the reason why."""

    text: str
    source: str
    is_translated: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """How texts are to be translated.

    `owner_id` is the person whose private texts these are: the caller has asked for consent.
    `kept` are strings that must come back as they are; `source` is the language, if known.
    """

    language: str
    source: str = ""
    is_html: bool = False
    owner_id: int | None = None
    kept: tuple[str, ...] = ()


def translate(texts: Sequence[str], wish: Wish) -> list[Translated]:
    """Each text in a language: remembered, else asked for; in order, never fewer."""
    found = known(texts, wish)
    missing = [text for text, done in zip(texts, found, strict=True) if done is None]
    asked = iter(_ask(missing, wish) if missing else ())
    return [done or next(asked) for done in found]


def host() -> str:
    """Whom texts go to; empty where there is no translator to use."""
    try:
        translator = get_translator()
    except TranslationError:
        return ""
    return translator.host if translator else ""


def known(texts: Iterable[str], wish: Wish) -> list[Translated | None]:
    """What needs no asking: remembered, in that language already, empty, or failed just now."""
    listed = list(texts)
    digests = {text: _digest(text, wish) for text in listed}
    rows = Translation.objects.filter(
        owner_id=wish.owner_id, language=wish.language, digest__in=digests.values()
    )
    by_digest = {row.digest: row for row in rows}
    return [_known(text, wish, by_digest.get(digests[text])) for text in listed]


def _known(text: str, wish: Wish, row: Translation | None) -> Translated | None:
    source = wish.source or _language_of(text, wish)
    if not text.strip() or source == wish.language:
        return Translated(text, source, is_translated=False)
    if _theirs(source) == _theirs(wish.language):
        return Translated(_in_script(text, wish.language), source, is_translated=True)
    if row is None:
        return None
    if row.text:
        return Translated(row.text, source, is_translated=True)
    if row.made_at > timezone.now() - PAUSE:
        return Translated(text, source, is_translated=False, reason=row.failure)
    return None


def _ask(texts: Sequence[str], wish: Wish) -> list[Translated]:
    try:
        translator = get_translator()
    except TranslationError as error:
        return _as_written(texts, wish, str(error))
    if translator is None:
        return _as_written(texts, wish, _("No translator is set up on this site."))
    found: list[Translated] = []
    for batch in _batches(texts):
        found += _asked(batch, wish, translator)
    return found


def _asked(texts: Sequence[str], wish: Wish, translator: Google) -> list[Translated]:
    """One request; what comes of it is remembered, a failure too."""
    if reason := _hindrance(texts):
        return _as_written(texts, wish, reason)
    source = wish.source or _language_of(texts[0], wish)
    keeper = _keeper(source, wish.language)
    sent = [keeper.protect(_in_script(text, _theirs(source)), wish.kept) for text in texts]
    try:
        answers = translator.ask(
            [part.text for part in sent],
            _theirs(source),
            _theirs(wish.language),
            is_html=wish.is_html,
        )
    except TranslationError as error:
        found = _as_written(texts, wish, str(error))
    else:
        restored = [_restored(*pair, wish) for pair in zip(sent, answers, strict=True)]
        lost = _("The translator lost a name, so its text isn’t used.")
        found = [
            Translated(answer, source, is_translated=True)
            if answer
            else Translated(text, source, is_translated=False, reason=lost)
            for text, answer in zip(texts, restored, strict=True)
        ]
    _remember(texts, found, wish)
    return found


def _restored(sent: Protected, answer: str, wish: Wish) -> str:
    """The answer with its names, in the alphabet asked for, with nothing but clean HTML."""
    text = sent.restored(answer)
    if text is None or not plain_text(text).strip():
        return ""
    if wish.is_html:
        text = clean_html(text)
    return _in_script(text, wish.language)


def _remember(texts: Sequence[str], found: Sequence[Translated], wish: Wish) -> None:
    for text, done in zip(texts, found, strict=True):
        Translation.objects.update_or_create(
            owner_id=wish.owner_id,
            digest=_digest(text, wish),
            language=wish.language,
            defaults={
                "text": done.text if done.is_translated else "",
                "failure": done.reason[:REASON_LENGTH],
                "size": len(text),
                "made_at": timezone.now(),
            },
        )


def _hindrance(texts: Sequence[str]) -> str:
    """Why these don't go out: too long, or enough for a day."""
    if any(len(text) > LONGEST for text in texts):
        return _("The text is too long to be translated.")
    since = timezone.now() - timedelta(days=1)
    size = Translation.objects.characters_since(since) + sum(len(text) for text in texts)
    if size > settings.TRANSLATED_CHARACTERS_A_DAY:
        return _("Enough was translated today; tomorrow there will be more.")
    return ""


def _as_written(texts: Iterable[str], wish: Wish, reason: str) -> list[Translated]:
    return [
        Translated(
            text, wish.source or _language_of(text, wish), is_translated=False, reason=reason
        )
        for text in texts
    ]


def _batches(texts: Sequence[str]) -> Iterable[list[str]]:
    batch: list[str] = []
    for text in texts:
        if batch and (
            len(batch) == MOST_AT_ONCE or len(text) + sum(map(len, batch)) > MOST_CHARACTERS
        ):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _language_of(text: str, wish: Wish) -> str:
    return language_of(plain_text(text) if wish.is_html else text)


def _theirs(language: str) -> str:
    return _THEIRS.get(language, language)


def _in_script(text: str, language: str) -> str:
    """Uzbek in the alphabet of the language, tags and entities left alone; others as they are."""
    if language not in ("uz", "uz-Cyrl"):
        return text
    parts = _MARKUP.split(text)
    parts[::2] = [_spelled(part, language) for part in parts[::2]]
    return "".join(parts)


def _spelled(text: str, language: str) -> str:
    return to_cyrillic(text) if language == "uz-Cyrl" else normalize_apostrophes(to_latin(text))


def _digest(text: str, wish: Wish) -> str:
    form = f"{wish.source}\0{wish.is_html:d}\0{text}"
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()


def _keeper(source: str, target: str) -> NameKeeper:
    """Our specialties and skills as they are called in both languages."""
    target = _theirs(target)
    names: dict[str, str] = {}
    for model in (Specialty, Skill):
        for row in model.objects.all():
            names.setdefault(row.name_in(_theirs(source)), row.name_in(target))
    return NameKeeper(names)
