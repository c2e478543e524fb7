"""Hedges: Szeged's newswire and Wikipedia, and our own judgements of today's news with the agreement behind them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pandas as pd

from framing.analysis import analyze
from framing.learn.agreement import NONE, alpha, label_tokens
from framing.learn.gold import read_lines, read_standoff
from framing.learn.scoring import prf, score_spans

Figures = dict[str, float]
SpanLists = dict[Any, list[tuple[int, int]]]
SZEGED_CATEGORIES: Final = ("epistemic", "doxastic", "hearsay", "conditional", "investigation")
"""Our categories that the Szeged corpus annotates; it has no approximators and downtoners."""
ANNOTATORS: Final = ("a", "b")


def evaluate_szeged(data: Path, limit: int | None = None, part: str = "news-train") -> Figures:
    """Szeged Uncertainty Corpus: cues of the five categories that it knows, and sentences that hold any."""
    items = list(islice(read_lines(data, f"szeged/{part}"), limit))
    hedges = analyze([item["text"] for item in items]).hedges
    found = spans_of(hedges[hedges["category"].isin(SZEGED_CATEGORIES)])
    gold = {k: [(c["start"], c["end"]) for c in item["cues"]] for k, item in enumerate(items)}
    return score_spans(gold, found) | {"sentence_f1": _sentence_f1(gold, found)}


def evaluate_judged(data: Path, limit: int | None = None) -> Figures:
    """Our own judgements of 1,200 sentences of PolNeAR and AllSides: cues of all categories, sentences with any."""
    records = list(islice(read_standoff("hedges"), limit))
    texts = dict(_texts(data))
    sentences = [texts[r["article"]][r["start"] : r["end"]] for r in records]
    found = spans_of(analyze(sentences).hedges)
    gold = {k: [(a - r["start"], b - r["start"]) for a, b, _ in r["cues"]] for k, r in enumerate(records)}
    return score_spans(gold, found) | {"sentence_f1": _sentence_f1(gold, found)}


def evaluate_agreement(data: Path, limit: int | None = None) -> Figures:
    """How far the two annotators of those sentences agree: on cues, on their categories, and on scopes.

    Krippendorff's alpha is over tokens: a cue or none, and its category or none. `scopes_alike` is the share of judged
    scopes that both drew letter by letter alike.
    """
    records = list(islice(read_standoff("hedges"), limit))
    texts = dict(_texts(data))
    triples = [t for k, r in enumerate(records) for t in _marked(k, r, texts[r["article"]])]
    cues = [(by, token, NONE if label == NONE else "cue") for by, token, label in triples]
    spans = {by: {k: [(s, e) for s, e, _ in r[by]] for k, r in enumerate(records)} for by in ANNOTATORS}
    scopes = list(islice(read_standoff("hedge-scopes"), limit))
    return {
        "alpha_cues": alpha(cues),
        "alpha_categories": alpha(triples),
        "cues_f1": score_spans(spans["a"], spans["b"])["f1"],
        "cues": float(sum(len(r["cues"]) for r in records)),
        "sentences": float(len(records)),
        "scopes_alike": sum(r["a"] == r["b"] for r in scopes) / len(scopes),
    }


def _marked(k: int, record: Mapping[str, Any], text: str) -> Iterator[tuple[str, str, str]]:
    """Who says what of each token of a sentence."""
    start, end = record["start"], record["end"]
    for by in ANNOTATORS:
        labels = label_tokens(text[start:end], [(a - start, b - start, category) for a, b, category in record[by]])
        yield from ((by, f"{k}:{token}", label) for token, label in enumerate(labels))


def _texts(data: Path) -> Iterator[tuple[str, str]]:
    """Each article under the name that the judgements have for it."""
    for item in read_lines(data, "polnear/train"):
        yield hashlib.sha256(item["id"].encode()).hexdigest()[:16], item["text"]
    for item in read_lines(data, "allsides/sample"):
        yield item["id"], item["text"]


def spans_of(table: pd.DataFrame) -> SpanLists:
    """The spans of a table by article."""
    found: SpanLists = defaultdict(list)
    for article, start, end in table[["article_id", "start", "end"]].itertuples(index=False):
        found[article].append((start, end))
    return found


def _sentence_f1(gold: Mapping[int, Iterable[object]], found: Mapping[int, Iterable[object]]) -> float:
    certain = [(bool(gold[k]), bool(found.get(k))) for k in gold]
    hits, wrong = sum(g and f for g, f in certain), sum(f and not g for g, f in certain)
    return prf(hits, wrong, sum(g and not f for g, f in certain))[2]


HEDGES: Final = {
    "hedging/szeged-news": evaluate_szeged,
    "hedging/szeged-wiki": lambda data, limit: evaluate_szeged(data, limit, "wiki-train"),
    "hedging/judged": evaluate_judged,
    "hedging/judged-agreement": evaluate_agreement,
}
"""The tasks on hedges."""
