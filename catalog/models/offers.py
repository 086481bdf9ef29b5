"""What every offer has, and vacancies."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.employers import employer_key
from catalog.models.choices import Employment, ExperienceNeeded, PayPeriod, Schedule, WorkMode
from catalog.models.reference import Region, Skill, Specialty
from catalog.models.sources import Source

# Columns that stand and fall with a field that a curator set right.
CORRECTED_WITH = {
    "region": ("region_id", "town_id"),
    "specialty": ("specialty_id", "specialty_confidence"),
    "pay": (
        "salary_from",
        "salary_to",
        "currency",
        "is_gross",
        "pay_period",
        "monthly_uzs_from",
        "monthly_uzs_to",
    ),
}


# Open, and not another row's repetition; with an active source it is what people are shown.
OFFERED = Q(closed_at=None, same_as=None)
# Columns of the filters of a search.
FILTERED_BY = [
    "source", "specialty", "region", "town", "work_modes", "schedules", "employment", "experience",
    "language", "dated_at", "monthly_uzs_from", "monthly_uzs_to",
]  # fmt: skip


def correction_of(name: str) -> str:
    """The correction that a field or a column belongs to: `currency` is a part of the pay."""
    for correction, columns in CORRECTED_WITH.items():
        if name in columns or f"{name}_id" in columns:
            return correction
    return name


class Offer(models.Model):
    """What a vacancy and a course share: where it came from and how long it has been seen."""

    external_id = models.CharField(_("id at the source"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True, help_text=_("clean HTML"))
    language = models.CharField(_("language"), max_length=8, blank=True)
    url = models.URLField(_("address"), max_length=600, blank=True)
    # SHA-256 of what the source said; rows that say the same are not touched.
    content_hash = models.CharField(max_length=64, editable=False)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Fields that a curator set right: imports leave them as they are until they are released.
    corrected = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        editable=False,
        verbose_name=_("set right by a curator"),
    )
    # Moves only when the content did: vectors are made again when it does.
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def release(self) -> None:
        """Let imports write again what a curator had set right; the next one does."""
        self.corrected = []
        self.content_hash = ""
        self.save(update_fields=["corrected", "content_hash"])

    def close(self) -> None:
        """Mark as gone from its source, as of now."""
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Questions about vacancies."""

    def open(self) -> Self:
        """Those that people may still apply to, from active sources, each opening once."""
        return self.filter(closed_at=None, source__is_active=True, same_as=None)

    def offered_by(self, keys: "Iterable[str] | models.QuerySet[Any, Any]") -> Self:
        """Those of employers, known by `folded_employer` of their names."""
        return self.alias(employer_key=employer_key()).filter(employer_key__in=keys)

    def newest_first(self) -> Self:
        """By the date of publication, else by when first seen."""
        return self.order_by("-dated_at", "-pk")

    def for_cards(self) -> Self:
        """With what a card shows, in a fixed number of queries; long texts stay behind."""
        others = Vacancy.objects.filter(closed_at=None).select_related("source")
        others = others.only("same_as_id", "place", "url", "source").order_by("pk")
        return (
            self.select_related("source", "region", "town", "specialty")
            .prefetch_related("skills", models.Prefetch("also_offered", others))
            .defer("description", "search")
        )


class Vacancy(Offer):
    """An opening at an employer."""

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="vacancies", verbose_name=_("source")
    )
    employer = models.CharField(_("employer"), max_length=300, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("as the source says it")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="vacancies", verbose_name=_("region")
    )
    town = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="town_vacancies",
        null=True,
        blank=True,
        verbose_name=_("town"),
    )
    specialty = models.ForeignKey(
        Specialty,
        models.PROTECT,
        related_name="vacancies",
        null=True,
        blank=True,
        verbose_name=_("specialty"),
    )
    specialty_confidence = models.FloatField(
        _("confidence in the specialty"),
        null=True,
        blank=True,
        help_text=_("0 to 1; empty where the source or a curator named it"),
    )
    skills = models.ManyToManyField(
        Skill, related_name="vacancies", blank=True, verbose_name=_("skills")
    )
    key_skills = models.TextField(
        _("skills as posted"), blank=True, help_text=_("names divided by commas")
    )
    work_modes = ArrayField(
        models.CharField(max_length=10, choices=WorkMode),
        default=list,
        blank=True,
        verbose_name=_("work modes"),
    )
    schedules = ArrayField(
        models.CharField(max_length=10, choices=Schedule),
        default=list,
        blank=True,
        verbose_name=_("schedules"),
    )
    employment = models.CharField(_("employment"), max_length=10, choices=Employment, blank=True)
    experience = models.CharField(
        _("experience"), max_length=5, choices=ExperienceNeeded, blank=True
    )
    salary_from = models.DecimalField(
        _("pay from"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    salary_to = models.DecimalField(
        _("pay to"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_gross = models.BooleanField(_("before tax"), null=True, blank=True)
    pay_period = models.CharField(_("paid"), max_length=5, choices=PayPeriod, blank=True)
    monthly_uzs_from = models.BigIntegerField(_("UZS a month, from"), null=True, blank=True)
    monthly_uzs_to = models.BigIntegerField(_("UZS a month, to"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Signs that a reader should look twice; see catalog.posting_signs. Advisory.
    signs = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("signs")
    )
    # The row that stands for this opening where several rows offer it; found, never typed. Only
    # rows that stand behind another one are indexed: no search asks the index for all the others.
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="also_offered",
        db_index=False,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("same as"),
    )
    dated_at = models.GeneratedField(
        expression=models.functions.Coalesce("published_at", "first_seen_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="russian")
        + SearchVector("title", weight="A", config="english")
        + SearchVector("title", weight="A", config="simple")
        + SearchVector("employer", "place", "key_skills", weight="B", config="simple")
        + SearchVector("description", weight="D", config="russian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="vacancy_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(salary_from=None)
                | Q(salary_to=None)
                | Q(salary_from__lte=F("salary_to")),
                name="pay_from_is_at_most_pay_to",
            ),
            models.CheckConstraint(
                condition=Q(salary_from=None, salary_to=None) | ~Q(currency=""),
                name="pay_has_a_currency",
            ),
        ]
        indexes = [
            models.Index(
                fields=["specialty", "region"], condition=OFFERED, name="open_by_specialty"
            ),
            models.Index(fields=["region"], condition=OFFERED, name="open_by_region"),
            models.Index(fields=["-dated_at", "-id"], condition=OFFERED, name="open_by_date"),
            models.Index(fields=["monthly_uzs_to"], condition=OFFERED, name="open_by_pay"),
            # All that filters ask for, so that those without an index read a few pages of this
            # one and not the whole table with its texts.
            models.Index(
                fields=["id"],
                include=FILTERED_BY,
                condition=OFFERED,
                name="open_with_what_filters_ask",
            ),
            models.Index(
                fields=["same_as"], condition=~Q(same_as=None), name="standing_behind_another"
            ),
            models.Index(employer_key(), condition=Q(closed_at=None), name="open_by_employer"),
            GinIndex(fields=["work_modes"], name="vacancy_work_modes"),
            GinIndex(fields=["search"], name="vacancy_words"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="vacancy_title_trigrams"),
        ]

    def get_absolute_url(self) -> str:
        """The page of the vacancy."""
        return reverse("recommendations:vacancy_detail", args=[self.pk])


class Fingerprint(models.Model):
    """What a vacancy's text is compared by, kept so that it is made once."""

    vacancy = models.OneToOneField(Vacancy, models.CASCADE, primary_key=True)
    content_hash = models.CharField(max_length=64)
    # `duplicates.LENGTH` numbers of 4 bytes; empty for a text too short to compare.
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.vacancy_id}"
