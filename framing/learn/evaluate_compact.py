"""What ``model="compact"`` gives on the same gold; for hedges beside the linear model alone, on the same sentences.

The encoder has learned from Szeged without the first of five folds of documents, and from our own judgements without
the held-out fifth: those are what is scored here, the linear model of each being one that has not seen them either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from framing.learn.evaluate_attribution import evaluate_attribution
from framing.learn.evaluate_hedges import SZEGED, Figures, Found, calibration_error, score_cues, unseeing_scorers
from framing.learn.evaluate_sources import evaluate_source_types
from framing.learn.evaluate_stance import stance_tasks
from framing.learn.hedge_gold import Marked, folds_of, is_checked, read_judged, read_szeged
from framing.learn.train_hedges import DOMAINS, FOLDS
from framing.schema import HEDGE_CATEGORIES
from framing.scorers.compact import CompactHedges
from framing.scorers.encoder import shipped_encoder
from framing.scorers.hedges import HedgeScorer, shipped_hedges

PARTS: Final = {"szeged-news": "news-train", "szeged-wiki": "wiki-train"}
"""The part of Szeged that is gold by each of its guidelines."""


def evaluate_hedges(data: Path, limit: int | None = None, guidelines: str = "framing") -> Figures:
    """Hedges on sentences that neither model has seen: by both together, and by the linear model alone (`fast_`)."""
    if guidelines == "framing":
        items = [m for m in read_judged(data, "hedges") if is_checked(m.document)]
        return _score(items[:limit], shipped_hedges(), HEDGE_CATEGORIES)
    marked = read_szeged(data, PARTS[guidelines])
    fold = folds_of([m.document for m in marked], FOLDS)
    items = [m for m, of in zip(marked, fold, strict=True) if of == 0]
    linear = unseeing_scorers(data, DOMAINS[guidelines], guidelines)[0]
    return _score(items[:limit], linear, SZEGED)


def _score(items: Sequence[Marked], linear: HedgeScorer, categories: Sequence[str]) -> Figures:
    found = Found(items)
    judge = CompactHedges(shipped_encoder().read(found.sight.tokens), linear)
    figures = {k: v for k, v in score_cues(items, found.hedges(judge), categories).items() if k.endswith("f1")}
    fast = score_cues(items, found.hedges(linear), categories)
    figures |= {f"fast_{k}": v for k, v in fast.items() if k.endswith("f1")}
    figures["calibration_error"] = calibration_error(*found.judged(judge))
    return figures | {"sentences": float(len(items))}


COMPACT: Final[Mapping[str, Callable[[Path, int | None], Figures]]] = {
    "compact/polnear-dev": partial(evaluate_attribution, model="compact"),
    "compact/kinds": partial(evaluate_source_types, model="compact"),
    **stance_tasks("compact", "compact"),
    "compact/hedges-judged": evaluate_hedges,
    "compact/hedges-szeged-news": partial(evaluate_hedges, guidelines="szeged-news"),
    "compact/hedges-szeged-wiki": partial(evaluate_hedges, guidelines="szeged-wiki"),
}
"""Name to task, as in `framing.learn.evaluate`."""
