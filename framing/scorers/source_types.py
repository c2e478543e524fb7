"""Of which kind a source is, by a linear model over words that tell what is seen of its phrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, Protocol
from zlib import crc32

import numpy as np

from framing.models import LinearModel, load_model
from framing.schema import SOURCE_TYPES
from framing.text.reading import Span
from framing.text.spelling import Hashes
from framing.text.tokens import Longs

BUCKETS: Final = 1 << 17


class KindJudge(Protocol):
    """Who says of which kind a source is."""

    def best(self, evidence: Iterable[str], places: Sequence[Span], /) -> str:
        """The kind of a source with this evidence, which stands at these places: first and last token of each."""


class SourceTypeScorer:
    """The model; its classes are `framing.schema.SOURCE_TYPES`.

    Parameters
    ----------
    model : LinearModel
    """

    def __init__(self, model: LinearModel) -> None:
        self.model = model

    def scores(self, evidence: Iterable[str]) -> Longs:
        """How well each kind fits: int64[kinds]."""
        rows = self.model.row[buckets_of(evidence)]
        return np.asarray(self.model.weights[rows].sum(0, dtype=np.int64) + self.model.bias)

    def best(self, evidence: Iterable[str], _places: Sequence[Span] = ()) -> str:
        """The kind that fits best; of equals the first. Where the source stands is not looked at."""
        return SOURCE_TYPES[int(self.scores(evidence).argmax())]


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
