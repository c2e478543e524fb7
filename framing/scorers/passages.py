"""Articles cut into passages for an encoder: whole sentences, as many as there is room for.

A passage holds words of one article alone, and which ones depends on that article alone. An encoder that is asked
about one passage after another therefore says the same of an article in any batch. What stands before and behind a
passage is not read with it: 32 pieces on each side cost a quarter of the time and changed no figure by more than chance
(docs/explanation/compact.md), for what a word is to a cue is asked of both, wherever they were read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.text.tokens import Longs, Tokens

WINDOW: Final = 192
"""Pieces of words that a passage holds at most; a word alone may have more."""
OPENING, CLOSING = 101, 102
"""The pieces that an encoder of BERT's kind wants at the edges: [CLS], [SEP]."""

Pieces = Callable[[str], Sequence[int]]
"""The pieces of a word form, as numbers."""


@dataclass(frozen=True, eq=False)
class Passages:
    """Which tokens each passage holds.

    Parameters
    ----------
    first, last : int64[p]
        The tokens, both inside.
    piece : int32[pieces]
        The pieces of all tokens, one token after another.
    bounds : int64[n + 1]
        Token i has the pieces ``bounds[i] .. bounds[i + 1] - 1``, one at least.
    """

    first: Longs
    last: Longs
    piece: npt.NDArray[np.int32]
    bounds: Longs

    def __len__(self) -> int:
        return len(self.first)

    def ids(self, k: int) -> npt.NDArray[np.int64]:
        """What an encoder reads of passage k, edges included."""
        inside = self.piece[self.bounds[self.first[k]] : self.bounds[self.last[k] + 1]]
        return np.concatenate([[OPENING], inside, [CLOSING]]).astype(np.int64)

    def starts(self, k: int) -> Longs:
        """Where, among these, the pieces of each token of passage k begin; last, where they end."""
        begins: Longs = self.bounds[self.first[k] : self.last[k] + 2] - self.bounds[self.first[k]] + 1
        return begins


def cut(tokens: Tokens, pieces: Pieces, unknown: int, window: int = WINDOW, *, alone: bool = False) -> Passages:
    """The passages of a batch.

    Parameters
    ----------
    tokens : Tokens
    pieces : callable
        The pieces of a word form.
    unknown : int
        The piece of a form that has none.
    window : int
        Pieces of a passage, at most.
    alone : bool
        Every sentence is a passage of its own.

    Returns
    -------
    Passages

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> passages = cut(read_tokens(["It rained. He left."]), lambda form: [len(form)], 100)
    >>> passages.ids(0).tolist(), passages.starts(0).tolist()
    ([101, 2, 6, 1, 2, 4, 1, 102], [1, 2, 3, 4, 5, 6, 7])
    """
    forms = [list(pieces(form)) or [unknown] for form in tokens.vocabulary]
    length = np.array([len(form) for form in forms], np.int64)[tokens.word]
    bounds = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
    flat = np.fromiter((p for form in forms for p in form), np.int32)
    begins = np.concatenate([[0], np.cumsum([len(form) for form in forms])]).astype(np.int64)
    of = np.repeat(np.arange(len(tokens)), length)
    piece = flat[begins[tokens.word[of]] + np.arange(len(of)) - bounds[of]]
    ends = np.array(list(_passages(tokens, bounds, window, alone=alone)), np.int64).reshape(-1, 2)
    return Passages(ends[:, 0], ends[:, 1], piece, bounds)


def _passages(tokens: Tokens, bounds: Longs, window: int, *, alone: bool) -> Iterator[tuple[int, int]]:
    """First and last token of each passage."""
    sentences, opens = tokens.sentence_bounds.tolist(), set(tokens.article_bounds.tolist())
    begin = 0
    for low, high in pairwise(sentences):
        if low > begin and (alone or low in opens or bounds[high] - bounds[begin] > window):
            yield begin, low - 1
            begin = low
        while bounds[high] - bounds[begin] > window and high - begin > 1:
            room = int(np.searchsorted(bounds, bounds[begin] + window, side="right")) - 1
            stop = min(max(room, begin + 1), high - 1)
            yield begin, stop - 1
            begin = stop
    if begin < len(tokens):
        yield begin, len(tokens) - 1
