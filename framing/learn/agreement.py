"""How far two independent annotators of the newsroom agree: Krippendorff's alpha, layer by layer.

Cues, attribution roles and mentions are compared token by token (a token's label is what it is marked as, or none);
stance and holder on the mentions that both marked alike. Alpha is `nltk.metrics.agreement`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pandas as pd

from framing.newsroom import load_newsroom, load_newsroom_gold
from framing.text.tokenize import find_tokens

ANNOTATORS: Final = ("annotator_a", "annotator_b")
NONE: Final = "none"
Spans = Iterable[tuple[int, int, str]]
Triples = list[tuple[str, str, str]]


def alpha(triples: Triples) -> float:
    """Krippendorff's alpha for nominal labels.

    Parameters
    ----------
    triples : list of (annotator, item, label)

    Returns
    -------
    float
        1 for full agreement, 0 for chance; NaN when only one label occurs.

    Examples
    --------
    >>> alpha([("a", "1", "x"), ("b", "1", "x"), ("a", "2", "y"), ("b", "2", "y")])
    1.0
    """
    from nltk.metrics.agreement import AnnotationTask  # importing nltk costs over a second

    if len({label for _, _, label in triples}) < 2:
        return float("nan")
    return float(AnnotationTask(data=triples).alpha())


def _hedge_spans(record: Mapping[str, Any]) -> Spans:
    return [(h["start"], h["end"], h["category"]) for h in record["hedges"]]


def _cue_spans(record: Mapping[str, Any]) -> Spans:
    return [(h["start"], h["end"], "cue") for h in record["hedges"]]


def _role_spans(role: str) -> Callable[[Mapping[str, Any]], Spans]:
    return lambda record: [(s, e, role) for a in record["attributions"] for s, e in a[role]]


def _mention_spans(record: Mapping[str, Any]) -> Spans:
    return [(m["start"], m["end"], m["actor"]) for m in record["mentions"]]


def _furniture_spans(record: Mapping[str, Any]) -> Spans:
    return [(s, e, "furniture") for s, e, _ in record["furniture"]]


TOKEN_LAYERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Spans]]] = {
    "hedge cue": _cue_spans,
    "hedge category": _hedge_spans,
    "attribution source": _role_spans("source"),
    "attribution cue": _role_spans("cue"),
    "attribution content": _role_spans("content"),
    "mention (which actor)": _mention_spans,
    "furniture": _furniture_spans,
}


def _token_triples(layer: Callable[[Mapping[str, Any]], Spans]) -> Triples:
    texts = load_newsroom().set_index("id")["text"]
    triples: Triples = []
    for annotator in ANNOTATORS:
        for article, record in load_newsroom_gold(annotator).items():
            labels = label_tokens(texts[article], layer(record))
            triples += [(annotator, f"{article}:{k}", label) for k, label in enumerate(labels)]
    return triples


def label_tokens(text: str, spans: Spans) -> list[str]:
    """What each token of a text is marked as: the label of the last span that it overlaps, or `NONE`.

    Examples
    --------
    >>> label_tokens("It may rain.", [(3, 6, "epistemic")])
    ['none', 'epistemic', 'none', 'none']
    """
    _, start, end, _, _ = find_tokens([text])
    labels = [NONE] * len(start)
    for first, last, label in spans:
        for k in range(len(labels)):
            if start[k] < last and first < end[k]:
                labels[k] = label
    return labels


def _shared_mentions(attribute: str) -> Triples:
    """A label of the mentions that both annotators marked with the same span and actor."""
    first, second = (
        {
            (i, m["start"], m["end"], m["actor"]): m[attribute]
            for i, r in load_newsroom_gold(name).items()
            for m in r["mentions"]
        }
        for name in ANNOTATORS
    )
    shared = sorted(first.keys() & second.keys())
    return [(n, repr(k), str(t[k])) for n, t in zip(ANNOTATORS, (first, second), strict=True) for k in shared]


def _shared_attributions(attribute: str) -> Triples:
    """A label of the attributions that both annotators marked at the same cue."""
    first, second = (
        {
            (i, *map(tuple, a["cue"])): a[attribute]
            for i, r in load_newsroom_gold(name).items()
            for a in r["attributions"]
        }
        for name in ANNOTATORS
    )
    shared = sorted(first.keys() & second.keys())
    return [(n, repr(k), str(t[k])) for n, t in zip(ANNOTATORS, (first, second), strict=True) for k in shared]


def measure_agreement() -> pd.DataFrame:
    """Agreement on every layer of the newsroom's annotation.

    Returns
    -------
    pandas.DataFrame
        One row a layer: ``layer, unit, n`` (units that both labelled) and ``alpha``.
    """
    rows = []
    for name, layer in TOKEN_LAYERS.items():
        triples = _token_triples(layer)
        rows.append((name, "token", len(triples) // 2, alpha(triples)))
    for name, attribute in (("stance", "stance"), ("holder", "holder")):
        triples = _shared_mentions(attribute)
        rows.append((f"mention: {name}", "mention marked by both", len(triples) // 2, alpha(triples)))
    for attribute in ("source_type", "kind"):
        triples = _shared_attributions(attribute)
        rows.append((f"attribution: {attribute}", "attribution with the same cue", len(triples) // 2, alpha(triples)))
    return pd.DataFrame(rows, columns=["layer", "unit", "n", "alpha"])
