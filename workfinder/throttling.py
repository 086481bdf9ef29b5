"""How much one person and one address may ask; the figures are settings.

Sharing an address is normal here, so who has signed in is counted by person alone.
"""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from accounts.limits import SharedThrottle


class PersonThrottle(UserRateThrottle, SharedThrottle):
    """Requests of a person who has signed in."""

    scope = "person"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """None, which means uncounted, where nobody has signed in."""
        if not request.user.is_authenticated:
            return None
        return super().get_cache_key(request, view)


class AddressThrottle(AnonRateThrottle, SharedThrottle):
    """Requests from an address by whoever hasn't signed in."""

    scope = "public"
