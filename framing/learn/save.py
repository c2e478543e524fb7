"""Writing a model's folder: weights as safetensors, and the card."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.errors import ModelError
from framing.models import Card, load_model


def save_model(
    folder: Path,
    arrays: Mapping[str, npt.NDArray[Any]],
    meta: Mapping[str, str],
    card: Card,
    *,
    trained_with: tuple[str, ...] = (),
) -> str:
    """Write ``weights.safetensors`` and ``card.json``; the same arrays give the same bytes.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.
    arrays : mapping
    meta : mapping of str
        What is no array; one entry at most, for safetensors writes several in no fixed order.
    card : Card
        Its `digest` is filled in here.
    trained_with : tuple of str
        Models that it was trained on top of; their digests go into the card.

    Returns
    -------
    str
        The digest of the weights: SHA-256, hexadecimal.
    """
    from safetensors.numpy import save

    if len(meta) > 1:
        raise ModelError("several entries of metadata have no fixed order", where=str(folder), do="give one at most")
    folder.mkdir(parents=True, exist_ok=True)
    content = save({name: np.ascontiguousarray(arrays[name]) for name in sorted(arrays)}, metadata=dict(meta) or None)
    digest = hashlib.sha256(content).hexdigest()
    (folder / "weights.safetensors").write_bytes(content)
    below = {name: load_model(name).card.digest for name in trained_with}
    stated = asdict(card) | {"digest": digest, "made_with": card.made_with | below}
    (folder / "card.json").write_text(json.dumps(stated, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return digest


def made_with(**more: Any) -> dict[str, Any]:
    """Versions of what trains, for a card."""
    versions = {name: metadata.version(name) for name in ("numpy", "scipy", "scikit-learn")}
    return {"python": platform.python_version(), **versions, **more}
