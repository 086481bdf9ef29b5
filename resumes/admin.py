"""Resumes at the curators' desk: how many and how far, never what they say."""

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from resumes.models import Resume


@admin.register(Resume)
class ResumeAdmin(ModelAdmin):
    """Read only: what a resume says is its owner's."""

    list_display = ["id", "language", "state", "use_ai", "created_at"]
    list_filter = ["state", "language", "use_ai"]
    search_fields = ["id"]
    fields = ["id", "language", "state", "progress", "use_ai", "with_photo", "created_at"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes a resume for somebody else."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Resume | None = None) -> bool:
        """Nor changes it."""
        return False
