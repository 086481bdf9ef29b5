"""How many vacancies were open on a day: what a trend is read from."""

from django.db import models

from catalog.models import Region, Specialty


class DemandSnapshot(models.Model):
    """Open vacancies of a specialty on a day, in a region of ours or everywhere, and their pay.

    Those that may be done from anywhere are counted apart, so that regions can be added up.
    """

    day = models.DateField()
    # None stands for all vacancies, those that name no specialty too.
    specialty = models.ForeignKey(Specialty, models.CASCADE, null=True, related_name="+")
    # A region of Uzbekistan; None is everywhere.
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+")
    local = models.PositiveIntegerField()
    remote = models.PositiveIntegerField()
    # In UZS a month, over those that name their pay.
    median_pay = models.BigIntegerField(null=True)
    pay_count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "specialty", "region"],
                nulls_distinct=False,
                name="demand_noted_once_a_day",
            ),
        ]
        indexes = [models.Index(fields=["specialty", "region", "day"], name="demand_over_time")]

    def __str__(self) -> str:
        return f"{self.day} {self.specialty_id} {self.region_id}: {self.local} + {self.remote}"
