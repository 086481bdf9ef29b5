"""The facts of a profile that a resume may use."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length, Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.profiles import Profile
from catalog.models import Skill

MONTH_OR_YEAR = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2]))?$", _("Write the year as YYYY, or the month as YYYY-MM.")
)

MONTHS, MID_YEAR = 12, 7
MONTH_SIGN = "-"


class Fact(models.Model):
    """One statement in a profile that a resume may use."""

    # Where the person put it; empty where it stands by its date, or by when it was said.
    position = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Experience(Fact):
    """A place of work."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="experience")
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    title = models.CharField(_("position"), max_length=200)
    start = models.CharField(_("from"), max_length=7, validators=[MONTH_OR_YEAR])
    end = models.CharField(_("to"), max_length=7, validators=[MONTH_OR_YEAR], blank=True)
    region = models.CharField(_("place"), max_length=100, blank=True)
    description = models.TextField(_("what you did"), max_length=10_000, blank=True)

    class Meta:
        ordering = ["position", "-start", "-pk"]
        verbose_name = _("experience")
        constraints = [
            models.CheckConstraint(
                # A year alone is compared with a year.
                condition=Q(end="") | Q(end__gte=Left(F("start"), Length("end"))),
                name="work_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def months(self, today: date) -> range:
        """The months worked, each as a number; where only years are known, from mid-year on."""
        first = _month(self.start, MID_YEAR)
        if not self.end:
            return range(first, _month(f"{today:%Y-%m}", MID_YEAR) + 1)
        is_whole = MONTH_SIGN in self.end
        return range(first, _month(self.end, MID_YEAR) + is_whole)


def _month(written: str, unknown: int) -> int:
    year, _sign, month = written.partition(MONTH_SIGN)
    return int(year) * MONTHS + int(month or unknown)


class Education(Fact):
    """A place of study."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="education")
    institution = models.CharField(_("institution"), max_length=200)
    degree = models.CharField(
        _("degree"), max_length=10, choices=Profile.EducationLevel, blank=True
    )
    field = models.CharField(_("field of study"), max_length=200, blank=True)
    start = models.CharField(_("from"), max_length=7, validators=[MONTH_OR_YEAR], blank=True)
    end = models.CharField(_("to"), max_length=7, validators=[MONTH_OR_YEAR], blank=True)

    class Meta:
        ordering = ["position", "-end", "-pk"]
        verbose_name = _("education")

    def __str__(self) -> str:
        return self.institution


class SpokenLanguage(Fact):
    """A language a person speaks."""

    class Level(models.TextChoices):
        """The levels of the Common European Framework."""

        A1 = "a1", _("A1, beginner")
        A2 = "a2", _("A2, elementary")
        B1 = "b1", _("B1, intermediate")
        B2 = "b2", _("B2, upper intermediate")
        C1 = "c1", _("C1, advanced")
        C2 = "c2", _("C2, fluent")
        NATIVE = "native", _("native")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="languages")
    language = models.CharField(
        _("language"),
        max_length=2,
        validators=[RegexValidator(r"^[a-z]{2}$", _("Write the code of a language, as in uz."))],
    )
    level = models.CharField(_("level"), max_length=6, choices=Level)

    class Meta(Fact.Meta):
        verbose_name = _("language")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "language"], name="language_once_per_profile"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"


class ProfileSkill(Fact):
    """A skill by the name that the person uses, joined to the vocabulary where that knows it."""

    class Level(models.TextChoices):
        """How well, by the person's own word."""

        BASIC = "basic", _("basic")
        GOOD = "good", _("good")
        EXPERT = "expert", _("expert")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    name = models.CharField(_("skill"), max_length=120)
    level = models.CharField(_("level"), max_length=6, choices=Level, blank=True)
    skill = models.ForeignKey(
        Skill, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(Fact.Meta):
        verbose_name = _("skill")
        constraints = [
            models.UniqueConstraint("profile", Lower("name"), name="skill_once_per_profile"),
        ]

    def __str__(self) -> str:
        return self.name


class Certificate(Fact):
    """A course that was finished, or a certificate that was given."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="certificates")
    name = models.CharField(_("course or certificate"), max_length=200)
    issuer = models.CharField(_("given by"), max_length=200, blank=True)
    issued = models.CharField(_("when"), max_length=7, validators=[MONTH_OR_YEAR], blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        ordering = ["position", "-issued", "-pk"]
        verbose_name = _("course or certificate")

    def __str__(self) -> str:
        return self.name


class DrivingLicence(Fact):
    """The categories of a driving licence; a person has one."""

    class Category(models.TextChoices):
        """As printed on the licence."""

        A = "A", _("A, motorcycle")
        B = "B", _("B, car")
        C = "C", _("C, lorry")
        D = "D", _("D, bus")
        BE = "BE", _("BE, car with a trailer")
        CE = "CE", _("CE, lorry with a trailer")
        DE = "DE", _("DE, bus with a trailer")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="licences")
    categories = ArrayField(
        models.CharField(max_length=2, choices=Category), verbose_name=_("categories"), size=7
    )
    since = models.CharField(
        _("since"),
        max_length=4,
        validators=[RegexValidator(r"^\d{4}$", _("Write the year as YYYY."))],
        blank=True,
    )

    class Meta(Fact.Meta):
        verbose_name = _("driving licence")
        constraints = [
            models.UniqueConstraint(fields=["profile"], name="driving_licence_once_per_profile"),
            models.CheckConstraint(
                condition=Q(categories__len__gt=0), name="driving_licence_names_a_category"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.categories)


class Link(Fact):
    """An address where one's work can be seen: a portfolio, a page, a channel."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=500)
    label = models.CharField(_("what it shows"), max_length=100, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("link")
        constraints = [
            models.UniqueConstraint(fields=["profile", "url"], name="link_once_per_profile"),
        ]

    def __str__(self) -> str:
        return self.label or self.url


# By the name of the relation, which is also its name in addresses.
FACT_MODELS: dict[str, type[Fact]] = {
    "experience": Experience,
    "education": Education,
    "certificates": Certificate,
    "skills": ProfileSkill,
    "languages": SpokenLanguage,
    "licences": DrivingLicence,
    "links": Link,
}
