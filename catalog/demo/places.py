"""Where the demo's jobs are: towns by the weight of their region, and landmarks that people name."""

import csv
import random
from dataclasses import dataclass
from functools import cache

from catalog.demo.reading import HERE, Kind, read_places

REGIONS = HERE.parent / "tables" / "regions.csv"
# How much likelier or rarer the capital is for a kind of workplace.
CAPITAL = {"even": 0.92, "capital": 2.2, "rural": 0.06}
# What part of a region's jobs is in its centre, and how many times a larger town outweighs a small one.
CENTRE, LARGER = 0.55, 4.0


@dataclass(frozen=True, slots=True)
class Town:
    """A town or a whole region: its names by language, its part of all jobs, its part of the capital's pay."""

    names: dict[str, str]
    share: float
    pay: float

    @property
    def is_capital(self) -> bool:
        """True for the city of Tashkent, not for its region."""
        return self.names["en"] == "Tashkent"


@cache
def towns() -> tuple[Town, ...]:
    """All places; the shares of one region add up to that region's weight."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"].lower().startswith("uz-")]
    return tuple(town for code in read_places()["region"] for town in _towns_of(code, rows))


def _towns_of(code: str, rows: list[dict[str, str]]) -> list[Town]:
    region = read_places()["region"][code]
    inside = [row for row in rows if row["parent"] == code or row["code"] == code]
    if len(inside) <= 2:  # the capital: one town, and no region around it to name
        inside = [row for row in inside if row["kind"] == "town"]
    sizes = [_size(row["name_ru"], region) for row in inside]
    others = sum(sizes)
    centre = CENTRE if others else 1.0
    return [
        Town(
            names={language: row[f"name_{language}"] for language in ("ru", "uz", "en")},
            share=region["weight"]
            * (size / others * (1 - centre) if row["name_ru"] != region["centre"] else centre),
            pay=region["pay"],
        )
        for row, size in zip(inside, sizes, strict=True)
    ]


def _size(name: str, region: dict[str, list[str]]) -> float:
    if name == region["centre"]:
        return 0.0
    return LARGER if name in region.get("larger", []) else 1.0


def choose_town(kind: Kind, chance: random.Random) -> Town:
    """A place where a workplace of this kind is likely."""
    known = towns()
    if kind.towns:
        known = tuple(town for town in known if town.names["ru"] in kind.towns)
    capital = CAPITAL[kind.spread]
    weights = [town.share * (capital if town.is_capital else 1.0) for town in known]
    return chance.choices(known, weights)[0]


def choose_landmark(town: Town, language: str, chance: random.Random) -> str:
    """A district, a metro station or another place by which people find the way."""
    key = "capital" if town.is_capital else "elsewhere"
    return str(chance.choice(read_places()["landmarks"][language][key]))
