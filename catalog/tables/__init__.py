"""The tables that people maintain, as CSV; the first line names the columns."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def table_path(name: str) -> Path:
    """Where a table lies."""
    return FOLDER / f"{name}.csv"


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, cells without outer spaces, missing cells empty."""
    with table_path(name).open(encoding="utf-8", newline="") as file:
        return tuple(
            {column: (cell or "").strip() for column, cell in row.items() if column}
            for row in csv.DictReader(file)
        )


def split_cell(cell: str) -> list[str]:
    """The values of a cell that holds several, divided by `|`."""
    return [value.strip() for value in cell.split("|") if value.strip()]
