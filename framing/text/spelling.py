"""How a form is spelled, as whole numbers: for all distinct forms of a batch at once.

A form becomes a few hashes: of the whole, of its beginnings and endings, of its shape. They are made from a matrix of
code points, a column at a time, so that no form is looked at letter by letter in Python. Digits all read as 0 and curly
apostrophes as straight ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.text.tokens import read_only

Hashes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

WHOLE: Final = 24
"""Letters of a form that count; longer ones are addresses."""
ENDING: Final = 5
BEGINNING: Final = 3
SHAPED: Final = 12
"""Letters that the shape takes in."""

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)
_HALF: Final = np.uint64(32)
UPPER, LOWER, DIGIT, MARK = 1, 2, 3, 4


def spell(forms: Sequence[str]) -> tuple[dict[str, Hashes], Keys, Keys]:
    """Hash the spelling of each form.

    Parameters
    ----------
    forms : sequence of str

    Returns
    -------
    columns : dict of uint32[n]
        ``word, low, end1 .. end5, begin1 .. begin3, shape, caps``.
    word, low : uint64[n]
        Of the whole form as it stands and in lower case, wide enough to be told apart in a word list.

    Examples
    --------
    >>> columns, word, low = spell(["Attacked", "attacked", "Backed"])
    >>> bool(low[0] == low[1]), bool(word[0] == word[1]), bool(columns["end3"][0] == columns["end3"][2])
    (True, False, True)
    """
    lows = [form.lower() for form in forms]
    plain, low = _codes(forms, WHOLE), _codes(lows, WHOLE)
    backwards = _codes([form[: -ENDING - 1 : -1] for form in lows], ENDING)
    word, whole = _states(plain)[-1], _states(low)
    endings, classes = _states(backwards), _classes(plain, low)
    columns = {"word": _narrow(word), "low": _narrow(whole[-1])}
    columns |= {f"end{k + 1}": _narrow(endings[k]) for k in range(ENDING)}
    columns |= {f"begin{k + 1}": _narrow(whole[k]) for k in range(BEGINNING)}
    columns |= {"shape": _narrow(_states(_runs(classes))[-1]), "caps": _caps(classes)}
    return columns, word, whole[-1]


@lru_cache(maxsize=4)
def spelled(forms: tuple[str, ...]) -> tuple[Mapping[str, Hashes], Keys, Keys]:
    """As `spell`, kept for those of a batch who ask for the same forms, and read-only."""
    columns, word, low = spell(forms)
    for column in columns.values():
        read_only(column)
    return MappingProxyType(columns), read_only(word), read_only(low)


def key(form: str) -> int:
    """The wide hash of one form, as in a word list.

    Examples
    --------
    >>> key("2025") == key("1999")
    True
    """
    return int(spell([form])[1][0])


def _codes(forms: Sequence[str], width: int) -> Codes:
    """Code points, one form a row, zero behind its end."""
    if not len(forms):
        return np.zeros((0, width), np.uint32)
    codes = np.array(forms, dtype=f"U{width}").view(np.uint32).reshape(len(forms), width)
    codes = np.where((codes >= ord("0")) & (codes <= ord("9")), np.uint32(ord("0")), codes)
    return np.where((codes == ord("’")) | (codes == ord("‘")), np.uint32(ord("'")), codes)


def _states(codes: Codes) -> list[Keys]:
    """The hash after one letter, two letters and so on; behind a form's end it stays as it was."""
    state, states = np.full(len(codes), _PRIME), []
    for column in codes.T.astype(np.uint64):
        mixed = (state ^ column) * _PRIME
        state = np.where(column > 0, mixed ^ (mixed >> _SHIFT), state)
        states.append(state)
    return states


def _narrow(state: Keys) -> Hashes:
    return (state ^ (state >> _HALF)).astype(np.uint32)


def _classes(plain: Codes, low: Codes) -> Codes:
    """Upper case, lower case, digit or the mark itself, letter by letter."""
    letter = ((low >= ord("a")) & (low <= ord("z"))) | (low >= 0xC0)
    letter &= ~((low >= 0x2000) & (low <= 0x2BFF))  # dashes, quotation marks, symbols
    kinds = np.where(low == ord("0"), DIGIT, np.where(low > 0, MARK + low, 0))
    return np.where(letter, np.where(plain == low, LOWER, UPPER), kinds).astype(np.uint32)


def _runs(classes: Codes) -> Codes:
    """The classes with runs of three or more shortened to two."""
    shape = classes[:, :SHAPED].copy()
    shape[:, 2:][
        (classes[:, 2:SHAPED] == classes[:, 1 : SHAPED - 1]) & (classes[:, 2:SHAPED] == classes[:, : SHAPED - 2])
    ] = 0
    return shape


def _caps(classes: Codes) -> Hashes:
    """Five bits: opens with a capital, holds a digit, a hyphen, is all capitals (two or more), is all marks."""
    upper = classes == UPPER
    lettered = upper | (classes == LOWER)
    several = upper.sum(1) > 1
    bits = (
        upper[:, 0],
        (classes == DIGIT).any(1),
        (classes == MARK + ord("-")).any(1),
        several & ~(classes == LOWER).any(1),
        ~(lettered | (classes == DIGIT)).any(1),
    )
    return sum((bit.astype(np.uint32) << np.uint32(k) for k, bit in enumerate(bits)), np.zeros(len(classes), np.uint32))


def with_padding(columns: Mapping[str, Hashes]) -> dict[str, Hashes]:
    """The columns with one more row, for the place before a sentence and behind it."""
    return {name: np.append(column, np.uint32(0x5EED)) for name, column in columns.items()}
