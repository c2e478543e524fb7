"""The model of source types: ``framing/models/weights/source_types``, from judged sources of PolNeAR and AllSides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from framing.annotators.source_types import SourceTypes
from framing.annotators.sources import find_sources
from framing.learn.linear import Fitted
from framing.learn.save import made_with, save_model
from framing.learn.source_gold import ALLSIDES, judged_articles, read_judged
from framing.models import Card
from framing.schema import SOURCE_TYPES
from framing.scorers.source_types import BUCKETS, SourceTypeScorer, buckets_of
from framing.text.reading import Reading, Span

STEP: Final = 0.02
"""What one unit of a weight is worth."""
STRENGTH: Final = 1.0
"""Inverse of the strength of the penalty; of .05, .25 and 1 the best on ten folds, all within .03 of it."""
BITS: Final = BUCKETS.bit_length() - 1


class ByRules(SourceTypes):
    """Types sources by rules alone: whatever is trained before the model of types, it included, reads no such model."""

    def __init__(self, reading: Reading, outlets: Sequence[str] = ()) -> None:
        super().__init__(reading, SourceTypeScorer(_EMPTY), outlets)

    def of(self, phrase: Span, head: Span, name: str | None, kind: str, roles: frozenset[str]) -> str:
        """What rules say."""
        return self.by_rules(phrase, head, name, kind, roles)


class Notes(ByRules):
    """Keeps the evidence of the last source asked about, and where it stands."""

    def __init__(self, reading: Reading, outlet: str) -> None:
        super().__init__(reading, [outlet])
        self.last: set[str] = set()
        self.stands: list[Span] = []

    def of(self, phrase: Span, head: Span, name: str | None, kind: str, roles: frozenset[str]) -> str:
        """What rules say."""
        self.last = self.evidence(phrase, head, name, kind, roles)
        self.stands = self.places(phrase, name)
        return super().of(phrase, head, name, kind, roles)


_EMPTY: Final = Fitted(np.zeros(0, np.int64), 1, np.zeros((1, 0)), np.zeros(1), np.zeros(1, np.int64)).pack(1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One judged source: its article, where it stands, what is seen of it, its kind, and what rules say."""

    article: str
    text: str
    stands: tuple[Span, ...]
    evidence: frozenset[str]
    kind: str
    rules: str


def read_lessons(data: Path, name: str, limit: int | None = None) -> list[Lesson]:
    """The judged sources of one file of ``corpora/standoff``."""
    lessons = []
    for text, outlet, rows in judged_articles(data, name, ("train", "dev")):
        reading, names, phrases = read_judged(text, rows)
        notes = Notes(reading, outlet)
        for row, phrase in zip(rows, phrases, strict=True):
            notes.last, notes.stands = set(), [phrase]
            sources, of = find_sources(reading, [phrase], names, [None], notes)
            rules = sources[of[0]].source_type if of[0] >= 0 else "none"
            seen = tuple(notes.stands), frozenset(notes.last)
            lessons.append(Lesson(row["article"], text, *seen, row["kind"], rules))
    return list(islice(lessons, limit))


def fit_kinds(lessons: Sequence[Lesson]) -> SourceTypeScorer:
    """One logistic regression a kind against the rest.

    Parameters
    ----------
    lessons : sequence of Lesson

    Returns
    -------
    SourceTypeScorer
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    buckets = [buckets_of(lesson.evidence) for lesson in lessons]
    bounds = np.cumsum([0, *map(len, buckets)])
    columns = np.concatenate(buckets).astype(np.int64)
    used = np.flatnonzero(np.bincount(columns, minlength=BUCKETS))
    design = csr_matrix((np.ones(len(columns)), np.searchsorted(used, columns), bounds), (len(lessons), len(used)))
    weights, bias = np.zeros((len(SOURCE_TYPES), len(used))), np.zeros(len(SOURCE_TYPES))
    for k, kind in enumerate(SOURCE_TYPES):
        model = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, max_iter=1000, random_state=0)
        model.fit(design, [lesson.kind == kind for lesson in lessons])
        weights[k], bias[k] = model.coef_[0], model.intercept_[0]
    labels = np.arange(len(SOURCE_TYPES))
    return SourceTypeScorer(Fitted(used, BITS, weights, bias, labels).pack(len(SOURCE_TYPES), step=STEP, least=1))


def train_sources(data: Path, folder: Path) -> str:
    """Train the model on the sources that are judged for training and write it; the 600 that measure it are not read.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    lessons = [*read_lessons(data, "sources-lesson"), *read_lessons(data, ALLSIDES)]
    arrays = fit_kinds(lessons).model.packed("kinds")
    return save_model(folder / "source_types", arrays, {"bits": str(BITS)}, CARD, trained_with=("tagger", "pronouns"))


CARD: Final = Card(
    name="source_types",
    version="1",
    task="of which kind a source is: a person, an official, a document, nobody in particular",
    trained_on=[
        "our own judgements of 4,731 sources of PolNeAR, US politics of 2016: corpora/standoff/sources-lesson.jsonl",
        "a language model's judgements of 19,991 sources of the AllSides sample: corpora/standoff/sources-judged.jsonl",
        "lists of titles, source phrases, public figures and newsmakers; the models `words`, `tagger` and `pronouns`",
    ],
    licence="CC BY-SA 4.0, as the models below it: see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate sources/kinds",
        "600 sources of other articles": {"macro F1": 0.847, "accuracy": 0.862},
        "the rules alone": {"macro F1": 0.764, "accuracy": 0.768},
        "two annotators": {"accuracy": 0.967},
    },
    known_failures=[
        "the outlet speaking of itself is known only where the article's outlet is given, or by an agency's dateline",
        "experts, officials, private persons who are introduced by a job alone (*a Miami lawyer*)",
        "crowd, vague and anonymous plurals (*Clinton supporters*, *former employees*) are mixed up",
        "newsmakers are listed from memory, unchecked, mostly of the US, 2008 to 2021; namesakes go under their kind",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
