"""What every template may show."""

from typing import Any

from django.http import HttpRequest

BRAND = "Career Canvas"


def site(request: HttpRequest) -> dict[str, Any]:
    """The name of the product; pages never compute it."""
    return {"brand": BRAND}
