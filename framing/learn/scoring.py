"""The figures: precision, recall and F1 of spans, attributions and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

ROLES: Final = ("source", "cue", "content")
LINKED: Final = 0.5
"""Jaccard overlap from which on a found source is the right one."""

Spans = Sequence[Sequence[int]]


def prf(hits: float, wrong: float, missed: float) -> tuple[float, float, float]:
    """Precision, recall, F1; 0 where undefined.

    Examples
    --------
    >>> prf(1, 1, 1)
    (0.5, 0.5, 0.5)
    """
    p = hits / (hits + wrong) if hits + wrong else 0.0
    r = hits / (hits + missed) if hits + missed else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _covered(text: str, spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def score_attributions(
    gold: Mapping[Any, Mapping[str, Any]], found: Mapping[Any, Sequence[Mapping[str, Any]]]
) -> dict[str, float]:
    """Attribution extraction over a set of articles.

    Parameters
    ----------
    gold : mapping
        Article to ``{"text": str, "attributions": [{"source": spans, "cue": spans, "content": spans}]}``.
    found : mapping
        Article to attributions in the same form.

    Returns
    -------
    dict
        ``source_f1, cue_f1, content_f1``: characters covered by the role, white space not counted;
        ``attribution_f1``: cues that overlap, one to one; ``source_link``: of the attributions found, the share whose
        source overlaps the gold source by half or more; precision and recall likewise.
    """
    cover = {role: [0, 0, 0] for role in ROLES}
    cues, links = [0, 0, 0], [0, 0]
    for article, item in gold.items():
        text, ours, theirs = item["text"], item["attributions"], found.get(article, ())
        for role in ROLES:
            g = set().union(*(_covered(text, a.get(role, ())) for a in ours))
            f = set().union(*(_covered(text, a.get(role, ())) for a in theirs))
            for k, n in enumerate((len(g & f), len(f - g), len(g - f))):
                cover[role][k] += n
        _pair(text, ours, theirs, cues, links)
    figures = {f"{r}_{n}": v for r in ROLES for n, v in zip(("precision", "recall", "f1"), prf(*cover[r]), strict=True)}
    figures |= {f"attribution_{n}": v for n, v in zip(("precision", "recall", "f1"), prf(*cues), strict=True)}
    return figures | {"source_link": links[0] / links[1] if links[1] else 0.0}


def _pair(
    text: str,
    ours: Sequence[Mapping[str, Any]],
    theirs: Sequence[Mapping[str, Any]],
    cues: list[int],
    links: list[int],
) -> None:
    """Found attributions against gold ones by their cues, one to one; and the sources of those that pair."""
    marked = [_covered(text, a["cue"]) for a in ours]
    free = set(range(len(ours)))
    for a in theirs:
        cue = _covered(text, a["cue"])
        hit = next((k for k in sorted(free) if marked[k] & cue), None)
        if hit is None:
            cues[1] += 1
            continue
        free.discard(hit)
        cues[0] += 1
        g, f = _covered(text, ours[hit].get("source", ())), _covered(text, a.get("source", ()))
        if g:
            links[1] += 1
            links[0] += len(g & f) >= LINKED * len(g | f)
    cues[2] += len(free)


def score_spans(gold: Mapping[Any, Spans], found: Mapping[Any, Spans]) -> dict[str, float]:
    """Cues: a found span counts when it overlaps a gold span, one to one.

    Examples
    --------
    >>> score_spans({0: [(0, 5)]}, {0: [(3, 8)]})["f1"]
    1.0
    """
    hits = wrong = missed = 0
    for item, ours in gold.items():
        free = list(range(len(ours)))
        for start, end in found.get(item, ()):
            hit = next((k for k in free if start < ours[k][1] and ours[k][0] < end), None)
            if hit is not None:
                free.remove(hit)
                hits += 1
            elif not any(start < e and s < end for s, e in ours):
                wrong += 1
        missed += len(free)
    return dict(zip(("precision", "recall", "f1"), prf(hits, wrong, missed), strict=True))


def score_labels(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Macro-averaged F1 over the labels that occur in gold, and accuracy.

    Examples
    --------
    >>> score_labels(["a", "b"], ["a", "a"])["accuracy"]
    0.5
    """
    pairs = list(zip(gold, found, strict=True))
    per = {}
    for label in sorted(set(gold)):
        hits = sum(g == f == label for g, f in pairs)
        per[label] = prf(hits, sum(f == label != g for g, f in pairs), sum(g == label != f for g, f in pairs))[2]
    accuracy = sum(g == f for g, f in pairs) / len(pairs)
    return {"macro_f1": sum(per.values()) / len(per), "accuracy": accuracy} | {f"f1_{k}": v for k, v in per.items()}


def score_ordering(
    gold: Mapping[tuple[str, str, str], float], found: Mapping[tuple[str, str, str], float]
) -> dict[str, float]:
    """Of pairs of articles on one story that gold tells apart, the share that is ordered the same way.

    Keys are (story, article, actor). Ties and missing predictions count half.

    Examples
    --------
    >>> score_ordering({("s", "1", "x"): 1.0, ("s", "2", "x"): 0.0}, {})["ordered_right"]
    0.5
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for story, article, actor in gold:
        groups.setdefault((story, actor), []).append(article)
    right, pairs = 0.0, 0
    for (story, actor), articles in groups.items():
        for k, a in enumerate(articles):
            for b in articles[k + 1 :]:
                difference = gold[story, a, actor] - gold[story, b, actor]
                if difference:
                    pairs += 1
                    right += _agrees(found.get((story, a, actor)), found.get((story, b, actor)), difference)
    return {"ordered_right": right / pairs if pairs else 0.0, "pairs": float(pairs)}


def _agrees(a: float | None, b: float | None, difference: float) -> float:
    if a is None or b is None or a == b:
        return 0.5
    return float((a > b) == (difference > 0))
