"""What the taggers look at, declared; and the hashing of it for all tokens of a batch at once.

A template names columns at places: ``(-1, "low")`` is the lower-case form of the token before. Columns of a form are
computed once a form (`framing.text.spelling`), columns of a token once a token. `Window` turns templates into hash
buckets, the same way for training and for tagging.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.text.spelling import Hashes
from framing.text.tokens import Bools

Place = tuple[int, str]
"""Offset in tokens, and the column."""
Template = tuple[Place, ...]
Where = npt.NDArray[np.int64]

_PRIME: Final = np.uint32(0x85EBCA6B)
_LAST: Final = np.uint32(0xC2B2AE35)
_SHIFT, _OTHER = np.uint32(15), np.uint32(13)


class Window:
    """The tokens of a batch and what stands around each of them.

    Parameters
    ----------
    by_form : mapping of uint32[forms + 1]
        Columns of the distinct forms; the last row is the place outside the sentence.
    word : int32[n]
        Each token's form.
    starts : bool[n]
        Tokens that open a sentence.
    by_token : mapping of uint32[n]
        Columns of the tokens.
    """

    def __init__(
        self, by_form: Mapping[str, Hashes], word: npt.NDArray[np.int32], starts: Bools, by_token: Mapping[str, Hashes]
    ) -> None:
        self.by_form, self.by_token, self.starts = by_form, by_token, starts
        self.word = word
        self._form = np.append(word, len(next(iter(by_form.values()))) - 1)
        self._place: dict[int, Where] = {}

    @cached_property
    def sentence(self) -> Where:
        """Sentences, numbered from 1."""
        return np.cumsum(self.starts)

    def place(self, offset: int) -> Where:
        """The token so many places on in the same sentence; n where there is none."""
        if offset not in self._place:
            n = len(self.word)
            there = np.arange(n) + offset
            inside = (there >= 0) & (there < n)
            there[~inside] = 0
            inside &= self.sentence[there] == self.sentence
            self._place[offset] = np.where(inside, there, n)
        return self._place[offset]

    def form_at(self, offset: int, where: Where) -> npt.NDArray[np.int32]:
        """The form so many places from these tokens; the one past the last where there is none."""
        return np.asarray(self._form[self.place(offset)[where]])

    def column(self, place: Place, where: Where) -> Hashes:
        """What stands in a column, so many places from these tokens."""
        offset, name = place
        if name in self.by_form:
            return self.by_form[name][self.form_at(offset, where)]
        column = self.by_token[name]
        return column[where] if offset == 0 else np.append(column, np.uint32(0x5EED))[self.place(offset)[where]]

    def buckets(self, templates: Sequence[Template], where: Where, size: int, first: int = 0) -> Hashes:
        """The hash bucket of each template at these tokens.

        Parameters
        ----------
        templates : sequence of templates
        where : int64[m]
            Tokens.
        size : int
            Number of buckets, a power of two.
        first : int
            Number of the first template: it is part of the hash.

        Returns
        -------
        uint32[m, len(templates)]
        """
        asked = {place: self.column(place, where) for place in dict.fromkeys(p for t in templates for p in t)}
        found = np.empty((len(where), len(templates)), np.uint32)
        for k, template in enumerate(templates):
            found[:, k] = mix([asked[place] for place in template], first + k, size)
        return found


def mix(columns: Sequence[npt.NDArray[Any]], salt: int, size: int) -> Hashes:
    """Hash several columns into one bucket each.

    Examples
    --------
    >>> int(mix([np.array([7], np.uint32)], 3, 1024)[0]) < 1024
    True
    """
    state = np.full(len(columns[0]), salt * 0x9E3779B1 & 0xFFFFFFFF, np.uint32)
    for column in columns:
        state ^= column
        state *= _PRIME
        state ^= state >> _OTHER
    state *= _LAST
    state ^= state >> _SHIFT
    return state & np.uint32(size - 1)
