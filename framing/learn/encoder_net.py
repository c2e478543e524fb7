"""The encoder and its heads as PyTorch sees them, for training alone: a dict of tensors, and functions of it.

The heads are the ones that `framing.scorers.encoder` runs; the names of the tensors are the same there and here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from framing.scorers.encoder import CUT, FAR, HEADS, MIXED, ROLES, SPANS, WIDTH

LAYERS, HEADED = 6, 12
Tensors = dict[str, Any]


def start(base: Path, seed: int) -> Tensors:
    """The encoder as published, and heads that know nothing.

    Parameters
    ----------
    base : Path
        The folder of all-MiniLM-L6-v2: ``model.safetensors``.
    seed : int

    Returns
    -------
    dict of torch.Tensor
    """
    import torch
    from safetensors.torch import load_file

    raw = {name.removeprefix("bert."): value for name, value in load_file(str(base / "model.safetensors")).items()}
    kept = {name: value.float() for name, value in raw.items() if name.startswith(("embeddings.", "encoder."))}
    kept.pop("embeddings.position_ids", None)
    draw = np.random.default_rng(seed)
    for name, shape in head_shapes().items():
        scale = 0.0 if len(shape) == 1 or name.startswith("table") else shape[0] ** -0.5
        kept[name] = torch.from_numpy((draw.standard_normal(shape) * scale).astype(np.float32))
    for name, value in kept.items():
        value.requires_grad_(not name.startswith("embeddings."))
    return kept


def head_shapes() -> dict[str, tuple[int, ...]]:
    """The shape of each tensor of the heads."""
    shapes: dict[str, tuple[int, ...]] = {
        "cue.weight": (WIDTH, 1),
        "cue.bias": (1,),
        "word.weight": (WIDTH, ROLES * CUT),
        "word.bias": (ROLES * CUT,),
        "head.weight": (WIDTH, ROLES * CUT),
        "head.bias": (ROLES * CUT,),
        "own.weight": (WIDTH, ROLES),
        "own.bias": (ROLES,),
        "table.far": (FAR, ROLES),
        "table.across": (5, ROLES),
        "table.where": (3, ROLES),
    }
    for name, labels in SPANS.items():
        shapes |= {
            f"{name}.ask.weight": (WIDTH, HEADS * CUT),
            f"{name}.key.weight": (WIDTH, HEADS * CUT),
            f"{name}.mix.weight": ((1 + HEADS) * WIDTH, MIXED),
            f"{name}.mix.bias": (MIXED,),
            f"{name}.out.weight": (MIXED, labels),
            f"{name}.out.bias": (labels,),
        }
    return shapes


def encode(p: Tensors, ids: Any, mask: Any, drop: float) -> Any:
    """What the encoder makes of pieces: float[batch, length, width]."""
    import torch
    import torch.nn.functional as f

    place = p["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = f.embedding(ids, p["embeddings.word_embeddings.weight"]) + place
    x = x + p["embeddings.token_type_embeddings.weight"][0]
    x = f.dropout(_norm(p, "embeddings.LayerNorm", x), drop)
    seen = mask[:, None, None, :].bool()
    for k in range(LAYERS):
        layer = f"encoder.layer.{k}"
        q, key, v = (
            _dense(p, f"{layer}.attention.self.{part}", x).view(*x.shape[:2], HEADED, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        read = f.scaled_dot_product_attention(q, key, v, attn_mask=seen)
        read = _dense(p, f"{layer}.attention.output.dense", read.transpose(1, 2).reshape(x.shape))
        x = _norm(p, f"{layer}.attention.output.LayerNorm", x + f.dropout(read, drop))
        wide = f.gelu(_dense(p, f"{layer}.intermediate.dense", x))
        x = _norm(p, f"{layer}.output.LayerNorm", x + f.dropout(_dense(p, f"{layer}.output.dense", wide), drop))
    return torch.as_tensor(x)


def _dense(p: Tensors, name: str, x: Any) -> Any:
    import torch.nn.functional as f

    return f.linear(x, p[f"{name}.weight"], p[f"{name}.bias"])


def _norm(p: Tensors, name: str, x: Any) -> Any:
    import torch.nn.functional as f

    return f.layer_norm(x, (WIDTH,), p[f"{name}.weight"], p[f"{name}.bias"], 1e-12)


def mean_of(x: Any, of: Any, size: int) -> Any:
    """The mean of the rows of each group: float[size, width]."""
    import torch

    total = torch.zeros(size, x.shape[1]).index_add_(0, of, x)
    count = torch.zeros(size).index_add_(0, of, torch.ones(len(of)))
    return total / count.clamp(min=1)[:, None]


def cue_scores(p: Tensors, h: Any) -> Any:
    """How far each word is a cue, as a logit: float[k]."""
    return (h @ p["cue.weight"] + p["cue.bias"])[:, 0]


def role_scores(p: Tensors, h: Any, word: Any, cue: Any, near: Any) -> Any:
    """What words are to cues: float[rows, 1 + roles], nothing first; `near` holds the rows of the three tables."""
    import torch

    said = (h @ p["word.weight"] + p["word.bias"]).view(len(h), ROLES, CUT)
    asks = (h @ p["head.weight"] + p["head.bias"]).view(len(h), ROLES, CUT)
    score = (said[word] * asks[cue]).sum(-1) + (h @ p["own.weight"] + p["own.bias"])[word]
    for k, name in enumerate(("far", "across", "where")):
        score = score + p[f"table.{name}"][near[:, k]]
    return torch.cat([torch.zeros(len(score), 1), score], 1)


def span_scores(p: Tensors, name: str, h: Any, spans: Any, drop: float) -> Any:
    """What the head `name` makes of spans: float[m, labels].

    `spans` holds first and last word of each, and of the sentence that it stands in.
    """
    import torch
    import torch.nn.functional as f

    own = _stretch(spans[:, 0], spans[:, 1])
    mean = mean_of(h[own[1]], own[0], len(spans))
    of, word = _stretch(spans[:, 2], spans[:, 3])
    ask = (mean @ p[f"{name}.ask.weight"]).view(-1, HEADS, CUT)
    key = (h @ p[f"{name}.key.weight"]).view(-1, HEADS, CUT)
    weight = (ask[of] * key[word]).sum(-1) * CUT**-0.5
    weight = torch.exp(weight - weight.max().detach())
    total = torch.zeros(len(spans), HEADS).index_add_(0, of, weight)
    parts = [mean]
    for k in range(HEADS):
        share = (weight[:, k] / total[of, k].clamp(min=1e-20))[:, None]
        parts.append(torch.zeros_like(mean).index_add_(0, of, share * h[word]))
    seen = torch.tanh(f.dropout(torch.cat(parts, 1), drop) @ p[f"{name}.mix.weight"] + p[f"{name}.mix.bias"])
    return f.dropout(seen, drop) @ p[f"{name}.out.weight"] + p[f"{name}.out.bias"]


def _stretch(first: Any, last: Any) -> tuple[Any, Any]:
    """The words of stretches: the stretch of each, and the word."""
    import torch

    length = last - first + 1
    of = torch.repeat_interleave(torch.arange(len(first)), length)
    begins = torch.cumsum(length, 0) - length
    return of, torch.arange(len(of)) - begins[of] + first[of]
