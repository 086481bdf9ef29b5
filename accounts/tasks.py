"""What the worker does for accounts."""

from accounts import letters
from accounts.models import User
from accounts.passwords import may_write


def send_verification(user_id: int, site: str) -> str:
    """Send the link that verifies an address, if there is one to verify."""
    user = User.objects.filter(pk=user_id, email_verified_at=None).exclude(email="").first()
    if user is None:
        return "nothing to verify"
    letters.send_verification(user, site)
    return "sent"


def send_recovery(user_id: int, site: str) -> str:
    """Send the link for a new password; 0 stands for nobody, so that every asking queues alike."""
    user = User.objects.filter(pk=user_id, is_active=True, email_verified_at__isnull=False).first()
    if user is None or not may_write(user):
        return "nobody to write to"
    letters.send_recovery(user, site)
    return "sent"


def tell_of_change(user_id: int, what: str, address: str = "") -> str:
    """Tell the owner of an account what was changed: at its own address, or at one it had."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return "the account is gone"
    letters.tell_of_change(user, what, address)
    return "told"
