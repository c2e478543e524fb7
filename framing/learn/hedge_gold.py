"""Readers of sentences with marked hedges: the Szeged corpus, and our own judgements joined to the reader's texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from framing.learn.gold import read_lines, read_standoff, short_hash

Cue = tuple[int, int, str]
"""First character, end, category."""
CHECKED: Final = 5
"""One article in so many is held out of training."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and its hedges.

    Parameters
    ----------
    document : str
        The article that it is of.
    text : str
    cues : tuple of (int, int, str)
        Offsets into `text`, end exclusive, and the category.
    sample : str
        How it was drawn, in our own judgements.
    """

    document: str
    text: str
    cues: tuple[Cue, ...]
    sample: str = ""

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The cues without their categories."""
        return [(start, end) for start, end, _ in self.cues]


def read_szeged(data: Path, part: str) -> list[Marked]:
    """The sentences of one part of the Szeged Uncertainty Corpus: ``news-train`` or ``wiki-train``."""
    return [
        Marked(item["doc"], item["text"], tuple((c["start"], c["end"], c["type"]) for c in item["cues"]))
        for item in read_lines(data, f"szeged/{part}")
    ]


def read_judged(data: Path, name: str, by: str = "cues") -> list[Marked]:
    """Our own judgements of sentences from PolNeAR and AllSides.

    Parameters
    ----------
    data : Path
        Holds ``polnear/`` and ``allsides/``.
    name : str
        ``hedges`` (two annotators, adjudicated) or ``hedges-lesson`` (one annotator, for training).
    by : str
        Whose: ``cues`` is the adjudicated version, ``a`` and ``b`` are the annotators.

    Returns
    -------
    list of Marked
    """
    texts = dict(texts_of(data))
    return [_joined(record, texts[record["article"]], by) for record in read_standoff(name)]


def _joined(record: dict[str, Any], text: str, by: str) -> Marked:
    start, end = record["start"], record["end"]
    cues = tuple((a - start, b - start, category) for a, b, category in record[by])
    return Marked(record["article"], text[start:end], cues, record["sample"])


def texts_of(data: Path) -> Iterator[tuple[str, str]]:
    """Each article that was judged from, under the name that the judgements have for it."""
    for item in read_lines(data, "polnear/train"):
        yield short_hash(item["id"]), item["text"]
    for item in read_lines(data, "allsides/sample"):
        yield item["id"], item["text"]


def is_checked(document: str) -> bool:
    """Whether a document is of the held-out fifth: by a hash of its name."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % CHECKED == 0


def folds_of(documents: Sequence[str], folds: int) -> list[int]:
    """The fold of each document, by a hash of its name."""
    return [int(hashlib.sha256(f"fold {d}".encode()).hexdigest(), 16) % folds for d in documents]
