"""The desk for vectors: which models made them. Marks are people's own and aren't shown."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from recommendations.models import EmbeddingModel


@admin.register(EmbeddingModel)
class EmbeddingModelAdmin(ModelAdmin):
    """Models of vectors; indexing makes them, people only look."""

    list_display = ("name", "version", "dimensions", "is_serving", "created_at")
    list_filter = ("is_serving",)
    search_fields = ("name", "version")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Indexing adds them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing of it can be changed by hand."""
        return False
