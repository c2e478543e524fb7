"""Articles cut into passages for an encoder: whole sentences packed up to a window, with what stands around them.

A passage holds words of one article alone, and which ones depends on that article alone. An encoder that is asked
about one passage after another therefore says the same of an article in any batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.text.tokens import Longs, Tokens

CORE: Final = 224
"""Pieces of words that a passage is asked about, at most."""
AROUND: Final = 32
"""Pieces before and behind them that are only read, at most."""
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
        The tokens that it is asked about, both inside.
    opens, closes : int64[p]
        The tokens that it reads, both inside.
    piece : int32[pieces]
        The pieces of all tokens, one token after another.
    bounds : int64[n + 1]
        Token i has the pieces ``bounds[i] .. bounds[i + 1] - 1``, one at least.
    """

    first: Longs
    last: Longs
    opens: Longs
    closes: Longs
    piece: npt.NDArray[np.int32]
    bounds: Longs

    def __len__(self) -> int:
        return len(self.first)

    def ids(self, k: int) -> npt.NDArray[np.int64]:
        """What an encoder reads of passage k, edges included."""
        inside = self.piece[self.bounds[self.opens[k]] : self.bounds[self.closes[k] + 1]]
        return np.concatenate([[OPENING], inside, [CLOSING]]).astype(np.int64)

    def starts(self, k: int) -> Longs:
        """Where, among these, the pieces of each token of the passage that is asked about begin; and where they end."""
        begins: Longs = self.bounds[self.first[k] : self.last[k] + 2] - self.bounds[self.opens[k]] + 1
        return begins


def cut(tokens: Tokens, pieces: Pieces, unknown: int) -> Passages:
    """The passages of a batch.

    Parameters
    ----------
    tokens : Tokens
    pieces : callable
        The pieces of a word form.
    unknown : int
        The piece of a form that has none.

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
    length = np.array([len(form) for form in forms], np.int64)[tokens.word] if len(tokens) else np.zeros(0, np.int64)
    bounds = np.concatenate([[0], np.cumsum(length)])
    flat = np.fromiter((p for form in forms for p in form), np.int32)
    begins = np.concatenate([[0], np.cumsum([len(form) for form in forms])]).astype(np.int64)
    of = np.repeat(np.arange(len(tokens)), length)
    piece = flat[begins[tokens.word[of]] + np.arange(len(of)) - bounds[of]] if len(of) else flat[:0]
    cores = np.array(list(_cores(tokens, bounds)), np.int64).reshape(-1, 4)
    first, last, low, high = cores.T
    opens = np.maximum(low, np.searchsorted(bounds, bounds[first] - AROUND))
    closes = np.minimum(high - 1, np.searchsorted(bounds, bounds[last + 1] + AROUND, side="right") - 2)
    return Passages(first, last, np.minimum(opens, first), np.maximum(closes, last), piece, bounds)


def _cores(tokens: Tokens, bounds: Longs) -> Iterator[tuple[int, int, int, int]]:
    """First and last token of each passage, and the bounds of its article: sentences as long as there is room."""
    sentence, article = tokens.sentence_bounds, tokens.article_bounds
    of = np.searchsorted(article, sentence[:-1], side="right") - 1
    begin = 0
    for k in range(len(sentence) - 1):
        low, high = int(sentence[k]), int(sentence[k + 1])
        here = int(of[k])
        starts = low == int(article[here])
        if not starts and bounds[high] - bounds[begin] > CORE:
            yield begin, low - 1, int(article[here]), int(article[here + 1])
            starts = True
        begin = low if starts else begin
        while bounds[high] - bounds[begin] > CORE and high - begin > 1:
            stop = int(np.searchsorted(bounds, bounds[begin] + CORE, side="right")) - 1
            stop = min(max(stop, begin + 1), high - 1)
            yield begin, stop - 1, int(article[here]), int(article[here + 1])
            begin = stop
        if high == int(article[here + 1]):
            yield begin, high - 1, int(article[here]), int(article[here + 1])
