"""Texts of postings: clean HTML out of whatever came, without anybody's contacts."""

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from itertools import groupby

import ftfy
import nh3

from catalog.scripts import script_of

# Shorter texts say too little of their language; of longer ones the beginning is enough.
SHORTEST_RING, LONGEST_RING = 40, 2_000
LATIN_LANGUAGES = ["uz", "en", "de", "fr", "es", "tr", "pl"]
TAGS = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "h3", "h4"}
_MARKUP = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|strong|b|em|i|u|h[1-6]|a|table|tr|td|script|style"
    r"|highlighttext|img|section|article|font)\b[^>]*>|&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)(?:div|section|article|tr)\b[^>]*>", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|li|ul|ol|h3|h4|strong|b|em|i)>(?:\s|&nbsp;|<br>)*</\1>")
_ANY_TAG = re.compile(r"<[^>]{1,200}>")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·*✓✔➢►–—-])\s*(?=\S)")

# Headings, at the start of a line or of a sentence, of what is asked for and of what is offered.
_OFFERED = (
    r"(?:наши\s+|рабочие\s+)?условия(?:\s+(?:работы|труда))?|(?:что\s+)?мы\s+предлагаем(?:\s+вам)?"
    r"|что\s+(?:предлагаем(?:\s+мы)?|ты\s+получишь|вы\s+получите|вас\s+ждет|мы\s+да[её]м)"
    r"|(?:наши\s+)?преимущества(?:\s+работы\s+у\s+нас)?|мы\s+гарантируем|плюшки|бонусы|у\s+нас\s+есть"
    r"|взамен|почему\s+(?:мы|стоит)[^\n:?]{0,30}|со\s+своей\s+стороны\s+предлагаем"
    r"|biz\s+(?:sizga\s+)?taklif\s+(?:qilamiz|etamiz)|(?:ish\s+)?sharoitlar(?:i)?|qulayliklar"
    r"|биз\s+таклиф\s+(?:қиламиз|этамиз)|шароитлар|(?:what\s+)?we(?:\s+can|'ll)?\s+offer(?:\s+you)?"
    r"|our\s+offer|(?:job\s+|individual\s+)?benefits(?:\s+and\s+perks)?|perks"
)
_ASKED = (
    r"(?:ваши\s+|основные\s+|должностные\s+)?(?:задачи|обязанности)|(?:наши\s+)?требования|что\s+нужно\s+делать"
    r"|(?:чем|что)\s+(?:предстоит|вам\s+предстоит)\s+\w+|мы\s+ждем[^\n:]{0,20}|мы\s+ожидаем|от\s+вас"
    r"|для\s+нас\s+важно|(?:будет\s+плюсом|плюсом\s+будет|приветствуется)|(?:наш\s+)?стек|навыки"
    r"|(?:asosiy\s+)?talablar|vazifalar|majburiyatlar|талаблар|вазифалар"
    r"|requirements|responsibilities|qualifications|what\s+you'll\s+do|your\s+tasks|skills"
)
_SECTION = re.compile(
    rf"((?:^|(?<=\n)|(?<=[.;!?]\s))\s*(?:{_OFFERED}|{_ASKED})\s*(?::|\?|\n|$))", re.IGNORECASE
)
_OFFER = re.compile(rf"^\s*(?:{_OFFERED})\s*(?::|\?|\n|$)", re.IGNORECASE)

# Contacts of people are never stored: addresses of e-mail, telephones, names in messengers.
# A telephone has a plus and 9 to 15 digits, or is grouped as telephones are and money isn't:
# 90 123-45-67, (71) 200-00-00, 8 (999) 123-45-67.
GONE = "…"
_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?<!\w)@[A-Za-z]\w{3,31}")
_MESSENGER = re.compile(r"(?:https?://)?\b(?:t\.me|telegram\.me|wa\.me)/[\w+/-]{1,64}")
_TELEPHONE = re.compile(
    r"\+\s?\d(?:[\s()./-]{0,2}\d){8,14}"
    r"|(?<![\d.,])(?:(?:998|8|7)[\s-]?)?\(?\b\d{2,3}\)?[\s-]{0,2}\d{3}[\s-]\d{2}[\s-]\d{2}(?!\d)"
    r"|(?<!\d)998\d{9}(?!\d)"
)
_MAYBE_TELEPHONE = re.compile(r"\d[\s-]\d{2}[\s-]\d{2}(?!\d)|998\d")

# UTF-8 that was taken for Windows-1251 or for Latin-1, and Windows-1251 taken for Latin-1:
# no language has such letters in a row.
_MISREAD = re.compile(
    r"[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2010-\u2122]|[ÐÑ][\x80-\xbf]|â€|Ã[\x80-\xbf]"
)
_WESTERN = re.compile(r"[À-ÿ]{5,}")

_UZBEK_CYRILLIC = re.compile(r"[ўқғҳЎҚҒҲ]")
_UZBEK_LATIN = re.compile(
    r"\b(?:va|uchun|bilan|boʻyicha|kerak|ish|ishchi|tajriba|talab|oylik|maosh|soʻm|yil|ega|boʻlish"
    r"|hamda|xodim|mutaxassis|sotuvchi|haydovchi|toʻliq|kun)\b|[oOgG]ʻ",
)
_KAZAKH = re.compile(r"[әұңөүһі]")
_UKRAINIAN = re.compile(r"[їєґ]")


def clean_html(raw: str) -> str:
    """A description as the few tags that we show; plain text becomes paragraphs and lists."""
    text = without_contacts(raw)
    if not _MARKUP.search(text):
        return _paragraphs(text)
    text = _BLOCK.sub(r"<\1p>", _HEADING.sub(r"<\1h3>", text))
    text = nh3.clean(text, tags=TAGS, attributes={})
    if "<p>" not in text and "<li>" not in text and "<br>" not in text:
        text = _paragraphs(unescape(_ANY_TAG.sub("", text)))
    return _EMPTY.sub("", text).strip()


def repaired(text: str) -> str:
    """The text as it was before it was read in a wrong encoding; others stay as they are."""
    if text.isascii():
        return text
    if _MISREAD.search(text):
        text = ftfy.fix_encoding(text)
    return _WESTERN.sub(_from_western, text)


def _from_western(run: re.Match[str]) -> str:
    """Letters of Western Europe that stand for Cyrillic ones."""
    try:
        return run.group().encode("cp1252").decode("cp1251")
    except UnicodeError:
        return run.group()


def plain_text(html: str) -> str:
    """Clean HTML as text, a line for each paragraph and item."""
    text = re.sub(r"</?(?:p|li|ul|ol|h3|h4)>|<br>", "\n", html)
    return re.sub(r"\s*\n\s*", "\n", unescape(_ANY_TAG.sub("", text))).strip()


def asked_part(plain: str) -> str:
    """What a posting asks for, without what it offers: a pool for the staff is no skill of theirs.

    From a heading such as "Мы предлагаем" on, up to one such as "Требования"; all of it where
    nothing is left.
    """
    kept, is_offer = [], False
    for part in _SECTION.split(plain):
        if _SECTION.fullmatch(part):
            is_offer = bool(_OFFER.search(part))
        elif not is_offer:
            kept.append(part)
    text = "\n".join(kept)
    return text if text.strip() else plain


def without_contacts(text: str) -> str:
    """The text with an ellipsis in place of e-mail addresses, telephones, messenger names."""
    # Most texts have no contact, and these looks are much cheaper than the search.
    if "@" in text:
        text = _ADDRESS.sub(GONE, text)
    if ".me/" in text:
        text = _MESSENGER.sub(GONE, text)
    if "+" in text or _MAYBE_TELEPHONE.search(text):
        text = _TELEPHONE.sub(GONE, text)
    return text


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks = []
    for is_list, group in groupby(lines, lambda line: bool(_BULLET.match(line))):
        if is_list:
            items = "".join(f"<li>{_escaped(_BULLET.sub('', line))}</li>" for line in group)
            blocks.append(f"<ul>{items}</ul>")
        else:
            blocks += [f"<p>{_escaped(line)}</p>" for line in group]
    return "".join(blocks)


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def language_of(text: str, said: str = "") -> str:
    """A code of a text's language: as said, else by its script and the letters it uses."""
    if said and said not in ("uz", "uz-Cyrl"):
        return said
    text = text[:LONGEST_RING]
    script = script_of(text)
    if said:
        return "uz-Cyrl" if script == "Cyrl" else "uz"
    if script == "Latn":
        return "uz" if len(_UZBEK_LATIN.findall(text)) > 1 else _latin_language(text)
    return _cyrillic_language(text.lower()) if script else ""


def _latin_language(text: str) -> str:
    """English, unless a longer text has the ring of another language."""
    if len(text) < SHORTEST_RING:
        return "uz" if _UZBEK_LATIN.search(text) else "en"
    # Its model takes a second and some memory, and few texts need it.
    from py3langid.langid import classify, set_languages  # noqa: PLC0415

    _of_our_languages(set_languages)
    return str(classify(text[:LONGEST_RING])[0])


@cache
def _of_our_languages(set_languages: Callable[[list[str]], None]) -> None:
    set_languages(LATIN_LANGUAGES)


def _cyrillic_language(text: str) -> str:
    """Languages in Cyrillic by letters that the others lack; Russian where none of them is."""
    few = max(1, len(text) // 200)
    if len(_UZBEK_CYRILLIC.findall(text)) >= few:
        return "kk" if len(_KAZAKH.findall(text)) >= few else "uz-Cyrl"
    return "uk" if len(_UKRAINIAN.findall(text)) >= few else "ru"
