"""Names on gold: by the tagger, by the rules alone, and by spaCy's small pipeline where it is installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from framing.annotators.names import Found, find_names, in_headlines, names_by_rule
from framing.learn.alias_gold import read_aliases
from framing.learn.name_gold import NamedText, read_named
from framing.learn.name_yardstick import Name, is_installed, names_of
from framing.learn.scoring import prf
from framing.schema import ACTOR_KINDS
from framing.text import read_tokens
from framing.text.reading import Reading

Figures = dict[str, float]
BATCH: Final = 32


def evaluate_names(data: Path, limit: int | None = None) -> Figures:
    """GUM dev, all genres: names, exact spans, with their kinds."""
    return score_systems(read_named(data, "gum-dev")[:limit])


def evaluate_names_in_news(data: Path, limit: int | None = None) -> Figures:
    """The 40 AllSides articles of `aliases.jsonl`: news, which the tagger has seen little of."""
    texts = [
        NamedText(item.article, item.text, tuple(sorted((s, e, a.kind) for a in item.actors for s, e in a.names)))
        for item in islice(read_aliases(data), limit)
    ]
    return score_systems(texts)


def score_systems(texts: Sequence[NamedText]) -> Figures:
    """Precision, recall, F1 with kinds; F1 without (``spans_f1``); F1 of each kind; the same F1 for the others."""
    ours, rules = found_names(texts)
    figures = score_names(texts, ours)
    others = {"rules": rules} | ({"spacy": list(names_of([t.text for t in texts]))} if is_installed() else {})
    for name, found in others.items():
        scored = score_names(texts, found)
        figures |= {f"{name}_{key}": value for key, value in scored.items() if key.endswith("f1") or key[:3] == "f1_"}
    return figures | {"names": float(sum(len(t.names) for t in texts))}


def found_names(texts: Sequence[NamedText]) -> tuple[list[list[Name]], list[list[Name]]]:
    """What the library finds in each text, and what its rules alone find."""
    ours: list[list[Name]] = []
    rules: list[list[Name]] = []
    for k in range(0, len(texts), BATCH):
        reading = Reading(read_tokens([t.text for t in texts[k : k + BATCH]]))
        ruled = names_by_rule(reading)
        for found, into in ((find_names(reading), ours), ([*ruled, *in_headlines(reading, ruled)], rules)):
            into.extend(_by_text(reading, found))
    return ours, rules


def _by_text(reading: Reading, found: Sequence[Found]) -> list[list[Name]]:
    lists: list[list[Name]] = [[] for _ in reading.tokens.texts]
    for name in found:
        lists[int(reading.tokens.article[name.first])].append((*reading.offsets((name.first, name.last)), name.kind))
    return lists


def score_names(texts: Sequence[NamedText], found: Sequence[Sequence[Name]]) -> Figures:
    """Exact spans; those that gold calls an adjective ("Afghan") count neither way.

    Parameters
    ----------
    texts : sequence of NamedText
    found : sequence
        Parallel: names as first character, end, kind.

    Returns
    -------
    dict
    """
    counts: dict[str, list[int]] = {key: [0, 0, 0] for key in ("all", "spans", *ACTOR_KINDS)}
    for text, names in zip(texts, found, strict=True):
        gold, ours = set(text.names), {n for n in names if n[:2] not in text.adjectives}
        _count(counts["all"], gold, ours)
        _count(counts["spans"], {n[:2] for n in gold}, {n[:2] for n in ours})
        for kind in ACTOR_KINDS:
            _count(counts[kind], {n for n in gold if n[2] == kind}, {n for n in ours if n[2] == kind})
    return _figures(counts)


def _count(tally: list[int], gold: set[Name] | set[tuple[int, int]], ours: set[Name] | set[tuple[int, int]]) -> None:
    shared = len(set(gold) & set(ours))
    for k, n in enumerate((shared, len(ours) - shared, len(gold) - shared)):
        tally[k] += n


def _figures(counts: Mapping[str, Sequence[int]]) -> Figures:
    precision, recall, f1 = prf(*counts["all"])
    figures = {"f1": f1, "precision": precision, "recall": recall, "spans_f1": prf(*counts["spans"])[2]}
    return figures | {f"f1_{kind}": prf(*counts[kind])[2] for kind in ACTOR_KINDS}
