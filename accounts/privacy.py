"""What accounts hold of a person beside their rows: files, failed sign-ins, letters not sent."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import Profile, User
from accounts.photos import photo_of


def export(user: User) -> dict[str, bytes]:
    """Files by the name that they have in the copy."""
    photo = photo_of(Profile.objects.of(user))
    return {"photo.jpg": photo} if photo is not None else {}


def erase(user: User) -> dict[str, int]:
    """Everything that doesn't go with the rows; how much went, by kind. Safe to repeat."""
    return {"files": _files(user), "failed sign-ins": _attempts(user), "desk log": _desk(user)}


def _files(user: User) -> int:
    count = 0
    profile = Profile.objects.filter(user=user).first()
    if profile and profile.photo:
        profile.photo.storage.delete(str(profile.photo.name))
        count += 1
    for made in user.exports.all():
        made.drop()
        count += 1
    return count


def _attempts(user: User) -> int:
    names = [name for name in (user.get_username(), user.email) if name]
    count = 0
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        for name in names:
            count += model.objects.filter(username__iexact=name).delete()[0]
    return count


def _desk(user: User) -> int:
    """What the desk noted about the account: its name stands there."""
    kind = ContentType.objects.get_for_model(User)
    notes = LogEntry.objects.filter(content_type=kind, object_id=str(user.pk))
    return notes.delete()[0]
