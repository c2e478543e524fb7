"""Whom a pronoun stands for: what is seen of each mention before it, weighed by a small ranker.

The evidence comes as words (`framing.annotators.pronouns`). Each has a weight for *he* and *she*, one for *it*, one for
*they*, and one for *he* and *she* that are no sources: those of a conditional logistic regression over the mentions
that may be meant, in steps of 1 / `STEPS`, so that `odds` of a sum are how likely the mention is, up to a factor.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import exp
from typing import Final
from zlib import crc32

from framing.models import LinearModel, load_model

BITS: Final = 14
CLASSES: Final = ("he", "it", "they", "he, no source")
"""Each has weights of its own. *He* and *she* are asked about outside of sources too, where nobody speaks."""
STEPS: Final = 20
"""Steps of a weight in a unit of log odds."""


class PronounScorer:
    """The ranker.

    Parameters
    ----------
    model : LinearModel
        Its classes are `CLASSES`.
    """

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self.known: dict[str, list[int]] = {}

    def weigh(self, evidence: Iterable[str], which: int) -> int:
        """The sum of the weights of what is seen of a mention.

        Parameters
        ----------
        evidence : iterable of str
        which : int
            The pronoun's class: a position in `CLASSES`.
        """
        known = self.known
        total = 0
        for word in evidence:
            if word not in known:
                known[word] = self.model.weights[self.model.row[bucket_of(word)]].tolist()
            total += known[word][which]
        return total

    def odds(self, weight: int) -> float:
        """How likely a mention of this weight is, up to a factor."""
        return exp(weight / STEPS)


def bucket_of(word: str) -> int:
    """The hash bucket of a word of evidence.

    Examples
    --------
    >>> bucket_of("subject True") == bucket_of("subject True")
    True
    """
    return crc32(word.encode()) & ((1 << BITS) - 1)


@cache
def shipped_pronouns() -> PronounScorer:
    """The ranker that ships with the library."""
    return PronounScorer(LinearModel.of(load_model("pronouns", goes_with="tagger"), "pronouns"))
