"""Rank for each line of a file, and measure against its labels."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommendations.evaluation import (
    InputError,
    Line,
    figures,
    rank_names,
    rank_specialties,
    rank_vacancies,
    read_lines,
)


class Command(BaseCommand):
    """Asks the engine that serves people; stores nothing but the file of predictions."""

    help = "Rank specialties, vacancies or names for each line of a file, and measure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files are JSON Lines, UTF-8."""
        parser.add_argument("--task", choices=["specialty", "vacancies", "names"], required=True)
        parser.add_argument("--input", type=Path, required=True, help="lines of id, text, relevant")
        parser.add_argument("--predictions", type=Path, help="where lines of id, ranked go")
        parser.add_argument("--candidates", type=Path, help="lines of id, text, for names")
        parser.add_argument(
            "--examples",
            type=Path,
            action="append",
            default=[],
            help="lines of text, relevant that count as open vacancies; may repeat",
        )

    def handle(self, **options: Any) -> None:
        """Write the rankings, and print the figures where there are labels."""
        try:
            lines = read_lines(options["input"])
            ranked = dict(zip([line.id for line in lines], self._rank(lines, options), strict=True))
        except InputError as error:
            raise CommandError(str(error)) from error
        if options["predictions"]:
            with options["predictions"].open("w", encoding="utf-8") as file:
                for key, order in ranked.items():
                    file.write(json.dumps({"id": key, "ranked": order}, ensure_ascii=False) + "\n")
        self.stdout.write(f"{len(lines)} lines")
        for figure in figures(ranked, lines):
            interval = f"[{figure.low:.3f}, {figure.high:.3f}]"
            self.stdout.write(f"{figure.name:8} {figure.value:.3f}  {interval}")

    def _rank(self, lines: list[Line], options: dict[str, Any]) -> Any:
        if options["task"] == "vacancies":
            return rank_vacancies(lines)
        if options["task"] == "specialty":
            examples = [row for path in options["examples"] for row in read_lines(path)]
            return rank_specialties(lines, examples)
        if options["candidates"] is None:
            message = "names need --candidates."
            raise CommandError(message)
        return rank_names(lines, read_lines(options["candidates"]))
