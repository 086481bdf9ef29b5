"""A position of 0 meant that nobody had ordered anything."""

from django.db import migrations

ORDERED = ("Experience", "Education", "ProfileSkill", "SpokenLanguage")


def forget(apps, schema_editor):
    for name in ORDERED:
        apps.get_model("accounts", name).objects.filter(position=0).update(position=None)


def remember(apps, schema_editor):
    for name in ORDERED:
        apps.get_model("accounts", name).objects.filter(position=None).update(position=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_courses_licences_and_links")]
    operations = [migrations.RunPython(forget, remember)]
