"""How much of a text the encoder must read for how much of what it gives: the curve behind ``model="cascade"``.

The further a linear model has to be from certain before the encoder is asked, the less is read and the nearer the
answers are to the linear model's own. NewsMTSC's development parts say how right the answers are, articles of the
AllSides sample how much of ordinary news is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.annotators.actors import find_actors
from framing.annotators.stance import score_mentions, see
from framing.learn.gold import read_lines
from framing.learn.scoring import score_labels
from framing.learn.train_stance import target_of
from framing.scorers.cascade import CascadeStance
from framing.scorers.encoder import Glances, shipped_encoder
from framing.scorers.stance import shipped_scorer
from framing.text import read_tokens
from framing.text.reading import Reading, Span
from framing.text.tokens import Longs

CUTS: Final = (0.0, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 1.01)
"""Probabilities of the likeliest label from which the linear models are taken at their word."""
ARTICLES: Final = 128
"""Articles of the AllSides sample whose share that is read is taken."""


@dataclass(frozen=True, slots=True)
class Point:
    """One cut, and what it gives.

    Parameters
    ----------
    sure : float
        Probability of the likeliest label from which the encoder is not asked.
    real, several : float
        Macro F1 on NewsMTSC's dev-rw and dev-mt.
    targets, words : float
        Share of the mentions in ordinary news about which the encoder is asked, and of the words that it reads.
    """

    sure: float
    real: float
    several: float
    targets: float
    words: float


def draw_curve(data: Path) -> Iterator[Point]:
    """The points of the curve, from the linear models alone to the encoder about everything.

    Parameters
    ----------
    data : Path
        Holds ``newsmtsc/`` and ``allsides/``.

    Yields
    ------
    Point
    """
    parts, news = [_read_part(data, part) for part in ("dev-rw", "dev-mt")], _read_news(data)
    for sure in CUTS:
        real, several = (part.score(sure) for part in parts)
        yield Point(sure, real, several, *news.shares(sure))


@dataclass(frozen=True, eq=False)
class _Part:
    """A part of NewsMTSC."""

    reading: Reading
    spans: list[Span]
    labels: list[str]
    glances: Glances
    """A sentence once read is not read again for another cut."""

    def score(self, sure: float) -> float:
        judge = CascadeStance(self.glances, shipped_scorer(), sure)
        return score_labels(self.labels, score_mentions(self.reading, self.spans, judge)["stance"])["macro_f1"]


def _read_part(data: Path, part: str) -> _Part:
    items = list(read_lines(data, f"newsmtsc/{part}"))
    tokens = read_tokens([item["text"] for item in items])
    spans = [target_of(tokens, k, item["start"], item["end"]) for k, item in enumerate(items)]
    return _Part(Reading(tokens), spans, [item["label"] for item in items], Glances(shipped_encoder(), tokens))


@dataclass(frozen=True, eq=False)
class _News:
    """Ordinary news: the words of each sentence; of each target its sentence, and how sure the linear models are."""

    words: Longs
    sentence: Longs
    likeliest: npt.NDArray[np.float64]

    def shares(self, sure: float) -> tuple[float, float]:
        """Of the targets that are asked about, and of the words in their sentences."""
        asked = self.likeliest < sure
        return float(asked.mean()), float(self.words[np.unique(self.sentence[asked])].sum() / self.words.sum())


def _read_news(data: Path) -> _News:
    news = Reading(read_tokens([item["text"] for item in islice(read_lines(data, "allsides/sample"), ARTICLES)]))
    targets, linear = see(news, [(m.first, m.last) for m in find_actors(news)])[0], shipped_scorer()
    likeliest = linear.probabilities(linear.weigh(targets).scores).max(axis=1)
    return _News(np.diff(news.tokens.sentence_bounds), targets.scene.sentence[targets.first], likeliest)


def write_curve(points: Sequence[Point]) -> str:
    """The points as a Markdown table."""
    head = "| sure from | dev-rw | dev-mt | mentions asked about | words read |\n|---|---|---|---|---|\n"
    return head + "\n".join(
        f"| {min(p.sure, 1.0):.2f} | {p.real:.3f} | {p.several:.3f} | {p.targets:.0%} | {p.words:.0%} |" for p in points
    )
