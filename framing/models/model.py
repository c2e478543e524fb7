"""Models as plain data: arrays from a safetensors file, and the card that says what they are worth.

Weights are small whole numbers. Sums of whole numbers are exact in any order, so that a batch of any size, on any
machine, gives the same answer to the last bit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.errors import ModelError

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Card:
    """What a model is, what it was made from and what it is worth. No field is empty.

    Parameters
    ----------
    name, version : str
    task : str
        What it decides.
    trained_on : list of str
        Data sets, with the part used.
    licence : str
        Of the weights, and why.
    scores : dict
        Figure by test set, with the command that prints it under ``"command"``.
    known_failures : list of str
    made_with : dict
        Versions of what trained it, and the seed.
    digest : str
        SHA-256 of the weights file, hexadecimal.
    """

    name: str
    version: str
    task: str
    trained_on: list[str]
    licence: str
    scores: dict[str, Any]
    known_failures: list[str]
    made_with: dict[str, Any]
    digest: str

    @property
    def stamp(self) -> dict[str, str]:
        """What a report's provenance says of the model: ``name, version, digest``."""
        return {"name": self.name, "version": self.version, "digest": self.digest}


@dataclass(frozen=True, eq=False)
class Model:
    """The arrays of a model and its card.

    Parameters
    ----------
    arrays : mapping
        Name to array, read-only.
    meta : mapping
        Name to text: what is no number (the names of the classes).
    card : Card
    """

    arrays: Mapping[str, Array]
    meta: Mapping[str, str]
    card: Card


@dataclass(frozen=True, eq=False)
class LinearModel:
    """A linear classifier over hashed features, in whole numbers.

    Parameters
    ----------
    weights : int16[rows, classes]
        Between -127 and 127. Row 0 is zero: the weights of every feature that was never seen.
    row : int32[buckets]
        The row of each hash bucket. The number of buckets is a power of two.
    bias : int16[classes]

    Examples
    --------
    >>> model = LinearModel(np.array([[0, 0], [3, -1]], np.int16), np.array([0, 1], np.int32), np.zeros(2, np.int16))
    >>> model.score(np.array([[1, 1], [0, 1]], np.uint32)).tolist()
    [[6, -2], [3, -1]]
    """

    weights: npt.NDArray[np.int16]
    row: npt.NDArray[np.int32]
    bias: npt.NDArray[np.int16]

    @classmethod
    def of(cls, model: Model, part: str) -> LinearModel:
        """The linear model that stands in a file, packed, under the names of one part.

        Parameters
        ----------
        model : Model
            Holds ``<part>.buckets`` int32[rows], ``<part>.count`` uint8[rows] (weights of each row that are not zero),
            ``<part>.label`` uint8 and ``<part>.weight`` int8 (which, row by row, and their values) and
            ``<part>.bias`` int16[classes]; its `meta` says how many ``bits`` the hash has.
        part : str

        Returns
        -------
        LinearModel
        """
        used, count, label, weight, bias = (
            model.arrays[f"{part}.{name}"] for name in ("buckets", "count", "label", "weight", "bias")
        )
        row = np.zeros(1 << int(model.meta["bits"]), np.int32)
        row[used] = np.arange(1, len(used) + 1, dtype=np.int32)
        weights = np.zeros((len(used) + 1, len(bias)), np.int16)
        weights[np.repeat(np.arange(1, len(used) + 1), count), label] = weight
        return cls(weights, row, bias)

    def packed(self, part: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        used = np.flatnonzero(self.row).astype(np.int32)
        weights = self.weights[self.row[used]]
        at, label = np.nonzero(weights)
        return {
            f"{part}.buckets": used,
            f"{part}.count": np.bincount(at, minlength=len(used)).astype(np.uint8),
            f"{part}.label": label.astype(np.uint8),
            f"{part}.weight": weights[at, label].astype(np.int8),
            f"{part}.bias": self.bias,
        }

    @property
    def buckets(self) -> int:
        """How many hash buckets there are."""
        return len(self.row)

    def score(self, features: npt.NDArray[np.uint32]) -> npt.NDArray[np.int16]:
        """The sum of the weights of each row's features; the bias is not added.

        Parameters
        ----------
        features : uint32[m, k]
            Hash buckets, below `buckets`.

        Returns
        -------
        int16[m, classes]
        """
        from scipy.sparse import csr_matrix

        rows = self.row.take(features)
        known = rows > 0
        bounds = np.zeros(len(features) + 1, np.int32)
        np.cumsum(known.sum(1), out=bounds[1:])
        used = rows[known]
        design = csr_matrix((np.ones(len(used), np.int16), used, bounds), shape=(len(features), len(self.weights)))
        return np.asarray(design @ self.weights)

    def score_each(self, features: Iterable[npt.NDArray[np.uint32]]) -> npt.NDArray[np.int16]:
        """As `score`, for models of up to four classes, from one feature of all rows at a time.

        Parameters
        ----------
        features : iterable of uint32[m]
            Hash buckets, one array a feature; at least one.

        Returns
        -------
        int16[m, classes]

        Examples
        --------
        >>> weights, bias = np.array([[0, 0], [3, -1]], np.int16), np.zeros(2, np.int16)
        >>> model = LinearModel(weights, np.array([0, 1], np.int32), bias)
        >>> model.score_each([np.array([1, 0], np.uint32), np.array([1, 1], np.uint32)]).tolist()
        [[6, -2], [3, -1]]
        """
        total: npt.NDArray[np.int16] | None = None
        for bucket in features:
            seen = self._table.take(bucket).view(np.int8).reshape(-1, LANES)
            total = seen.astype(np.int16) if total is None else np.add(total, seen, out=total)
        if total is None:
            raise ModelError("there is no feature to score", where="LinearModel.score_each", do="give at least one")
        return total[:, : len(self.bias)]

    @cached_property
    def _table(self) -> npt.NDArray[np.uint32]:
        """The weights of each bucket, four in one word of memory."""
        lanes = np.zeros((len(self.weights), LANES), np.int8)
        lanes[:, : len(self.bias)] = self.weights
        return lanes.view(np.uint32)[:, 0][self.row]


LANES: Final = 4
"""Weights of 8 bits in one word of memory."""


@cache
def load_model(name: str, *, goes_with: str = "") -> Model:
    """Load one of the models that ship with the library.

    Parameters
    ----------
    name : str
        Its folder.
    goes_with : str
        A model that it was trained on top of: its card names the digest, which has to be that model's own.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        When the folder lacks a file, the card lacks a field, the weights are not the card's, or the model below is
        another than the one it was trained with.

    Examples
    --------
    >>> load_model("tagger").card.name
    'tagger'
    """
    folder = resources.files("framing.models").joinpath("weights", name)
    missing = [f for f in ("card.json", "weights.safetensors") if not folder.joinpath(f).is_file()]
    if missing:
        raise ModelError(f"the model lacks {' and '.join(missing)}", where=str(folder), do="reinstall framing-analysis")
    card = _read_card(folder.joinpath("card.json").read_text("utf-8"), str(folder))
    if goes_with and card.made_with.get(goes_with) != load_model(goes_with).card.digest:
        raise ModelError(f"it was trained with other {goes_with!r}", where=str(folder), do=f"train {name!r} again")
    content = folder.joinpath("weights.safetensors").read_bytes()
    if hashlib.sha256(content).hexdigest() != card.digest:
        raise ModelError(
            "the weights are not those the card describes", where=str(folder), do="reinstall framing-analysis"
        )
    return _unpack(content, card)


def load_file(name: str, file: str, digest: str) -> bytes:
    """A file that lies in a model's folder beside its weights, which name its digest.

    Parameters
    ----------
    name : str
        The model's folder.
    file : str
    digest : str
        SHA-256, hexadecimal.

    Returns
    -------
    bytes

    Raises
    ------
    ModelError
        When the file is missing or another one.
    """
    path = resources.files("framing.models").joinpath("weights", name, file)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(f"{file} is not the one the weights name", where=str(path), do="reinstall framing-analysis")
    return content


def _read_card(text: str, where: str) -> Card:
    stated = json.loads(text)
    empty = [f.name for f in fields(Card) if not stated.get(f.name)]
    if empty:
        raise ModelError(f"the card says nothing under {', '.join(empty)}", where=where, do="fill in the card")
    return Card(**{f.name: stated[f.name] for f in fields(Card)})


def _unpack(content: bytes, card: Card) -> Model:
    from safetensors.numpy import load

    arrays = load(content)
    for array in arrays.values():
        array.flags.writeable = False
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    return Model(MappingProxyType(arrays), MappingProxyType(header.get("__metadata__", {})), card)
