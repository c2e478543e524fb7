"""The model that chooses subjects and objects: ``framing/models/weights/subjects``, from treebanks.

It learns from tags as a tagger gives them to documents that it has not seen: a model that learned from gold tags, or
from those of the shipped tagger on its own training data, would trust them too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.learn.evaluate_subjects import (
    OBJECT_OF,
    SUBJECT_OF,
    Parse,
    compare,
    read_parses,
)
from framing.learn.linear import fit_linear
from framing.learn.save import made_with, save_model
from framing.learn.train_words import first_rows
from framing.learn.treebank import OPEN_GENRES, genre, read_words
from framing.models import Card, LinearModel, load_model
from framing.text import read_tokens
from framing.text.clauses import OBJECT, SHARED, SUBJECT, Scene, find_clauses
from framing.text.spelling import Hashes
from framing.text.tagger import Tagger
from framing.text.tags import tags_of_tokens
from framing.text.tagset import TAGS
from framing.text.tokens import Tokens
from framing.text.treebank import glue

BITS: Final = 18
"""Of the hash: 21 bits are no better, and the smaller table stays in the processor's cache."""
PARTS: Final = ("ewt-train", "gum-train")
TAG_FOLDS: Final = 2
TAG_EPOCHS: Final = 5
NEWS_FOLDS: Final = 5
LEAST: Final = 3
"""Rows whose weights are all smaller are dropped: half of the size, a thousandth of F1."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """Pairs to learn from.

    Parameters
    ----------
    buckets : uint32[pairs, templates]
    label : int64[pairs]
        A class of the model, or one more: nothing.
    document : str[pairs]
    """

    buckets: Hashes
    label: npt.NDArray[np.int64]
    document: npt.NDArray[np.str_]


def train_subjects(data: Path, folder: Path) -> str:
    """Train the model and write it. Takes two minutes.

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
    parses = read_open(data)
    lesson = make_lesson(parses, unseen_tags(data, parses))
    model = fit_pairs(lesson.buckets, lesson.label)
    return save_model(folder / "subjects", model.packed("pairs"), {"bits": str(BITS)}, CARD, trained_with=("words",))


def read_open(data: Path) -> list[Parse]:
    """The sentences that weights may be shipped of: EWT, and GUM's open genres."""
    return [
        parse
        for part in PARTS
        for parse in read_parses(data, part)
        if not parse.document.startswith("GUM_") or genre(parse.document) in OPEN_GENRES
    ]


def unseen_tags(data: Path, parses: Sequence[Parse]) -> Tokens:
    """The sentences as tokens, each document tagged by a first pass that learned from the other documents."""
    tokens = read_tokens([p.text for p in parses])
    view = tokens.treebank
    documents = sorted({p.document for p in parses})
    fold = {document: k % TAG_FOLDS for k, document in enumerate(documents)}
    folds = np.array([fold[p.document] for p in parses])[tokens.article][view.token]
    starts = np.zeros(len(view.word), np.bool_)
    starts[view.first] = tokens.sentence_starts
    glued, tag = glue(view.start, view.end, starts), view.tag.copy()
    for k in range(TAG_FOLDS):
        tagger = _light_tagger(data, frozenset(documents[k::TAG_FOLDS]))
        tag[folds == k] = tagger.tag(view.vocabulary, view.word, starts, glued)[folds == k]
    tags = tags_of_tokens(view, tag, starts)
    marks = [i for pair in tokens.quote_marks for i in pair]
    tags[marks] = tokens.tag[marks]
    return replace(tokens, tag=tags)


def _light_tagger(data: Path, without: frozenset[str]) -> Tagger:
    lexicon = load_model("words")
    words = read_words(data, PARTS, OPEN_GENRES, without=without)
    buckets, rows = first_rows(words, lexicon)
    return Tagger(lexicon, fit_linear(buckets, words.tag[rows], epochs=TAG_EPOCHS).pack(len(TAGS)))


def make_lesson(parses: Sequence[Parse], tokens: Tokens) -> Lesson:
    """Pairs of the sentences, with what the treebank says of them.

    Parameters
    ----------
    parses : sequence of Parse
    tokens : Tokens
        Each sentence an article.

    Returns
    -------
    Lesson
    """
    scene = Scene(tokens)
    gold = _gold_pairs(parses, tokens)
    verb = scene.groups.last[scene.group]
    nothing = max(SUBJECT, SHARED, OBJECT) + 1
    label = [gold.get(pair, nothing) for pair in zip(verb.tolist(), scene.head.tolist(), strict=True)]
    document = np.array([p.document for p in parses])[tokens.article[verb]]
    return Lesson(np.stack(list(scene.features(1 << BITS)), axis=1), np.array(label, np.int64), document)


def _gold_pairs(parses: Sequence[Parse], tokens: Tokens) -> dict[tuple[int, int], int]:
    """The class of each pair of tokens that the treebank has; the subject counts before all else."""
    places = zip(tokens.article.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True)
    token = {place: i for i, place in enumerate(places)}
    gold: dict[tuple[int, int], int] = {}
    for k, parse in enumerate(parses):
        named = ((OBJECT, parse.pairs(OBJECT_OF)), (SHARED, parse.shared()), (SUBJECT, parse.pairs(SUBJECT_OF)))
        for label, pairs in named:
            for verb, chain in pairs:
                at = token.get((k, *verb))
                heads = [token[k, *span] for span in chain if (k, *span) in token]
                gold.update({(at, head): label for head in heads if at is not None})
    return gold


def fit_pairs(buckets: Hashes, label: npt.NDArray[np.int64]) -> LinearModel:
    """Fit the model: one class a relation, rows with small weights left out."""
    full = fit_linear(buckets, label).pack(int(label.max()) + 1, least=1)
    classes = [SUBJECT, SHARED, OBJECT]
    weights = full.weights[:, classes]
    kept = np.abs(weights).max(1) >= LEAST
    kept[0] = True
    number = np.where(kept, np.cumsum(kept) - 1, 0).astype(np.int32)
    return LinearModel(weights[kept], number[full.row[: 1 << BITS]], full.bias[classes])


def cross_validate_subjects(data: Path, folds: int = NEWS_FOLDS) -> dict[str, float]:
    """GUM's news documents of the training part, each read by a model (and tagged by a tagger) that has not seen it.

    The taggers learn from half of the documents and have one pass: the shipped one is better.
    """
    parses = read_open(data)
    tokens = unseen_tags(data, parses)
    lesson = make_lesson(parses, tokens)
    documents = sorted({p.document for p in parses if genre(p.document) == "news"})
    found: list[dict[str, float]] = []
    for k in range(folds):
        held = frozenset(documents[k::folds])
        seen = ~np.isin(lesson.document, sorted(held))
        found.append(_held_out(parses, tokens, held, fit_pairs(lesson.buckets[seen], lesson.label[seen])))
    return _pooled(found)


def _held_out(parses: Sequence[Parse], tokens: Tokens, held: frozenset[str], model: LinearModel) -> dict[str, float]:
    chosen = [k for k, parse in enumerate(parses) if parse.document in held]
    ours = read_tokens([parses[k].text for k in chosen])
    return compare(
        [parses[k] for k in chosen],
        ours,
        find_clauses(replace(ours, tag=tokens.tag[np.isin(tokens.article, chosen)]), model),
    )


def _pooled(found: Iterable[dict[str, float]]) -> dict[str, float]:
    """Means over the folds, weighted by their gold pairs; pairs are summed."""
    every = list(found)
    weights = [f["pairs"] for f in every]
    columns = {name: [f[name] for f in every] for name in every[0]}
    return {
        name: sum(column) if name.endswith("pairs") else float(np.average(column, weights=weights))
        for name, column in columns.items()
    }


CARD: Final = Card(
    name="subjects",
    version="1",
    task="Subject and object of English verb groups (framing.text.clauses)",
    trained_on=[
        "UD English EWT, train (CC BY-SA 4.0)",
        f"UD English GUM, train, genres {', '.join(sorted(OPEN_GENRES))} (CC BY 4.0; bio and voyage CC BY-SA)",
        "the model `words` (tag lexicon and clusters)",
    ],
    licence="CC BY-SA 4.0, as UD EWT and GUM's bio and voyage; see framing/models/weights/LICENCE.md",
    scores={
        "subjects, UD EWT dev, raw text": {"precision": 0.946, "recall": 0.891, "f1": 0.918},
        "subjects, UD GUM dev, raw text": {"precision": 0.937, "recall": 0.898, "f1": 0.917},
        "subjects, UD GUM train news, cross-validated": {"precision": 0.903, "recall": 0.820, "f1": 0.859},
        "objects, UD GUM dev, raw text": {"precision": 0.900, "recall": 0.858, "f1": 0.879},
        "command": "python -m framing.learn evaluate subjects; python -m framing.learn cross-validate subjects",
    },
    known_failures=[
        "a noun phrase in a long parenthesis or list is taken for the subject",
        "verbs that the tagger takes for nouns or participles have none",
        "the subject before a relative clause without commas: 'the plan that the union rejected would cut wages'",
        "half of the subjects that coordinated verbs share are not found",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
