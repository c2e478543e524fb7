"""The tagger of names: ``framing/models/weights/names``, from the documents of GUM whose texts are open.

Its second pass learns from what a first pass says of documents that it has not seen. Tags are those of the tagger that
ships, which has seen the documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from framing.annotators.names import evidence, listed, names_by_rule, places
from framing.learn.linear import fit_linear
from framing.learn.name_gold import NamedText, read_named
from framing.learn.save import made_with, save_model
from framing.learn.treebank import OPEN_GENRES
from framing.models import Card, LinearModel, load_model
from framing.schema import ACTOR_KINDS
from framing.scorers.names import (
    BUCKETS,
    FIRST,
    LABELS,
    SECOND,
    NameTagger,
    begins,
    candidates,
    name_window,
    second_window,
)
from framing.text import read_tokens
from framing.text.features import Window
from framing.text.reading import Reading
from framing.text.spelling import Hashes
from framing.text.tagger import best
from framing.text.tokens import Longs, Tokens

BITS: Final = 19
FOLDS: Final = 3
EPOCHS: Final = 8


@dataclass(frozen=True, eq=False)
class Lesson:
    """Documents with what is to be said of their tokens.

    Parameters
    ----------
    tokens : Tokens
    window : Window
    asked : int64[m]
        The tokens that are asked about.
    label : int64[m]
    """

    tokens: Tokens
    window: Window
    asked: Longs
    label: Longs


def train_names(data: Path, folder: Path) -> str:
    """Train the tagger and write it.

    Parameters
    ----------
    data : Path
        Holds ``ud/`` and ``allsides/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    tagger = fit_names(read_lesson(data))
    arrays = tagger.first.packed("first")
    if tagger.second is not None:
        arrays |= tagger.second.packed("second")
    return save_model(folder / "names", arrays, {"bits": str(BITS)}, CARD, trained_with=("words", "tagger"))


def read_lesson(data: Path) -> Lesson:
    """GUM's open genres."""
    documents = read_named(data, "gum-train", OPEN_GENRES)
    return make_lesson(documents, read_tokens([d.text for d in documents]))


def make_lesson(documents: Sequence[NamedText], tokens: Tokens) -> Lesson:
    """The tokens of documents, with the columns that the tagger sees and the label that each should get."""
    reading = Reading(tokens)
    window = name_window(tokens, load_model("words"), *evidence(reading, names_by_rule(reading)))
    asked = candidates(window)
    return Lesson(tokens, window, asked, gold_labels(documents, tokens)[asked])


def gold_labels(documents: Sequence[NamedText], tokens: Tokens) -> Longs:
    """The label of each token: of the name that covers it whole."""
    labels, bounds = np.zeros(len(tokens), np.int64), tokens.article_bounds
    for a, document in enumerate(documents):
        low, high = int(bounds[a]), int(bounds[a + 1])
        adjectives = [(s, e, "group") for s, e in document.adjectives if _is_listed(document.text[s:e])]
        for start, end, kind in (*sorted(adjectives), *document.names):
            first = low + int(np.searchsorted(tokens.start[low:high], start))
            last = low + int(np.searchsorted(tokens.end[low:high], end, side="right")) - 1
            if first <= last:
                number = begins(ACTOR_KINDS.index(kind))
                labels[first : last + 1] = number + 1
                labels[first] = number
    return labels


def _is_listed(word: str) -> bool:
    """'Afghan', 'Republican': adjectives that our tables hold for the people or the party."""
    return (word,) in places() or listed("organisations").get((word,), ("", ""))[0] == "group"


def fit_names(lesson: Lesson) -> NameTagger:
    """Both passes; the second learns from what a first pass says of documents that it has not seen.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    NameTagger
    """
    tokens, window, asked, label = lesson.tokens, lesson.window, lesson.asked, lesson.label
    buckets = window.buckets(FIRST, asked, BUCKETS)
    fold = np.random.default_rng(0).integers(0, FOLDS, len(tokens.texts))[tokens.article[asked]]
    told = np.zeros(len(tokens), np.int64)
    for k in range(FOLDS):
        model = _fit(buckets[fold != k], label[fold != k])
        told[asked[fold == k]] = best(model.score(buckets[fold == k]) + model.bias)[0]
    seen = second_window(window, tokens, told).buckets(SECOND, asked, BUCKETS)
    return NameTagger(load_model("words"), _fit(buckets, label), _fit(seen, label))


def _fit(buckets: Hashes, label: Longs) -> LinearModel:
    return fit_linear(buckets, label, epochs=EPOCHS, bits=BITS).pack(LABELS)


CARD: Final = Card(
    name="names",
    version="1",
    task="names of people, organisations, places, groups, events and other things in English news",
    trained_on=[
        f"GUM, train, genres {', '.join(sorted(OPEN_GENRES))}: proper nouns (CC BY 4.0; bio and voyage CC BY-SA)",
        "the models `words` and `tagger`; our lists of places, organisations, public figures, given names and titles",
    ],
    licence="CC BY-SA 4.0, as GUM's bio and voyage; see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate names",
        "GUM dev, all genres, exact spans with kinds": 0.647,
        "AllSides, 40 articles, exact spans with kinds": 0.807,
        "AllSides, exact spans": 0.895,
    },
    known_failures=[
        "laws, products and works (.3), and events (.25 on news)",
        "captions and credits (*AP Mel Evans*), lines in capitals",
        "schools, companies and shows with unusual names (*StudentsFirst*, *Meet the Press*)",
        "names of several words with a small word in the middle (*March for Life*)",
        "an adjective of a people that no list holds (*Confederate*)",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
