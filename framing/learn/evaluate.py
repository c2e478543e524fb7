"""How well we do on public gold: every accuracy figure that the documentation states comes from here.

Each task reads its gold set from a folder that you have, asks the public API alone, and returns plain figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

import pandas as pd

from framing.analysis import analyze, stance_toward
from framing.learn.evaluate_attribution import ATTRIBUTION, as_lists, attributions_of
from framing.learn.evaluate_boundaries import EDITED, evaluate_sentences, evaluate_tokens
from framing.learn.evaluate_furniture import evaluate_furniture
from framing.learn.evaluate_hedges import HEDGES, spans_of
from framing.learn.evaluate_lemmas import evaluate_lemmas
from framing.learn.evaluate_sources import evaluate_channels, evaluate_source_resolution, evaluate_source_types
from framing.learn.evaluate_subjects import evaluate_subjects
from framing.learn.evaluate_tags import evaluate_tagger, evaluate_tags
from framing.learn.gold import read_lines
from framing.learn.scoring import score_attributions, score_labels, score_ordering, score_spans
from framing.newsroom import load_newsroom, load_newsroom_gold

Figures = dict[str, float]


def evaluate_stance(data: Path, limit: int | None = None, part: str = "dev-rw") -> Figures:
    """NewsMTSC: stance toward a marked target in a sentence."""
    items = list(islice(read_lines(data, f"newsmtsc/{part}"), limit))
    found = stance_toward([i["text"] for i in items], [(i["start"], i["end"]) for i in items])
    return score_labels([i["label"] for i in items], found["stance"].tolist())


def evaluate_outlets(data: Path, limit: int | None = None, column: str = "stance_writer") -> Figures:
    """SEESAW: do outlets on the same story differ the right way toward each actor?"""
    items = list(islice(read_lines(data, "seesaw/dev"), limit))
    actors = analyze(pd.DataFrame(items)[["id", "text", "actors", "story"]], actors="actors").actors
    gold = {(i["story"], i["id"], a): s for i in items for a, s in i["stance"].items()}
    story = {i["id"]: i["story"] for i in items}
    scores = actors.dropna(subset=[column])
    found = {(story[i], i, a): s for i, a, s in scores[["article_id", "actor", column]].itertuples(index=False)}
    both = pd.DataFrame([(gold[key], found[key]) for key in gold if key in found], columns=["gold", "found"])
    spearman = both["gold"].rank().corr(both["found"].rank())
    return score_ordering(gold, found) | {"spearman": float(spearman), "scored_share": len(both) / len(gold)}


def evaluate_persent(data: Path, limit: int | None = None, part: str = "dev") -> Figures:
    """PerSenT: the author's sentiment toward the article's main entity."""
    items = list(islice(read_lines(data, f"persent/{part}"), limit))
    asked = [{"id": i["id"], "text": i["text"], "title": i["title"], "who": [i["entity"]]} for i in items]
    actors = analyze(asked, actors="who").actors.set_index("article_id")["stance"]
    order = {"negative": -1, "neutral": 0, "positive": 1}
    scores = pd.Series([float(actors.get(i["id"], float("nan"))) for i in items])
    gold = pd.Series([order[i["label"]] for i in items])
    known = scores.notna()
    return {
        "spearman": float(gold[known].rank().corr(scores[known].rank())),
        "scored_share": float(known.mean()),
    }


def evaluate_newsroom(_data: Path, limit: int | None = None) -> Figures:
    """Our own newsroom: a regression test on invented articles, no evidence of accuracy on real news."""
    articles = load_newsroom().head(limit or 16)
    report, gold = analyze(articles), load_newsroom_gold()
    text = dict(zip(articles["id"], articles["text"], strict=True))
    wanted = {i: {"text": text[i], "attributions": gold[i]["attributions"]} for i in text}
    figures = score_attributions(wanted, as_lists(attributions_of(report.attribution_spans)))
    hedges = {i: [(h["start"], h["end"]) for h in gold[i]["hedges"]] for i in text}
    found = spans_of(report.hedges)
    return figures | {f"hedges_{k}": v for k, v in score_spans(hedges, found).items()}


NEWS: Final = frozenset({"news"})

Task = Callable[[Path, int | None], Figures]

TASKS: Final[Mapping[str, Task]] = {
    **ATTRIBUTION,
    "sources/resolution": evaluate_source_resolution,
    "sources/kinds": evaluate_source_types,
    "sources/channels": evaluate_channels,
    **HEDGES,
    "stance/newsmtsc-dev-rw": evaluate_stance,
    "stance/newsmtsc-dev-mt": lambda data, limit: evaluate_stance(data, limit, "dev-mt"),
    "stance/seesaw-dev-writer": evaluate_outlets,
    "stance/seesaw-dev-all": lambda data, limit: evaluate_outlets(data, limit, "stance"),
    "stance/persent-dev": evaluate_persent,
    "tagger/gum-dev": evaluate_tagger,
    "tagger/ewt-dev": lambda data, limit: evaluate_tagger(data, limit, "ewt-dev"),
    "tags/gum-dev": evaluate_tags,
    "tags/ewt-dev": lambda data, limit: evaluate_tags(data, limit, "ewt-dev"),
    "lemmas/gum-dev": evaluate_lemmas,
    "lemmas/ewt-dev": lambda data, limit: evaluate_lemmas(data, limit, "ewt-dev"),
    "tokens/gum-dev": evaluate_tokens,
    "tokens/ewt-dev": lambda data, limit: evaluate_tokens(data, limit, "ewt-dev"),
    "sentences/gum-dev": evaluate_sentences,
    "sentences/gum-dev-edited": lambda data, limit: evaluate_sentences(data, limit, genres=EDITED),
    "sentences/gum-news": lambda data, limit: evaluate_sentences(data, limit, ("gum-train", "gum-dev"), NEWS),
    "sentences/gum-news-paragraphs": lambda data, limit: evaluate_sentences(
        data, limit, ("gum-train", "gum-dev"), NEWS, paragraphs=True
    ),
    "sentences/ewt-dev": lambda data, limit: evaluate_sentences(data, limit, ("ewt-dev",)),
    "subjects/gum-dev": evaluate_subjects,
    "subjects/ewt-dev": lambda data, limit: evaluate_subjects(data, limit, "ewt-dev"),
    "furniture/allsides": evaluate_furniture,
    "newsroom": evaluate_newsroom,
}
"""Name to task: ``python -m framing.learn evaluate`` runs them."""
