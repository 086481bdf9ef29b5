"""What a vacancy can be like: the values that its fields take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkMode(models.TextChoices):
    """Where the work is done."""

    OFFICE = "office", _("on site")
    HYBRID = "hybrid", _("hybrid")
    REMOTE = "remote", _("remote")


class Schedule(models.TextChoices):
    """How the working time is laid out."""

    FULL_TIME = "full_time", _("full time")
    PART_TIME = "part_time", _("part time")
    SHIFT = "shift", _("shifts")
    PROJECT = "project", _("by project")


class Employment(models.TextChoices):
    """What sort of contract it is."""

    FULL = "full", _("full employment")
    PART = "part", _("part-time employment")
    PROJECT = "project", _("project work")
    INTERNSHIP = "internship", _("internship")


class ExperienceNeeded(models.TextChoices):
    """How much experience a vacancy asks for."""

    NONE = "none", _("no experience")
    FROM_1 = "1-3", _("1 to 3 years")
    FROM_3 = "3-6", _("3 to 6 years")
    FROM_6 = "6+", _("more than 6 years")


class PayPeriod(models.TextChoices):
    """What a figure of pay is for."""

    HOUR = "hour", _("an hour")
    SHIFT = "shift", _("a shift")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
