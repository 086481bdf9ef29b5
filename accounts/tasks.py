"""What the worker does for accounts."""

from accounts import letters
from accounts.models import User


def send_verification(user_id: int, site: str) -> str:
    """Send the link that verifies an address, if there is one to verify."""
    user = User.objects.filter(pk=user_id, email_verified_at=None).exclude(email="").first()
    if user is None:
        return "nothing to verify"
    letters.send_verification(user, site)
    return "sent"
