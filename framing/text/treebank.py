"""Words as English treebanks split them: hyphenated compounds come apart.

Our tokens keep *well-known* whole, since the word lists and the word counts want it so. The treebanks that taggers
learn from read *well*, *-*, *known*. `split_compounds` makes their view of a batch; each word of it knows its token.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.text.tokens import Bools, Ints, Longs, View

PREFIXES: Final = frozenset(
    "anti co counter cross e ex inter intra mega micro mid mini multi neo non over post pre pro re semi sub super "
    "trans ultra un under".split()
)
"""Beginnings that treebanks leave on their word (LDC's guidelines call them affixes): *non-state*, *mid-July*."""

WHOLE: Final = re.compile(r"(?i)[@#/:]|www\.|\.(?:com|org|net|gov)\b|^[\d-]*$|^\W|\W$")
"""Addresses, handles, numbers and what opens or closes with a mark are no compounds."""
RANGE: Final = re.compile(r"\d{1,4}-\d{1,4}")
HYPHEN: Final = re.compile("([-‐‑])")


@lru_cache(maxsize=1 << 16)
def parts(form: str) -> tuple[str, ...]:
    """The words of a form.

    Examples
    --------
    >>> parts("well-known"), parts("non-state-run"), parts("2-3"), parts("mid-July")
    (('well', '-', 'known'), ('non-state', '-', 'run'), ('2', '-', '3'), ('mid-July',))
    """
    if WHOLE.search(form) and not RANGE.fullmatch(form):
        return (form,)
    found = HYPHEN.split(form)
    if "" in found or not any(c.isalnum() for c in form):
        return (form,)
    if found[0].lower() in PREFIXES and len(found) > 2:
        found = ["".join(found[:3]), *found[3:]]
    return tuple(found)


def split_compounds(vocabulary: tuple[str, ...], word: Ints, start: Ints) -> View:
    """Split the hyphenated compounds of a batch.

    Parameters
    ----------
    vocabulary, word, start
        As in `framing.text.tokens.Tokens`.

    Returns
    -------
    View

    Examples
    --------
    >>> zero = np.zeros(1, np.int32)
    >>> view = split_compounds(("well-known",), zero, zero)
    >>> [view.vocabulary[w] for w in view.word], view.start.tolist()
    (['well', '-', 'known'], [0, 4, 5])
    """
    apart = {k: parts(form) for k, form in enumerate(vocabulary) if not form.isalnum() and HYPHEN.search(form)}
    forms = {form: k for k, form in enumerate(vocabulary)}
    lengths = np.ones(len(vocabulary), np.int64)
    lengths[list(apart)] = [len(found) for found in apart.values()]
    begins = np.cumsum(lengths) - lengths
    flat = np.repeat(np.arange(len(vocabulary), dtype=np.int32), lengths)
    for k, found in apart.items():
        flat[begins[k] : begins[k] + len(found)] = [forms.setdefault(p, len(forms)) for p in found]
    count = lengths[word] if len(word) else np.zeros(0, np.int64)
    token = np.repeat(np.arange(len(word)), count)
    within = np.arange(len(token)) - np.repeat(np.cumsum(count) - count, count)
    words = flat[begins[word][token] + within] if len(word) else word
    length = np.fromiter(map(len, forms), np.int32, len(forms))[words] if len(words) else words
    return View(tuple(forms), words, token, *_offsets(start, token, within, length))


def _offsets(start: Ints, token: Longs, within: npt.NDArray[np.int64], length: Ints) -> tuple[Ints, Ints]:
    """Words of a token follow each other without a gap."""
    run = np.cumsum(length, dtype=np.int32)
    opens = np.flatnonzero(within == 0)
    before = (run - length)[opens] if len(opens) else run
    begin = start[token] + run - length - np.repeat(before, np.diff(np.append(opens, len(token))))
    return begin.astype(np.int32), (begin + length).astype(np.int32)


def glue(start: Ints, end: Ints, opens: Bools) -> npt.NDArray[np.uint32]:
    """Which words touch their neighbours in the sentence: 1 the one before, 2 the one behind, 3 both.

    Examples
    --------
    >>> glue(np.array([0, 2, 5]), np.array([2, 4, 6]), np.array([True, False, False])).tolist()
    [2, 1, 0]
    """
    touches = np.zeros(len(start), np.uint32)
    touches[1:] = (start[1:] == end[:-1]) & ~opens[1:]
    return touches + 2 * np.append(touches[1:], np.zeros(1, np.uint32))[: len(start)]
