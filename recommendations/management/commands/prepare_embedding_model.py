"""Prepare the model of vectors that comes with the project's packages."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from recommendations.embedding import default_model_directory
from recommendations.preparing import WeightsError, prepare, source_of_weights
from recommendations.quantizing import quantize


class Command(BaseCommand):
    """Writes multilingual-e5-small for sentence-transformers and for ONNX Runtime, once."""

    help = "Prepare the model of vectors; does nothing where it is ready."

    def handle(self, **options: Any) -> None:
        """Do nothing for a model that EMBEDDING_MODEL names: it is used as it is."""
        if settings.EMBEDDING_MODEL:
            self.stdout.write(f"EMBEDDING_MODEL names {settings.EMBEDDING_MODEL}.")
            return
        try:
            made = prepare(source_of_weights(), default_model_directory())
            if settings.EMBEDDING_BACKEND == "onnx":
                made = quantize(default_model_directory()) or made
        except (OSError, WeightsError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The model is prepared." if made else "The model was ready.")
