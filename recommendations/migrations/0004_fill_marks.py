from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 1_000


def fill(apps, schema_editor):
    """Keep what names each marked vacancy, and date the state that it is in."""
    mark = apps.get_model("recommendations", "Mark")
    change = apps.get_model("recommendations", "MarkChange")
    vacancy = apps.get_model("catalog", "Vacancy").objects.filter(pk=OuterRef("vacancy"))
    keys = list(mark.objects.filter(changes=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        marks = mark.objects.filter(pk__in=keys[start : start + BATCH])
        marks.update(
            **{name: Subquery(vacancy.values(name)[:1]) for name in ("title", "employer", "url")}
        )
        change.objects.bulk_create(
            change(mark_id=pk, state=state, made_at=updated_at)
            for pk, state, updated_at in marks.values_list("pk", "state", "updated_at")
        )


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_histories_of_marks_and_hidden_employers"),
        ("catalog", "0005_find_vacancies_by_employer"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
