"""The rates of exchange in use: those that curators keep, else the table that came with us."""

from catalog import salaries
from catalog.models import Rate
from catalog.salaries import Rates, read_rates


def rates_in_use() -> Rates:
    """The rates of each currency, oldest first."""
    kept: dict[str, list[salaries.Rate]] = {}
    for currency, since, uzs in Rate.objects.order_by("since").values_list(
        "currency", "since", "uzs"
    ):
        kept.setdefault(currency, []).append(salaries.Rate(since, uzs))
    return {currency: tuple(dated) for currency, dated in kept.items()} or read_rates()
