"""A batch as a row of chunks: phrases, verb groups, marks and small words, and what lies between two of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.text.phrases import NounPhrases, VerbGroups, has_tag
from framing.text.spelling import Hashes
from framing.text.tokens import Bools, Longs, Tokens, read_only

Bytes = npt.NDArray[np.uint8]

PHRASE, PRONOUN, RELATIVE, CLAUSE, FINITE, UNFINISHED = range(1, 7)
COMMA, QUOTE, DASH, BRACKET, STOP, AND, PREPOSITION, OTHER = range(7, 15)
"""Kinds of chunks. CLAUSE is a conjunction that opens a clause: *that*, *whether*, *because*."""

OPENERS: Final = frozenset(
    "that whether if because although though while since unless than as after before until "
    "how why what where when".split()
)
_TAGGED: Final = (
    (COMMA, (",",)),
    (QUOTE, ("``", "''")),
    (DASH, (":",)),
    (BRACKET, ("-LRB-", "-RRB-")),
    (STOP, (".",)),
    (AND, ("CC",)),
    (PREPOSITION, ("IN", "TO")),
    (RELATIVE, ("WP", "WDT", "WP$")),
)
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_INVERSE: Final = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_HALF: Final = np.uint64(32)


def find_chunks(tokens: Tokens, phrases: NounPhrases, groups: VerbGroups) -> tuple[Longs, Bytes]:
    """The chunks of a batch.

    Parameters
    ----------
    tokens : Tokens
    phrases : NounPhrases
    groups : VerbGroups

    Returns
    -------
    last : int64[k]
        The token at which each ends.
    kind : uint8[k]
    """
    free = (phrases.of_token < 0) & (groups.of_token < 0)
    kind = np.where(free, OTHER, 0).astype(np.uint8)
    for name, tags in _TAGGED:
        kind[free & has_tag(tokens, *tags)] = name
    kind[free & tokens.among(OPENERS) & has_tag(tokens, "IN", "WRB", "WP", "WDT")] = CLAUSE
    kind[phrases.last] = PHRASE
    kind[phrases.last[has_tag(tokens, "PRP")[phrases.last]]] = PRONOUN
    kind[groups.last] = np.where(groups.finite, FINITE, UNFINISHED)
    kind[phrases.last[has_tag(tokens, "WP", "WDT")[phrases.last]]] = RELATIVE
    last = np.flatnonzero(kind)
    return last, kind[last]


class Between:
    """Running sums over chunks: what lies between two of them, as a count or as a hash of the sequence.

    The hash is a polynomial in a base that has an inverse modulo 2**64; dividing by the power of the first place makes
    it the same wherever in the batch the sequence stands.

    Parameters
    ----------
    code : int[k]
        What each chunk is.
    kept : bool[k]
        The chunks that count.

    Examples
    --------
    >>> between = Between(np.array([1, 2, 9, 1, 2]), np.array([True, True, False, True, True]))
    >>> [int(n) for n in between.count(np.array([0, 1]), np.array([3, 5]))]
    [2, 3]
    >>> bool(between.hash(np.array([0]), np.array([2])) == between.hash(np.array([2]), np.array([5])))
    True
    """

    def __init__(self, code: npt.NDArray[Any], kept: Bools) -> None:
        self.place = np.concatenate([[0], np.cumsum(kept)])
        power, self.inverse = _powers(len(code))
        terms = np.where(kept, (code.astype(np.uint64) + np.uint64(1)) * power[self.place[:-1]], np.uint64(0))
        self.total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms)])

    def hash(self, first: Longs, stop: Longs) -> Hashes:
        """The sequence of kept chunks in ``first .. stop - 1``."""
        state = (self.total[stop] - self.total[first]) * self.inverse[self.place[first]] * _BASE
        return np.asarray(state ^ (state >> _HALF)).astype(np.uint32)

    def count(self, first: Longs, stop: Longs, most: int = 3) -> Hashes:
        """How many kept chunks there are, up to a limit."""
        return np.asarray(np.minimum(self.place[stop] - self.place[first], most)).astype(np.uint32)


@lru_cache(maxsize=2)
def _powers(size: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The powers of the base and of its inverse from 0 to `size`: the same for all sequences of a batch."""
    one = np.ones(1, np.uint64)
    power, inverse = (np.concatenate([one, np.cumprod(np.full(size, base))]) for base in (_BASE, _INVERSE))
    return read_only(power), read_only(inverse)
