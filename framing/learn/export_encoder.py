"""The encoder as an ONNX graph in whole numbers of eight bits, written node by node from the trained tensors.

The graph asks one passage at a time, so that it needs no mask. Weights are scaled by output column and kept to seven
bits: on processors without VNNI sums of pairs of eight-bit products saturate, and the answer would hang on the machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.learn.encoder_net import HEADED, LAYERS
from framing.scorers.encoder import COLUMNS, FINE, SAID, SPANS, WIDTH

OPSET: Final = 17
FUSED: Final = "com.microsoft"
Arrays = dict[str, npt.NDArray[Any]]


class Graph:
    """A graph that grows node by node; each method returns the name of what it makes."""

    def __init__(self, tensors: Arrays) -> None:
        self.tensors, self.nodes = tensors, list[Any]()
        self.constants: Arrays = {}

    def add(self, op: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output."""
        from onnx import helper

        name = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        """Add an array."""
        self.constants[name] = np.ascontiguousarray(value)
        return name

    def tensor(self, name: str) -> str:
        """Add one of the trained tensors."""
        return self.constant(name, self.tensors[name])

    def dense(self, name: str, x: str) -> str:
        """A layer: weights stand in PyTorch's order, outputs first."""
        made = self.add("MatMul", x, self.constant(f"{name}.weight", self.tensors[f"{name}.weight"].T))
        return self.add("Add", made, self.tensor(f"{name}.bias"))

    def norm(self, name: str, x: str, residual: str) -> str:
        """Add what was read to what came in, and bring it to scale: in two nodes, four times as quick as in one."""
        both = self.add("Add", x, residual)
        scale = self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias")
        return self.add("LayerNormalization", both, *scale, axis=-1, epsilon=1e-12)


def write_float(tensors: Arrays, path: Path) -> None:
    """Write the graph with float weights: ``ids`` int64[1, pieces] to ``said`` float32[pieces, columns].

    Parameters
    ----------
    tensors : dict of arrays
        The encoder's, and those of the heads' parts in `COLUMNS`.
    path : Path
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    g = Graph(tensors)
    x = _embedded(g)
    for k in range(LAYERS):
        x = _layer(g, f"encoder.layer.{k}", x)
    weight, bias = _parts(tensors)
    flat = g.add("Reshape", x, g.constant("flat", np.array([-1, WIDTH])))
    said = g.add("MatMul", flat, g.constant("parts.weight", weight))
    said = g.add("Add", said, g.constant("parts.bias", bias))
    g.nodes.append(helper.make_node("Concat", [flat, said], ["said"], name="said", axis=1))
    graph = helper.make_graph(
        g.nodes,
        "encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
        [helper.make_tensor_value_info("said", TensorProto.FLOAT, ["pieces", SAID])],
        [numpy_helper.from_array(value, name) for name, value in g.constants.items()],
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="framing")
    model.ir_version = 9
    onnx.save(model, str(path))


def _embedded(g: Graph) -> str:
    """What the pieces are before anything is read."""
    word = g.add("Gather", g.tensor("embeddings.word_embeddings.weight"), "ids")
    place = g.tensors["embeddings.position_embeddings.weight"] + g.tensors["embeddings.token_type_embeddings.weight"][0]
    length = g.add("Slice", g.add("Shape", "ids"), g.constant("one", np.array([1])), g.constant("two", np.array([2])))
    near = g.add("Slice", g.constant("places", place), g.constant("zero", np.array([0])), length)
    return g.norm("embeddings.LayerNorm", word, near)


def _layer(g: Graph, name: str, x: str) -> str:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = g.constant(f"{name}.qkv.weight", np.concatenate([g.tensors[f"{p}.weight"].T for p in parts], axis=1))
    bias = g.constant(f"{name}.qkv.bias", np.concatenate([g.tensors[f"{p}.bias"] for p in parts]))
    read = g.add("Attention", x, weight, bias, domain=FUSED, num_heads=HEADED)
    x = g.norm(f"{name}.attention.output.LayerNorm", g.dense(f"{name}.attention.output.dense", read), x)
    wide = f"{name}.intermediate.dense"
    made = g.add("MatMul", x, g.constant(f"{wide}.weight", g.tensors[f"{wide}.weight"].T))
    made = g.add("BiasGelu", made, g.tensor(f"{wide}.bias"), domain=FUSED)
    return g.norm(f"{name}.output.LayerNorm", g.dense(f"{name}.output.dense", made), x)


def _parts(tensors: Arrays) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The linear parts of the heads side by side, in the order of `COLUMNS`: weights and bias."""
    weights = [tensors[f"{name}.weight"] for name in list(COLUMNS)[1:]]
    none = [np.zeros(w.shape[1], np.float32) for w in weights]
    biases = [tensors.get(f"{name}.bias", zero) for name, zero in zip(list(COLUMNS)[1:], none, strict=True)]
    return np.concatenate(weights, axis=1), np.concatenate(biases)


def write_small(source: Path, path: Path) -> None:
    """Write a graph of float weights in whole numbers of eight bits."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source, path, op_types_to_quantize=["MatMul", "Attention", "Gather"], per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip


def head_arrays(tensors: Arrays) -> Arrays:
    """What of the heads is no part of the graph; weights that are multiplied in steps of `FINE`, in such steps."""
    names = ["table.far", "table.across", "table.where"]
    names += [f"{name}.{part}" for name in SPANS for part in ("mix.bias", "out.bias")]
    whole = [f"{name}.{part}.weight" for name in SPANS for part in ("mix", "out")]
    steps = {name: np.rint(tensors[name].astype(np.float64) * FINE).astype(np.int16) for name in whole}
    return {name: tensors[name] for name in names} | steps
