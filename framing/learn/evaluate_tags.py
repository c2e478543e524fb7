"""How right the tags are: on gold words, and through the front door on raw sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from framing.analysis import tag
from framing.learn.gold import Sentence, read_treebank
from framing.learn.scoring import prf
from framing.learn.silver import read_silver, tag_with_teacher
from framing.learn.train_tagger import fit_tagger
from framing.learn.train_words import CARD, make_lexicon
from framing.learn.treebank import OPEN_GENRES, Words, genre, read_news, read_words
from framing.models import Model
from framing.text.tagger import Tagger, shipped_tagger

Figures = dict[str, float]
NEWS_FOLDS: Final = 3


def evaluate_tagger(data: Path, limit: int | None = None, part: str = "gum-dev") -> Figures:
    """Universal Dependencies: Penn tags of gold words, split as the treebank splits them."""
    words = read_words(data, (part,))
    right = _right(shipped_tagger(), words)[slice(None, limit)]
    return {"accuracy": float(right.mean()), "words": float(len(right))}


def _right(tagger: Tagger, words: Words) -> np.ndarray:
    return np.asarray(tagger.tag(words.forms, words.word, words.starts, words.glued) == words.tag)


def evaluate_tags(data: Path, limit: int | None = None, part: str = "gum-dev") -> Figures:
    """Universal Dependencies: Penn tags of raw sentences by `framing.tag`; a word split otherwise counts as wrong."""
    sentences = list(islice(read_treebank(data, part), limit))
    table = tag([s.text for s in sentences])
    ours = {(a, s, e): t for a, s, e, t in table[["article_id", "start", "end", "tag"]].itertuples(index=False)}
    gold = {(k, s, e): t for k, sentence in enumerate(sentences) for s, e, t in sentence.words}
    shared = [key for key in gold if key in ours]
    right = sum(ours[key] == gold[key] for key in shared)
    token_f1 = prf(len(shared), len(ours) - len(shared), len(gold) - len(shared))[2]
    return {"accuracy": right / len(gold), "accuracy_of_shared_words": right / len(shared), "token_f1": token_f1}


def cross_validate_news(data: Path, folds: int = NEWS_FOLDS) -> Figures:
    """GUM's news documents (train and dev): each tagged by a tagger that has seen none of its fold.

    The tag lexicon is made anew for each fold as well, from gold without the fold. Takes a quarter of an hour.
    """
    documents = [d for d in dict.fromkeys(s.document for s in _news(data)) if genre(d) == "news"]
    news, silver, right = tag_with_teacher(read_news(data)), read_silver(data), []
    for k in range(folds):
        held = frozenset(documents[k::folds])
        gold = read_words(data, ("ewt-train", "gum-train"), OPEN_GENRES, without=held)
        tagger = fit_tagger(gold, Model(make_lexicon(gold, news), {}, CARD), silver)
        right.append(_right(tagger, read_words(data, ("gum-train", "gum-dev"), only=held)))
    every = np.concatenate(right)
    return {"accuracy": float(every.mean()), "words": float(len(every)), "documents": float(len(documents))}


def _news(data: Path) -> Iterator[Sentence]:
    for part in ("gum-train", "gum-dev"):
        yield from read_treebank(data, part)
