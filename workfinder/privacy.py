"""A person's right to see everything that is held on them, and to have it deleted.

Rows are found by `private_rows`; what an app holds beside its rows is told by its own `privacy`.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from accounts import privacy as accounts
from accounts.models import User
from catalog import privacy as catalog
from workfinder.erasing import forget_tasks
from workfinder.outbox import forget_letters
from workfinder.private_rows import as_data, private_tables

OWN = (catalog, accounts)
README = """\
Everything that this site holds on you, made on {date}.

Each file in data/ is one kind of rows, as JSON; other files are those that you uploaded.
Left out: the hash of your password, and keys and seals that would let others in.
"""


def export(user: User, note: Callable[[float], None] = lambda _share: None) -> bytes:
    """A zip of all rows as JSON and all files; `note` hears how far it is, 0 to 1."""
    made, tables = io.BytesIO(), private_tables()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README.format(date=f"{timezone.localtime():%Y-%m-%d %H:%M}"))
        for number, table in enumerate(tables, 1):
            rows = [as_data(row) for row in table.rows(user)]
            if rows:
                archive.writestr(f"data/{table.model._meta.label_lower}.json", _json(rows))
            note(number / (len(tables) + 1))
        for app in OWN:
            for name, data in app.export(user).items():
                archive.writestr(f"files/{name}", data)
    return made.getvalue()


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def erase(user: User) -> dict[str, int]:
    """Delete everything on a person; how much went, by kind. Cut off anywhere, it can go on.

    What lies outside the database goes first: the rows say where it is.
    """
    counts = {"queued tasks": forget_tasks(user), "letters": forget_letters(user.email)}
    for app in OWN:
        counts |= app.erase(user)
    with transaction.atomic():
        _count, by_model = user.delete()
    return counts | by_model
