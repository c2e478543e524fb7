"""The tagger's two passes: ``framing/models/weights/tagger``, from treebanks and the shipped tag lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.learn.linear import BITS, fit_linear
from framing.learn.save import made_with, save_model
from framing.learn.silver import read_silver
from framing.learn.train_words import first_rows
from framing.learn.treebank import OPEN_GENRES, Words, first_tags, read_words, window_of, with_penn_marks
from framing.models import Card, Model, load_model
from framing.text.spelling import Hashes
from framing.text.tagger import SECOND, UNSURE, Bytes, Tagger, best, form_columns, second_window
from framing.text.tagset import TAGS

FOLDS: Final = 4
"""The second pass learns from tags that a first pass gave to documents it had not seen."""
FOLD_EPOCHS: Final = 6


def train_tagger(data: Path, folder: Path) -> str:
    """Train the tagger and write it.

    Parameters
    ----------
    data : Path
        Holds ``ud/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    gold = read_words(data, ("ewt-train", "gum-train"), OPEN_GENRES)
    tagger = fit_tagger(gold, load_model("words"), read_silver(data))
    if tagger.second is None:  # pragma: no cover - fit_tagger always gives both
        return ""
    arrays = tagger.first.packed("first") | tagger.second.packed("second")
    return save_model(folder / "tagger", arrays, {"bits": str(BITS)}, CARD, trained_with=("words",))


def fit_tagger(gold: Words, lexicon: Model, silver: Words | None = None) -> Tagger:
    """Both passes.

    The second learns from the words that the first is unsure of: a tenth of gold, and `silver`, whose texts no first
    pass has seen.

    Parameters
    ----------
    gold : Words
    lexicon : Model
        As `framing.learn.train_words.make_lexicon` makes it.
    silver : Words, optional
        News of which some words have a teacher's tag: `framing.learn.silver.read_silver`.

    Returns
    -------
    Tagger
    """
    gold = with_penn_marks(gold)
    buckets, rows = first_rows(gold, lexicon)
    tag, lead = _tags_of_unseen(gold, lexicon, buckets, rows)
    first = fit_linear(buckets, gold.tag[rows], gold.weight[rows]).pack(len(TAGS))
    lessons = [_second_lesson(gold, lexicon, tag, np.flatnonzero((lead < UNSURE) & (gold.tag >= 0)))]
    if silver is not None:
        tag, _ = first_tags(Tagger(lexicon, first), silver)
        lessons.append(_second_lesson(silver, lexicon, tag, np.flatnonzero(silver.tag >= 0)))
    seen, label, weight = (np.concatenate(column) for column in zip(*lessons, strict=True))
    return Tagger(lexicon, first, fit_linear(seen, label, weight).pack(len(TAGS)))


def _tags_of_unseen(
    gold: Words, lexicon: Model, buckets: npt.NDArray[np.uint32], rows: npt.NDArray[np.int64]
) -> tuple[Bytes, npt.NDArray[np.int16]]:
    """Tags and leads of a first pass, each document by one trained on the other folds."""
    only = form_columns(gold.forms, lexicon)[1][gold.word]
    tag, lead = np.maximum(only, 0).astype(np.uint8), np.full(len(gold), np.iinfo(np.int16).max, np.int16)
    fold = np.random.default_rng(0).integers(0, FOLDS, gold.document.max() + 1)[gold.document][rows]
    for k in range(FOLDS):
        others = rows[fold != k]
        fitted = fit_linear(buckets[fold != k], gold.tag[others], gold.weight[others], epochs=FOLD_EPOCHS)
        model = fitted.pack(len(TAGS))
        at, ahead = best(model.score(buckets[fold == k]) + model.bias)
        tag[rows[fold == k]], lead[rows[fold == k]] = at, ahead
    return tag, lead


def _second_lesson(
    words: Words, lexicon: Model, tag: Bytes, rows: npt.NDArray[np.int64]
) -> tuple[Hashes, npt.NDArray[np.int16], npt.NDArray[np.float32]]:
    """What the second pass sees at some words, what they are, and how much each counts."""
    seen = second_window(window_of(words, form_columns(words.forms, lexicon)[0]), tag)
    return seen.buckets(SECOND, rows, 1 << BITS), words.tag[rows], words.weight[rows]


CARD: Final = Card(
    name="tagger",
    version="1",
    task="Penn Treebank tags of English words (framing.text.tagset)",
    trained_on=[
        "UD English EWT, train (CC BY-SA 4.0)",
        f"UD English GUM, train, genres {', '.join(sorted(OPEN_GENRES))} (CC BY 4.0; bio and voyage CC BY-SA)",
        "the model `words` (tag lexicon and clusters)",
        "tags that en-core-web-sm 3.8.0 (MIT) gives unsure words of AllSides: corpora/standoff/tags-lesson.jsonl",
    ],
    licence="CC BY-SA 4.0, as UD EWT and GUM's bio and voyage; see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate tagger; python -m framing.learn cross-validate",
        "EWT dev": 0.9489,
        "GUM dev": 0.9735,
        "GUM news, cross-validated": 0.9707,
    },
    known_failures=[
        "names against nouns in titles of organisations and in headlines",
        "past tense against participle behind 'and' (*was rigged and added*)",
        "dashes and semicolons are colons, as in GUM; EWT has many of them as commas",
        "a noun that is rarely a verb, used as one (*they mistake him*, *to star*)",
        "lower-cased names and misspelt words of the web",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
