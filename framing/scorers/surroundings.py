"""How words change one another in the sentence of a target: a small network, in whole numbers.

Every word around a target is a sum of rows, one for each thing that is seen of it; the target is a place of its own. A
layer reads each place with its two neighbors; what its units find is summed over the sentence,
its maximum taken, and what stands at the target kept; a second layer reads these three and speaks for each label. Units
are cut off below zero, so what each word adds to the answer can be said exactly: see `Surroundings.weigh`.

All numbers are whole and stay below what a float holds exactly: no batch and no order of adding changes an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.models import Model
from framing.text.spelling import Hashes

BUCKETS: Final = 1 << 20
UNITS: Final = 64
PARTS: Final = 3
"""What is kept of a sentence's units: their sum, their maximum, those at the target."""
STEP: Final = 128
"""What 1 of a word or unit is in whole numbers."""
FINE: Final = 256
"""The same, of a weight of the layer that reads neighbors."""
HALF: Final = 8192
"""The same, of a weight of the last two layers."""
OUT: Final = 128
"""The same, of a unit of the last layer."""
WORD: Final = 511
"""What a word counts at most: 3 * 64 products with 127 stay below 2**24, up to which single precision is exact."""
UNIT: Final = 4095
LAST: Final = 32767
"""What units count at most: sums of products stay below 2**53, up to which double precision is exact."""
SCORE: Final = OUT * HALF
"""What 1 of a logit is in whole numbers."""

TARGET, FIRST = 1, 2
"""The row of the target, and the first of those that hash buckets have; row 0 is what was never seen."""
AT_ONCE: Final = 4096
"""Places that the layer reads together."""
LAYERS: Final = ("words", "mix", "mix_bias", "hidden", "hidden_bias", "out", "out_bias")

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Places:
    """The places of the sentences of targets, one after another.

    Parameters
    ----------
    words : int16[places, units]
        What is seen at each place, as `Surroundings.add` gives it.
    begins : int64[m]
        The first place of each target's sentence.
    target : int64[m]
        The place of each target.
    """

    words: npt.NDArray[np.int16]
    begins: Longs
    target: Longs


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The network.

    Parameters
    ----------
    row : int32[buckets]
        The row of each hash bucket: see `TARGET`.
    words : int8[rows, units]
    mix : int8[3 * units, units]
        The place before, the place, the place behind.
    mix_bias : int32[units]
    hidden : int16[3 * units, units]
        Sum, maximum, target.
    hidden_bias : int32[units]
    out : int16[units, labels]
    out_bias : int32[labels]
    """

    row: npt.NDArray[np.int32]
    words: npt.NDArray[np.int8]
    mix: npt.NDArray[np.int8]
    mix_bias: npt.NDArray[np.int32]
    hidden: npt.NDArray[np.int16]
    hidden_bias: npt.NDArray[np.int32]
    out: npt.NDArray[np.int16]
    out_bias: npt.NDArray[np.int32]

    @classmethod
    def of(cls, model: Model) -> Surroundings:
        """The network that stands in a file, as `packed` gives it; its `meta` says how many ``bits`` the hash has."""
        arrays = {name: model.arrays[f"surroundings.{name}"] for name in (*LAYERS, "buckets")}
        row = np.zeros(BUCKETS, np.int32)
        row[arrays["buckets"]] = np.arange(FIRST, len(arrays["buckets"]) + FIRST, dtype=np.int32)
        return cls(row, *(arrays[name] for name in LAYERS))

    def packed(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays that `of` reads."""
        arrays = {name: getattr(self, name) for name in LAYERS} | {"buckets": np.flatnonzero(self.row).astype(np.int32)}
        return {f"surroundings.{name}": array for name, array in arrays.items()}

    def add(self, buckets: Sequence[Hashes]) -> npt.NDArray[np.int16]:
        """The sum of the rows of hash buckets, one array a feature: int16[n, units]."""
        total = self.words[self.row[buckets[0]]].astype(np.int16)
        for bucket in buckets[1:]:
            total += self.words[self.row[bucket]]
        return total

    def weigh(self, places: Places) -> tuple[Floats, Floats]:
        """What each target scores, and what the units at each place add to it.

        The units are straight lines between the points where they are cut off, so a score is the sum of what its places
        add and of the biases.

        Parameters
        ----------
        places : Places

        Returns
        -------
        scores : float64[m, labels]
            Whole numbers; `SCORE` is 1 of the logit.
        parts : float64[places, labels]
            In the logit.
        """
        units = self._units(places)
        ends = [*places.begins[1:].tolist(), len(units)]
        some = list(zip(places.begins.tolist(), ends, strict=True))  # a loop: quicker here than `reduceat`
        summed = np.stack([units[low:high].sum(axis=0) for low, high in some])
        highest = np.stack([low + units[low:high].argmax(axis=0) for low, high in some])
        pooled = (summed, units[highest, np.arange(UNITS)], units[places.target])
        total = np.concatenate(pooled, axis=1, dtype=np.float64) @ self.hidden.astype(np.float64) + self.hidden_bias
        last = np.clip(np.floor(total / (STEP * HALF // OUT)), 0, LAST)
        scores: Floats = last @ self.out.astype(np.float64) + self.out_bias
        return scores, self._parts(units, highest, places, last)

    def _units(self, places: Places) -> npt.NDArray[np.float32]:
        """What stands at each place, with its neighbors: whole numbers. As many sentences at once as a cache holds."""
        before, own, behind = np.split(self.mix.astype(np.float32), 3)
        bias = self.mix_bias.astype(np.float32)
        units = np.empty((len(places.words), len(bias)), np.float32)
        opens = np.zeros(len(units), np.bool_)
        opens[places.begins] = True
        cuts = places.begins[np.flatnonzero(np.diff(places.begins // AT_ONCE, prepend=-1))].tolist()
        for low, high in pairwise([*cuts, len(units)]):
            here = np.clip(places.words[low:high], -WORD, WORD).astype(np.float32)
            inside, total = ~opens[low + 1 : high, None], units[low:high]
            np.matmul(here, own, out=total)
            total += bias
            total[1:] += (here[:-1] @ before) * inside
            total[:-1] += (here[1:] @ behind) * inside
            np.clip(np.floor(total / np.float32(FINE)), 0, UNIT, out=total)
        return units

    def _parts(self, units: npt.NDArray[np.float32], highest: Longs, places: Places, last: Floats) -> Floats:
        """What the units at each place add to the logits: by the slope of each label at the target's own score."""
        n, reached = len(units), (last > 0) & (last < LAST)
        of = np.repeat(np.arange(len(places.begins)), np.diff(places.begins, append=n))
        most, at_target = units[highest, np.arange(UNITS)], units[places.target]
        parts = np.zeros((n, self.out.shape[1]))
        for k in range(self.out.shape[1]):
            slope = (reached * self.out[:, k].astype(np.float64)) @ self.hidden.T.astype(np.float64)
            total, top, own = np.split(slope, PARTS, axis=1)
            parts[:, k] = np.einsum("ij,ij->i", units, total[of])
            parts[:, k] += np.bincount(highest.ravel(), (most * top).ravel(), n)
            parts[places.target, k] += np.einsum("ij,ij->i", at_target, own)
        return parts / (STEP * HALF * HALF)
