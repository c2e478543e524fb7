"""A network of one hidden layer over hashed features, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.models.model import Array, LinearModel, Model

MOST: Final = 1023
"""What a hidden unit counts at most: 64 units times 1023 times 127 stay below 2**24, up to which sums of whole numbers
are exact in single precision, in any order."""


@dataclass(frozen=True, eq=False)
class Network:
    """Hidden units are sums of weights of the features, cut off below zero; classes are sums of weighted units.

    Parameters
    ----------
    first : LinearModel
        Its classes are the hidden units, 64 at most.
    out : int8[units, classes]
    bias : int32[classes]

    Examples
    --------
    >>> row, weights = np.array([0, 1], np.int32), np.array([[0, 0], [5, -5]], np.int16)
    >>> first = LinearModel(weights, row, np.array([1, 1], np.int16))
    >>> network = Network(first, np.array([[2], [7]], np.int8), np.array([-3], np.int32))
    >>> network.score(first.score(np.array([[1], [0]], np.uint32))).tolist()
    [[9], [6]]
    """

    first: LinearModel
    out: npt.NDArray[np.int8]
    bias: npt.NDArray[np.int32]

    @classmethod
    def of(cls, model: Model, part: str) -> Network:
        """The network that stands in a file under the names of one part, as `packed` gives them."""
        used, weight, hidden, out, bias = (
            model.arrays[f"{part}.{name}"] for name in ("buckets", "weight", "hidden", "out", "bias")
        )
        row = np.zeros(1 << int(model.meta["bits"]), np.int32)
        row[used] = np.arange(1, len(used) + 1, dtype=np.int32)
        nothing = np.zeros((1, weight.shape[1]), np.int16)
        return cls(LinearModel(np.concatenate([nothing, weight]), row, hidden), out, bias)

    def packed(self, part: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        used = np.flatnonzero(self.first.row).astype(np.int32)
        return {
            f"{part}.buckets": used,
            f"{part}.weight": self.first.weights[self.first.row[used]].astype(np.int8),
            f"{part}.hidden": self.first.bias,
            f"{part}.out": self.out,
            f"{part}.bias": self.bias,
        }

    def score(self, total: npt.NDArray[np.int16]) -> npt.NDArray[np.int32]:
        """The score of each class.

        Parameters
        ----------
        total : int16[m, units]
            Sums of the features' weights, as `first` gives them; its bias is added here.

        Returns
        -------
        int32[m, classes]
        """
        units = np.clip(total + self.first.bias, 0, MOST).astype(np.float32)
        return np.asarray((units @ self.out.astype(np.float32)).astype(np.int32) + self.bias)
