"""The desk for the queue, in the look of the rest."""

from django.contrib import admin
from django_q.admin import FailAdmin
from django_q.admin import ScheduleAdmin as QueueScheduleAdmin
from django_q.models import Failure, Schedule
from unfold.admin import ModelAdmin

admin.site.unregister([Failure, Schedule])


@admin.register(Failure)
class FailureAdmin(ModelAdmin, FailAdmin):
    """Work that failed, with what it said."""


@admin.register(Schedule)
class ScheduleAdmin(ModelAdmin, QueueScheduleAdmin):
    """What runs by itself, and when."""
