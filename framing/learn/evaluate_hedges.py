"""Hedges: cues and sentences found, the probabilities' honesty, and what the lists alone would give.

Each set is scored on documents that the model has not seen: Szeged in five folds by document, our own judgements on the
fifth that is held out of training.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit

from framing.annotators.attribution import look
from framing.annotators.hedging import KEPT, propose
from framing.annotators.scopes import Scopes
from framing.learn.agreement import NONE, alpha, label_tokens
from framing.learn.gold import read_standoff
from framing.learn.hedge_gold import Marked, folds_of, is_checked, read_judged, read_szeged, texts_of
from framing.learn.scoring import prf, score_spans
from framing.learn.train_hedges import (
    FOLDS,
    NEWSWIRE,
    TODAY,
    WIKI,
    fit_logistic,
    read_lessons,
    read_own,
    scorer_without,
    unseen_leads,
)
from framing.lexicons import load_lexicon
from framing.scorers.hedges import HedgeScorer, shipped_hedges
from framing.text import read_tokens
from framing.text.reading import Reading

Figures = dict[str, float]
Spans = dict[Any, list[tuple[int, int]]]
ANNOTATORS: Final = ("a", "b")
SZEGED: Final = ("epistemic", "doxastic", "hearsay", "conditional", "investigation")
"""Our categories that Szeged's five map to."""
BINS: Final = 10


class Found:
    """What is proposed in marked sentences.

    Parameters
    ----------
    items : sequence of Marked
    """

    def __init__(self, items: Sequence[Marked]) -> None:
        self.items = items
        tokens = read_tokens([item.text for item in items])
        self.sight, _ = look(Reading(tokens))
        self.proposed = propose(tokens, load_lexicon("hedges"))
        p = self.proposed.proposals
        self.item = tokens.article[p.first].astype(np.int64)
        self.start, self.end = tokens.start[p.first].tolist(), tokens.end[p.last].tolist()
        entries = self.proposed.lexicon.entries
        self.category = np.array([entries[k].category for k in self.proposed.matches.entry])
        self.listed = p.stands
        self.gold = {k: item.spans for k, item in enumerate(items)}

    def probability(self, scorer: HedgeScorer) -> npt.NDArray[np.float64]:
        """What a scorer says of each proposal."""
        return scorer.probability(self.sight, self.proposed.proposals)

    def score(self, kept: npt.NDArray[np.bool_], categories: Sequence[str] = ()) -> Figures:
        """Cues one to one by any overlap; sentences that hold one."""
        if categories:
            kept = kept & np.isin(self.category, categories)
        found: Spans = defaultdict(list)
        for k in np.flatnonzero(kept):
            found[int(self.item[k])].append((self.start[k], self.end[k]))
        pairs = [(bool(self.gold[k]), bool(found.get(k))) for k in self.gold]
        hits, wrong = sum(g and f for g, f in pairs), sum(f and not g for g, f in pairs)
        sentence = prf(hits, wrong, sum(g and not f for g, f in pairs))[2]
        return score_spans(self.gold, found) | {"sentence_f1": sentence}

    def is_hedge(self) -> npt.NDArray[np.bool_]:
        """Whether gold marks a cue that each proposal overlaps."""
        rows = zip(self.item.tolist(), self.start, self.end, strict=True)
        return np.array([any(a < e and b > s for a, b in self.gold[k]) for k, s, e in rows], np.bool_)


def evaluate_szeged(data: Path, limit: int | None = None, part: str = "news-train") -> Figures:
    """Szeged, five folds by document, decided as in today's news; and as Szeged itself marks (`own_`).

    Parameters
    ----------
    data : Path
        Holds ``szeged/``, ``polnear/`` and ``allsides/``.
    limit : int, optional
        Sentences.
    part : str
        ``news-train`` or ``wiki-train``.

    Returns
    -------
    dict
    """
    domain = NEWSWIRE if part == "news-train" else WIKI
    lessons = read_lessons(data)
    found = Found(list(islice(read_szeged(data, part), limit)))
    fold = np.array(folds_of([item.document for item in found.items], FOLDS))[found.item]
    kept = {TODAY: np.zeros(len(fold), np.bool_), domain: np.zeros(len(fold), np.bool_)}
    for k in range(FOLDS):
        for target, mine in kept.items():
            scorer = scorer_without(lessons, domain, k, target)
            mine[fold == k] = (found.probability(scorer) >= KEPT)[fold == k]
    figures = found.score(kept[TODAY], SZEGED)
    figures |= {f"own_{k}": v for k, v in found.score(kept[domain], SZEGED).items() if "f1" in k}
    return figures | {f"lists_{k}": v for k, v in found.score(found.listed, SZEGED).items() if "f1" in k}


def evaluate_judged(data: Path, limit: int | None = None) -> Figures:
    """Our own judgements: the shipped model on the held-out fifth, the lists alone, and the annotators.

    `calibration_error` is the mean distance of probability and share of hedges over ten bins of proposals, weighted by
    their size (Naeini et al. 2015).
    """
    items = [m for m in read_judged(data, "hedges") if is_checked(m.document)]
    found = Found(list(islice(items, limit)))
    probability = found.probability(shipped_hedges())
    figures = found.score(probability >= KEPT)
    figures |= {f"lists_{k}": v for k, v in found.score(found.listed).items() if "f1" in k}
    figures["calibration_error"] = calibration_error(probability, found.is_hedge())
    return figures | _categories(found, probability) | {"sentences": float(len(found.items))}


def _categories(found: Found, probability: npt.NDArray[np.float64]) -> Figures:
    """Of hedges that are found, the share whose category is right."""
    right = []
    for k in np.flatnonzero(probability >= KEPT):
        cues = found.items[int(found.item[k])].cues
        said = [category for a, b, category in cues if a < found.end[k] and b > found.start[k]]
        right += [found.category[k] in said] if said else []
    return {"category_right": float(np.mean(right))}


def evaluate_agreement(data: Path, limit: int | None = None) -> Figures:
    """How far the two annotators of those sentences agree: on cues, on their categories, and on scopes.

    Krippendorff's alpha is over tokens: a cue or none, and its category or none. `scopes_alike` is the share of judged
    scopes that both drew letter by letter alike.
    """
    sides = {by: list(islice(read_judged(data, "hedges", by), limit)) for by in ANNOTATORS}
    triples = [triple for by, items in sides.items() for triple in _marked(by, items)]
    cues = [(by, token, NONE if label == NONE else "cue") for by, token, label in triples]
    spans = {by: {k: item.spans for k, item in enumerate(items)} for by, items in sides.items()}
    scopes = list(islice(read_standoff("hedge-scopes"), limit))
    adjudicated = list(islice(read_judged(data, "hedges"), limit))
    return {
        "alpha_cues": alpha(cues),
        "alpha_categories": alpha(triples),
        "cues_f1": score_spans(spans["a"], spans["b"])["f1"],
        "cues": float(sum(len(item.cues) for item in adjudicated)),
        "sentences": float(len(adjudicated)),
        "scopes_alike": sum(r["a"] == r["b"] for r in scopes) / len(scopes),
    }


def _marked(by: str, items: Sequence[Marked]) -> Iterator[tuple[str, str, str]]:
    """What an annotator says of each token of each sentence."""
    for k, item in enumerate(items):
        yield from ((by, f"{k}:{token}", label) for token, label in enumerate(label_tokens(item.text, item.cues)))


def evaluate_folds(data: Path, limit: int | None = None) -> Figures:
    """Our own judgements that are trained on, each sentence by a model without its fold; and the lists alone.

    The two constants of calibration are fitted on the same predictions, so `calibration_error` flatters a little.
    """
    lead, hedge = unseen_leads(read_lessons(data))
    slope, shift = fit_logistic(lead, hedge)
    probability = expit(slope * lead + shift)
    found = Found(read_own(data))
    figures = found.score(probability >= KEPT)
    figures |= {f"lists_{k}": v for k, v in found.score(found.listed).items() if "f1" in k}
    figures["calibration_error"] = calibration_error(probability[:limit], hedge[:limit])
    return figures | {"sentences": float(len(found.items))}


def calibration_error(probability: npt.NDArray[np.float64], hedge: npt.NDArray[np.bool_]) -> float:
    """Mean distance of probability and share over ten bins, weighted by their size."""
    of = np.minimum((probability * BINS).astype(int), BINS - 1)
    return float(
        sum(abs(probability[of == k].mean() - hedge[of == k].mean()) * (of == k).mean() for k in np.unique(of))
    )


def evaluate_scopes(data: Path, limit: int | None = None) -> Figures:
    """Token F1 of the scopes of 200 judged cues, exact scopes, and how far the annotators agree."""
    records = list(islice(read_standoff("hedge-scopes"), limit))
    texts = dict(texts_of(data))
    pairs: dict[str, list[tuple[set[int], set[int]]]] = {"found": [], "agreement": []}
    for record in records:
        ours, sides = _scopes(record, texts[record["article"]])
        pairs["found"].append((sides["scope"], ours))
        pairs["agreement"].append((sides["a"], sides["b"]))
    figures: Figures = {}
    for name, sets in pairs.items():
        hits = sum(len(gold & found) for gold, found in sets)
        wrong, missed = sum(len(f - g) for g, f in sets), sum(len(g - f) for g, f in sets)
        figures |= {f"{name}_token_f1": prf(hits, wrong, missed)[2]}
        figures |= {f"{name}_exact": sum(gold == found for gold, found in sets) / len(sets)}
    return figures | {"cues": float(len(records))}


def _scopes(record: dict[str, Any], text: str) -> tuple[set[int], dict[str, set[int]]]:
    """The words of our scope, and of the judged ones; the cue itself left out."""
    base = record["start"]
    reading = Reading(read_tokens([text[base : record["end"]]]))
    cue = _tokens(reading, record["cue"], base)
    ours = Scopes(reading).of((min(cue), max(cue)), record["category"])
    within = set() if ours is None else set(range(ours[0], ours[1] + 1))
    sides = {side: _tokens(reading, record[side], base) for side in ("scope", *ANNOTATORS)}
    words = set(np.flatnonzero(reading.tokens.is_word).tolist()) - cue
    return within & words, {side: tokens & words for side, tokens in sides.items()}


def spans_of(table: pd.DataFrame) -> Spans:
    """The spans of a table by article."""
    found: Spans = defaultdict(list)
    for article, start, end in table[["article_id", "start", "end"]].itertuples(index=False):
        found[article].append((start, end))
    return found


def _tokens(reading: Reading, span: Sequence[int], base: int) -> set[int]:
    """The tokens of a stretch of characters, counted from `base`."""
    tokens = reading.tokens
    inside = np.flatnonzero((tokens.start < span[1] - base) & (tokens.end > span[0] - base))
    return set(inside.tolist())


HEDGES: Final[dict[str, Any]] = {
    "hedging/judged": evaluate_judged,
    "hedging/judged-agreement": evaluate_agreement,
    "hedging/judged-folds": evaluate_folds,
    "hedging/szeged-news": evaluate_szeged,
    "hedging/szeged-wiki": lambda data, limit: evaluate_szeged(data, limit, "wiki-train"),
    "hedging/scopes": evaluate_scopes,
}
"""The tasks on hedges."""
