"""Of which kind a source is, by a linear model over words that tell what is seen of its phrase."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final
from zlib import crc32

import numpy as np

from framing.models import LinearModel, load_model
from framing.schema import SOURCE_TYPES
from framing.text.spelling import Hashes

BUCKETS: Final = 1 << 17


class SourceTypeScorer:
    """The model; its classes are `framing.schema.SOURCE_TYPES`.

    Parameters
    ----------
    model : LinearModel
    """

    def __init__(self, model: LinearModel) -> None:
        self.model = model

    def best(self, evidence: Iterable[str]) -> str:
        """The kind that fits best; of equals the first."""
        rows = self.model.row[buckets_of(evidence)]
        scores = self.model.weights[rows].sum(0, dtype=np.int64) + self.model.bias
        return SOURCE_TYPES[int(scores.argmax())]


def buckets_of(evidence: Iterable[str]) -> Hashes:
    """The hash bucket of each word of evidence, each once.

    Examples
    --------
    >>> len(buckets_of(["h=mayor", "f=the", "h=mayor"]))
    2
    """
    return np.array(sorted({crc32(word.encode()) & (BUCKETS - 1) for word in evidence}), np.uint32)


@cache
def shipped_source_types() -> SourceTypeScorer:
    """The scorer that ships with the library."""
    return SourceTypeScorer(LinearModel.of(load_model("source_types", goes_with="tagger"), "kinds"))
