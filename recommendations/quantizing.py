"""The prepared model as an ONNX graph of eight-bit weights: the engine that serves.

Each column of a matrix has its own scale (`per_channel`), and weights keep to seven bits
(`reduce_range`), so that processors without VNNI add them up without overflowing. What enters
a matrix is scaled while it runs, by the largest number of its batch.

Four fifths of the model are its table of words. The exporters would hold it five times, in 5 GB,
so it is left out of the graph, but for the two rows that decide its scale, and put in at the end.
"""

import hashlib
import json
import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Part of the version: whatever changes the vectors changes it, so that none are mixed.
RECIPE = "int8, per channel, reduced range, 1"
# Tensors above this many bytes lie in a file of their own, which processes map and share.
EXTERNAL_FROM = 1 << 20
ROWS = 10_000


def quantize(directory: Path) -> bool:
    """Write `int8/` beside a prepared model, once; False where it is there already."""
    source = (directory / "version.txt").read_text().strip()
    version = hashlib.sha256(f"{source} {RECIPE}".encode()).hexdigest()
    target = directory / "int8"
    noted = target / "version.txt"
    if noted.exists() and noted.read_text().strip() == version:
        return False
    target.mkdir(exist_ok=True)
    noted.unlink(missing_ok=True)
    for old in target.iterdir():
        old.unlink()  # the file of tensors would be appended to
    with tempfile.TemporaryDirectory(dir=directory) as folder, _quietly():
        words = _export(directory, Path(folder))
        _fuse(directory, Path(folder))
        _write(_with_words(_small(Path(folder)), words), target)
    # Written last: a directory without it is half-made and is made again.
    noted.write_text(version)
    return True


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the hundreds of lines in which exporters tell what they do."""
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

    disable_progress_bar()
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _export(directory: Path, folder: Path) -> Floats:
    """Write the network with the mean of its tokens, 1 long; its words (n, width) apart."""
    # Ten seconds and 1 GB, once on each machine.
    import torch  # noqa: PLC0415
    from transformers import AutoModel  # noqa: PLC0415

    class Pooled(torch.nn.Module):
        def __init__(self, network: Any) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            tokens = self.network(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            return torch.nn.functional.normalize((tokens * mask).sum(1) / mask.sum(1), dim=-1)

    network = AutoModel.from_pretrained(directory, attn_implementation="eager")
    words: Floats = network.embeddings.word_embeddings.weight.detach().numpy()
    # The largest and the smallest number alone decide the scale of eight bits.
    ends = words[[words.max(axis=1).argmax(), words.min(axis=1).argmin()]]
    network.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(torch.tensor(ends))
    tokens = torch.tensor([[0, 1, 0, 1, 1], [0, 1, 1, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    sizes = {0: "texts", 1: "tokens"}
    with torch.no_grad():
        torch.onnx.export(
            Pooled(network).eval(),
            (tokens, mask),
            str(folder / "float32.onnx"),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": sizes, "attention_mask": sizes, "vectors": {0: "texts"}},
            opset_version=17,
            # The other exporter writes a graph that the optimizer knows no BERT in.
            dynamo=False,
        )
    return words


def _fuse(directory: Path, folder: Path) -> None:
    """The same graph with attention, layer norm and GELU as single steps."""
    from onnxruntime.transformers import optimizer  # noqa: PLC0415

    shape = json.loads((directory / "config.json").read_text())
    model = optimizer.optimize_model(
        str(folder / "float32.onnx"),
        model_type="bert",
        num_heads=shape["num_attention_heads"],
        hidden_size=shape["hidden_size"],
        opt_level=1,
    )
    model.save_model_to_file(str(folder / "fused.onnx"))


def _small(folder: Path) -> Any:
    """The graph with eight-bit weights."""
    import onnx  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    quantize_dynamic(
        folder / "fused.onnx",
        folder / "int8.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    return onnx.load(folder / "int8.onnx")


def _with_words(model: Any, words: Floats) -> Any:
    """The graph with the whole table of words, by the scale that its two rows were given."""
    from onnx import numpy_helper  # noqa: PLC0415

    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    name = "network.embeddings.word_embeddings.weight"
    scale = numpy_helper.to_array(tensors[f"{name}_scale"])
    zero = numpy_helper.to_array(tensors[f"{name}_zero_point"])
    limits = np.iinfo(zero.dtype)
    table = np.empty(words.shape, zero.dtype)
    for start in range(0, len(words), ROWS):  # at once it would take 1 GB more
        rows = np.rint(words[start : start + ROWS] / scale) + zero
        table[start : start + ROWS] = rows.clip(limits.min, limits.max)
    tensors[f"{name}_quantized"].CopyFrom(numpy_helper.from_array(table, f"{name}_quantized"))
    return model


def _write(model: Any, target: Path) -> None:
    import onnx  # noqa: PLC0415

    onnx.save_model(
        model,
        target / "model.onnx",
        save_as_external_data=True,
        location="tensors.bin",
        size_threshold=EXTERNAL_FROM,
    )
