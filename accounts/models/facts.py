"""The facts of a profile that a resume may use."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.profiles import Profile
from catalog.models import Skill

MONTH = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("Write the month as YYYY-MM."))
MONTH_OR_YEAR = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2]))?$", _("Write the year as YYYY, or the month as YYYY-MM.")
)


class Fact(models.Model):
    """One statement in a profile that a resume may use."""

    position = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Experience(Fact):
    """A place of work."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="experience")
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    title = models.CharField(_("position"), max_length=200)
    start = models.CharField(_("from"), max_length=7, validators=[MONTH])
    end = models.CharField(_("to"), max_length=7, validators=[MONTH], blank=True)
    region = models.CharField(_("place"), max_length=100, blank=True)
    description = models.TextField(_("what you did"), max_length=10_000, blank=True)

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("experience")
        constraints = [
            models.CheckConstraint(
                condition=Q(end="") | Q(end__gte=F("start")), name="work_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


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
        ordering = ["-end", "-pk"]
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
