"""Takes what a reader says is wrong with a vacancy; curators answer it."""

from typing import Any

from catalog.models import Report, Vacancy


def report(vacancy: Vacancy, reader: Any, reason: str, text: str) -> Report:
    """A report that waits for a curator; a reader's second one of a vacancy renews the first.

    `reader` is a user, or None for whoever hasn't signed in.
    """
    told = {"reason": reason, "text": text}
    if reader is None:
        same = Report.objects.waiting().filter(vacancy=vacancy, reader=None, **told).first()
        return same or Report.objects.create(vacancy=vacancy, **told)
    made, _is_new = Report.objects.waiting().update_or_create(
        vacancy=vacancy, reader=reader, defaults=told
    )
    return made
