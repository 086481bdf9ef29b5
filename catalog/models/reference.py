"""The shared vocabulary: regions, specialties and skills, named in four written forms."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.scripts import to_cyrillic


class Named(models.Model):
    """A thing with a name in Uzbek (both scripts), Russian and English."""

    name_uz = models.CharField(_("name in Uzbek"), max_length=200)
    name_uz_cyrl = models.CharField(_("name in Uzbek, Cyrillic"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name in a language of the interface: uz, uz-cyrl, ru or en."""
        return getattr(self, f"name_{language.lower().replace('-', '_')}", "") or self.name_ru

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "en")


class RegionQuerySet(models.QuerySet["Region"]):
    """Questions about places."""

    def of_uzbekistan(self) -> Self:
        """The fourteen regions, without their towns."""
        return self.filter(kind=Region.Kind.REGION)

    def towns(self) -> Self:
        """Towns of Uzbekistan; each has its region as parent."""
        return self.filter(kind=Region.Kind.TOWN)


class Region(Named):
    """A region of Uzbekistan, one of its towns, a country, or `unknown`."""

    UNKNOWN = "unknown"

    class Kind(models.TextChoices):
        """What sort of place a row is."""

        REGION = "region", _("region")
        TOWN = "town", _("town")
        COUNTRY = "country", _("country")
        UNKNOWN = "unknown", _("unknown")

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    hh_id = models.PositiveIntegerField(_("HeadHunter's id"), null=True, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        verbose_name=_("other spellings"),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="town") | models.Q(parent__isnull=False),
                name="town_lies_in_a_region",
            ),
        ]


class Labour(models.TextChoices):
    """The kind of labour that a specialty is."""

    MENTAL = "mental", _("mental")
    PHYSICAL = "physical", _("physical")
    MIXED = "mixed", _("mixed")


class Specialty(Named):
    """An occupation that vacancies ask for."""

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        help_text=_("hh-<id> for a professional role of HeadHunter"),
    )
    category = models.CharField(_("category"), max_length=30, db_index=True)
    labour = models.CharField(_("kind of labour"), max_length=10, choices=Labour)
    synonyms = models.JSONField(
        _("other words for it"),
        default=dict,
        blank=True,
        help_text=_("lists of titles by language: uz, ru, en"),
    )
    is_suggested = models.BooleanField(
        _("is suggested to people"), default=True, help_text=_("off for “other”")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")

    def as_read(self, name: str) -> str:
        """One of its names; an Uzbek one, kept in Latin letters, in the reader's script."""
        is_uzbek = name in (self.name_uz, *self.synonyms.get("uz", ()))
        return to_cyrillic(name) if is_uzbek and get_language() == "uz-cyrl" else name


class SkillQuerySet(models.QuerySet["Skill"]):
    """Questions about skills."""

    def in_use(self) -> Self:
        """Without those that turned out to be repeats."""
        return self.filter(merged_into=None)

    def named(self, name: str) -> Self:
        """Skills that go by this name in any language, whatever the case."""
        typed = name.strip()
        # Words that count only in their own case within a text may stand alone in any usual one.
        exact = {f"={form}" for form in (typed, typed.upper(), typed.capitalize())}
        return self.filter(synonyms__overlap=[typed.casefold(), *sorted(exact)])


class Skill(Named):
    """A skill of the shared vocabulary, with the words that postings use for it."""

    class Kind(models.TextChoices):
        """What sort of skill it is."""

        TOOL = "tool", _("tool")
        TRADE = "trade", _("trade")
        LICENCE = "licence", _("licence")
        LANGUAGE = "language", _("language")
        SOFT = "soft", _("personal quality")
        KNOWLEDGE = "knowledge", _("knowledge")

    code = models.CharField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # Lower case, the four names included, so that one GIN index answers any spelling.
    # A leading "=" marks a word that counts only in exactly this case.
    synonyms = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("other words")
    )
    # A repeat of another skill: its words are found as the other one's.
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="repeats",
        verbose_name=_("the same as"),
    )

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("skill")
        verbose_name_plural = _("skills")


class Rate(models.Model):
    """What a unit of a currency is worth from a day on; curators keep it up to date."""

    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217, as USD"))
    since = models.DateField(_("since"))
    uzs = models.DecimalField(_("soum for one"), max_digits=16, decimal_places=6)

    class Meta:
        ordering = ["currency", "-since"]
        verbose_name = _("rate of exchange")
        verbose_name_plural = _("rates of exchange")
        constraints = [
            models.UniqueConstraint(fields=["currency", "since"], name="rate_once_a_day"),
            models.CheckConstraint(condition=models.Q(uzs__gt=0), name="rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.since}: {self.uzs}"
