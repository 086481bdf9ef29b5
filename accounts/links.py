"""Where addresses in letters and answers begin."""

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest) -> str:
    """As the settings say, or else as the person came."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
