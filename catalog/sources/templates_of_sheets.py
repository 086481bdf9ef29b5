"""Files to fill in: the headers that are known, and one row that shows how."""

import csv
import io
from collections.abc import Sequence

import openpyxl

HEADERS = {
    "vacancies": (
        ("external_id", "1"),
        ("title", "Sotuvchi"),
        ("employer", "Anor doʻkoni"),
        ("area", "Samarqand"),
        ("description", "Doʻkonda xaridorlarga yordam berish, tovarlarni joylash."),
        ("salary_from", "3000000"),
        ("salary_to", "4500000"),
        ("currency", "UZS"),
        ("experience", "noExperience"),
        ("employment", "full"),
        ("schedule", "5/2"),
        ("work_format", "ON_SITE"),
        ("key_skills", "savdo, kassa"),
        ("published_at", "2026-11-20"),
        ("url", "https://example.uz/vakansiya/1"),
        ("language", "uz"),
    ),
    "courses": (
        ("external_id", "1"),
        ("title", "Excel boshlovchilar uchun"),
        ("provider", "Oʻquv markazi"),
        ("description", "Jadvallar, formulalar va diagrammalar."),
        ("teaches", "Excel"),
        ("level", "beginner"),
        ("workload", "4 hafta"),
        ("language", "uz"),
        ("url", "https://example.uz/kurs/1"),
    ),
}


def template(kind: str, what: str) -> bytes:
    """A table to fill in: `kind` is csv or xlsx, `what` is vacancies or courses."""
    rows = list(zip(*HEADERS[what], strict=True))
    return _workbook(rows) if kind == "xlsx" else _csv(rows)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([map(_harmless, row) for row in rows])
    # The mark tells Excel that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([_harmless(cell) for cell in row])
    for column in book.active.columns:
        book.active.column_dimensions[column[0].column_letter].width = 22
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _harmless(cell: str) -> str:
    """A text that no program takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
