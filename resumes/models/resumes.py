"""Resumes that people saved."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Vacancy


class Resume(models.Model):
    """A saved resume: what it says, and how far its writing is."""

    class State(models.TextChoices):
        """How far the writing is."""

        QUEUED = "queued", _("queued")
        WRITING = "writing", _("being written")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    class Language(models.TextChoices):
        """The four written forms."""

        UZ = "uz", "Oʻzbekcha"
        UZ_CYRL = "uz-Cyrl", "Ўзбекча"
        RU = "ru", "Русский"
        EN = "en", "English"

    class Design(models.TextChoices):
        """How the file looks."""

        LOCAL = "local", _("with a photo, as is the custom here")
        PLAIN = "plain", _("plain, for programs that sort resumes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="resumes", verbose_name=_("owner")
    )
    language = models.CharField(_("language"), max_length=8, choices=Language)
    vacancy = models.ForeignKey(
        Vacancy,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the vacancy"),
    )
    use_ai = models.BooleanField(_("written with a model"), default=False)
    with_photo = models.BooleanField(_("with photo"), default=True)
    design = models.CharField(_("design"), max_length=5, choices=Design, default=Design.LOCAL)
    show_age = models.BooleanField(_("with age"), default=True)
    show_phone = models.BooleanField(_("with phone"), default=True)
    show_address = models.BooleanField(_("with place of living"), default=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    progress = models.FloatField(_("progress"), default=0.0)
    # Content as data: see resumes.content.Content.
    content = models.JSONField(default=dict, blank=True)
    # The cover letter for the vacancy, in the language of its posting; a Content too.
    letter = models.JSONField(default=dict, blank=True)
    # Lines of others that the lock refused: kept, proposed, kind, words.
    refused = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), blank=True
    )
    notice = models.TextField(_("what the reader should know"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("resume")
        verbose_name_plural = _("resumes")

    def __str__(self) -> str:
        return f"{self.get_language_display()} {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The page of the resume."""
        return reverse("resumes:resume_detail", args=[self.pk])

    def add_to_notice(self, *said: str) -> None:
        """One more thing, or several, that the reader should know; not saved."""
        self.notice = " ".join(part for part in (self.notice, *said) if part)

    @property
    def hidden(self) -> frozenset[str]:
        """The kinds of contacts that this copy keeps private."""
        switches = {"age": self.show_age, "phone": self.show_phone, "place": self.show_address}
        return frozenset(kind for kind, is_shown in switches.items() if not is_shown)

    @property
    def holds_photo(self) -> bool:
        """Whether the photo belongs into the file: the plain design has none."""
        return self.with_photo and self.design != self.Design.PLAIN


class ResumeVersion(models.Model):
    """What a resume and its letter said before a change."""

    resume = models.ForeignKey(Resume, models.CASCADE, related_name="versions")
    content = models.JSONField(default=dict)
    letter = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("earlier version")

    def __str__(self) -> str:
        return f"{self.resume_id} {self.created_at:%Y-%m-%d %H:%M}"
