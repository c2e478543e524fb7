"""How well we do on public gold: every accuracy figure that the documentation states comes from here.

Each task reads its gold set from a folder that you have, asks the public API alone, and returns plain figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from framing.analysis import analyze
from framing.learn.evaluate_actors import ACTORS
from framing.learn.evaluate_attribution import ATTRIBUTION, as_lists, attributions_of
from framing.learn.evaluate_boundaries import EDITED, evaluate_sentences, evaluate_tokens
from framing.learn.evaluate_compact import COMPACT
from framing.learn.evaluate_furniture import evaluate_furniture
from framing.learn.evaluate_hedges import HEDGES, spans_of
from framing.learn.evaluate_lemmas import evaluate_lemmas
from framing.learn.evaluate_names import evaluate_names, evaluate_names_in_news
from framing.learn.evaluate_sources import (
    evaluate_channels,
    evaluate_second_kinds,
    evaluate_source_resolution,
    evaluate_source_types,
)
from framing.learn.evaluate_stance import STANCE
from framing.learn.evaluate_subjects import evaluate_subjects
from framing.learn.evaluate_tags import evaluate_tagger, evaluate_tags
from framing.learn.scoring import score_attributions, score_spans
from framing.newsroom import load_newsroom, load_newsroom_gold

Figures = dict[str, float]


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
    "sources/kinds-second": evaluate_second_kinds,
    "sources/channels": evaluate_channels,
    **HEDGES,
    "names/gum-dev": evaluate_names,
    "names/allsides": evaluate_names_in_news,
    **ACTORS,
    **STANCE,
    **COMPACT,
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
