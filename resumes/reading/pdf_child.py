"""A program of its own: a PDF on standard input, its lines as JSON on standard output.

It runs apart from the site, with little memory and time, since PDFs are made by anybody.
"""

import json
import resource
import sys
from typing import Any

import pypdfium2
from pypdfium2 import raw

MOST_MEMORY, MOST_SECONDS = 1024**3, 15
MOST_PAGES, MOST_CHARACTERS = 30, 300_000
BULLETS = "•▪●◦‣·-–—*"
PASSWORD = 4
# How much larger letters are than those around, where a line is a heading.
LARGER = 1.08


def main() -> None:
    """Answer, whatever the file."""
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        resource.setrlimit(limit, (most, most))
    try:
        answer = read(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower()
        answer = {"error": "locked" if is_locked else "broken"}
    except MemoryError:
        answer = {"error": "broken"}
    sys.stdout.write(json.dumps(answer))


def read(data: bytes) -> dict[str, Any]:
    """The lines of a document, those that were only wrapped joined again."""
    document = pypdfium2.PdfDocument(data)
    rows: list[dict[str, Any]] = []
    has_pictures = False
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        rows += _rows(page.get_textpage())
        has_pictures = has_pictures or any(True for _ in page.get_objects(max_depth=2))
        if sum(len(row["text"]) for row in rows) > MOST_CHARACTERS:
            break
    if not rows:
        return {"error": "scanned" if has_pictures else "broken"}
    return {"lines": _joined(rows)}


def _rows(text: Any) -> list[dict[str, Any]]:
    whole = text.get_text_range()
    rows, at = [], 0
    for line in whole.split("\n"):
        stripped = line.rstrip("\r")
        if stripped.strip():
            rows.append(_row(text, stripped, at))
        at += len(line) + 1
    return rows


def _row(text: Any, line: str, at: int) -> dict[str, Any]:
    """A line with where it begins and ends, and the size of its letters."""
    begin = at + len(line) - len(line.lstrip())
    end = at + len(line.rstrip()) - 1
    word_end = begin + max(len(line.split(maxsplit=1)[0]) - 1, 0)
    left, word_right, right = (_edges(text, place) for place in (begin, word_end, end))
    return {
        "text": line.strip().replace("\ufffe", "-").replace("\x02", "-"),
        "left": left[0],
        "right": right[1],
        "first": word_right[1] - left[0],
        "size": round(raw.FPDFText_GetFontSize(text, begin), 1),
        "weight": raw.FPDFText_GetFontWeight(text, begin),
    }


def _edges(text: Any, place: int) -> tuple[float, float]:
    try:
        left, _bottom, right, _top = text.get_charbox(place)
    except pypdfium2.PdfiumError:
        return 0.0, 0.0
    return left, right


def _joined(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    margin = max(row["right"] for row in rows)
    sizes = sorted(row["size"] for row in rows)
    usual = sizes[len(sizes) // 2]
    lines: list[tuple[str, str]] = []
    before: dict[str, Any] | None = None
    for row in rows:
        look = _look(row, usual)
        if before and lines and _is_wrapped(before, row, margin) and look != "bullet":
            lines[-1] = (f"{lines[-1][0]} {row['text']}", lines[-1][1])
        else:
            lines.append(
                (row["text"].lstrip(BULLETS + " ") if look == "bullet" else row["text"], look)
            )
        before = row
    return [line for line in lines if line[0]]


def _look(row: dict[str, Any], usual: float) -> str:
    if row["text"][0] in "•▪●◦‣" or row["text"][:2] in ("- ", "– ", "* ", "· "):
        return "bullet"
    return "heading" if row["size"] > usual * LARGER else ""


def _is_wrapped(before: dict[str, Any], row: dict[str, Any], margin: float) -> bool:
    """Whether a line ended only because its next word had no room."""
    is_alike = abs(before["size"] - row["size"]) < 0.3 and before["weight"] == row["weight"]  # noqa: PLR2004
    space = 0.25 * row["size"]
    return is_alike and before["right"] + space + row["first"] > margin + 0.5


if __name__ == "__main__":
    main()
