"""How hard an article is to read: classic formulas, from textstat, the same on every machine.

Syllables are pyphen's. textstat would look for NLTK's pronouncing dictionary, download it where it is missing and give
other figures where it is there; the getter is replaced for the time of the call, so neither happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

FIGURES: Final = ("flesch_reading_ease", "flesch_kincaid_grade", "gunning_fog", "smog_index")
SMOG_SENTENCES: Final = 30
"""McLaughlin normed SMOG on 30 sentences; under that many textstat's figure is not SMOG."""


def score_readability(bodies: Sequence[str], sentences: Sequence[int]) -> dict[str, npt.NDArray[np.float64]]:
    """Readability of each article's body.

    Parameters
    ----------
    bodies : sequence of str
        The articles without furniture.
    sentences : sequence of int
        Their sentences, as we split them: decides whether SMOG is defined.

    Returns
    -------
    dict
        For each of `FIGURES` a float64 array; NaN for an article without words, and for SMOG under 30 sentences.

    Examples
    --------
    >>> figures = score_readability(["The cat sat on the mat. It was warm."], [2])
    >>> round(float(figures["flesch_reading_ease"][0]), 1), bool(np.isnan(figures["smog_index"][0]))
    (117.7, True)
    """
    scores = {name: np.full(len(bodies), np.nan) for name in FIGURES}
    with _offline_textstat() as textstat:
        for k, body in enumerate(bodies):
            if not any(c.isalpha() for c in body):
                continue
            for name in FIGURES:
                if name != "smog_index" or sentences[k] >= SMOG_SENTENCES:
                    scores[name][k] = getattr(textstat, name)(body)
    return scores


@contextmanager
def _offline_textstat() -> Iterator[Any]:
    """textstat, counting syllables with pyphen alone.

    textstat 0.7.10 to 0.7.13 ask `get_cmudict` for NLTK's dictionary in every syllable count. It can go when textstat
    offers a choice of dictionary.
    """
    textstat = import_module("textstat").textstat
    counter: Any = import_module("textstat.backend.counts._count_syllables")
    theirs = counter.get_cmudict
    _forget()
    counter.get_cmudict = _no_dictionary
    try:
        yield textstat
    finally:
        counter.get_cmudict = theirs
        _forget()


def _forget() -> None:
    """Empty textstat's caches: a figure made with one dictionary must not serve a call made with the other."""
    for name, module in list(sys.modules.items()):
        if name.startswith("textstat.backend"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _no_dictionary(*_: object, **__: object) -> dict[str, list[list[str]]]:
    return {}
