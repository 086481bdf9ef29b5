"""Opens the files that people bring: bounded before anything is unpacked, closed to the outside."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from lxml import etree

from resumes.reading.parts import ReadingError, ReadLine

MOST_BYTES = 10 * 1024 * 1024
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 1000, 60 * 1024 * 1024, 200
MOST_XML, MOST_LINES, LONGEST_LINE = 8 * 1024 * 1024, 3000, 10_000
RATIO_COUNTS_FROM = 1024 * 1024
ENCRYPTED = 0x1
PDF_SECONDS = 20
CHILD = Path(__file__).parent / "pdf_child.py"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOKS = {"title": "title", "heading1": "heading", "heading2": "entry", "heading3": "entry"}

TOO_LARGE = _("The file is larger than 10 MB. Save it without pictures and try again.")
EMPTY = _("The file is empty.")
OLD_WORD = _("This is the old Word format. Open it in Word or LibreOffice and save it as DOCX.")
WRONG_TYPE = _("This is neither a DOCX nor a PDF file. Save the resume as one of them.")
BROKEN = _("The file is damaged and can’t be read. Save it anew and try again.")
UNSAFE = _("The file holds more than a resume should, so it isn’t opened.")
LOCKED = _("The file is protected by a password. Save it without one and try again.")
SCANNED = _("The file holds pictures without text, as scans do. A file with text is needed.")
SLOW = _("The file takes too long to read. Save it as DOCX and try again.")
NO_TEXT = _("There is no text in the file.")


def lines_of(data: bytes) -> list[ReadLine]:
    """The lines of a DOCX or PDF file, judged by content; ReadingError with the reason."""
    if len(data) > MOST_BYTES:
        raise ReadingError(TOO_LARGE)
    if not data.strip():
        raise ReadingError(EMPTY)
    if b"%PDF-" in data[:1024]:
        lines = _pdf(data)
    elif data[:4] == b"PK\x03\x04":
        lines = _docx(data)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ReadingError(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLD_WORD)
    else:
        raise ReadingError(WRONG_TYPE)
    if not lines:
        raise ReadingError(NO_TEXT)
    return lines[:MOST_LINES]


def _docx(data: bytes) -> list[ReadLine]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            body = _xml(archive, "word/document.xml")
            looks = _looks(_xml(archive, "word/styles.xml")) if _has_styles(archive) else {}
    except KeyError as error:
        raise ReadingError(WRONG_TYPE) from error
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, NotImplementedError) as error:
        raise ReadingError(BROKEN) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise error if isinstance(error, ReadingError) else ReadingError(BROKEN) from error
    return [line for paragraph in body.iter(f"{W}p") for line in _paragraph(paragraph, looks)]


def _check(archive: zipfile.ZipFile) -> None:
    """Judge an archive by its list, before any of it is unpacked."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ReadingError(UNSAFE)
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise ReadingError(LOCKED)
        is_large = entry.file_size > RATIO_COUNTS_FROM
        if is_large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise ReadingError(UNSAFE)


def _has_styles(archive: zipfile.ZipFile) -> bool:
    return "word/styles.xml" in archive.namelist()


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """A part as a tree: no more than is sensible, whatever its list says; no DTD, no entity."""
    with archive.open(name) as file:
        text = file.read(MOST_XML + 1)
    if len(text) > MOST_XML or b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in UTF_16:
        raise ReadingError(UNSAFE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(text, parser)


# In such letters a DOCTYPE would go unseen; Word writes none of them.
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def _looks(styles: etree._Element) -> dict[str, str]:
    """The look of each style by its key: Word names them in its own language, but keeps these."""
    found = {}
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        said = name.get(f"{W}val", "") if name is not None else ""
        if look := LOOKS.get(said.casefold().replace(" ", "")):
            found[str(style.get(f"{W}styleId"))] = look
    return found


def _paragraph(paragraph: etree._Element, looks: dict[str, str]) -> list[ReadLine]:
    if any(True for _inner in paragraph.iterdescendants(f"{W}p")):
        # A text box: its own paragraphs come by themselves.
        return []
    pieces = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        kind = str(node.tag).removeprefix(W)
        pieces.append({"t": node.text or "", "tab": "\t", "br": "\n"}.get(kind, "-"))
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    look = looks.get(str(style.get(f"{W}val")), "") if style is not None else ""
    is_item = paragraph.find(f"{W}pPr/{W}numPr") is not None
    named = str(style.get(f"{W}val")) if style is not None else ""
    look = look or ("bullet" if is_item or named.startswith("List") else "")
    texts = (text.strip()[:LONGEST_LINE] for text in "".join(pieces).split("\n"))
    return [ReadLine(text, look) for text in texts if text]


def _pdf(data: bytes) -> list[ReadLine]:
    """Read by a child with limits of its own, so that no file can hurt the site."""
    try:
        done = subprocess.run(  # noqa: S603  # our own program, the file on its standard input
            [sys.executable, "-I", str(CHILD)],
            input=data,
            capture_output=True,
            timeout=PDF_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError(SLOW) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise ReadingError(SLOW if done.returncode < 0 else BROKEN) from error
    if reason := {"locked": LOCKED, "scanned": SCANNED}.get(answer.get("error", "")):
        raise ReadingError(reason)
    if "error" in answer:
        raise ReadingError(BROKEN)
    return [ReadLine(text[:LONGEST_LINE], look) for text, look in answer["lines"]]
