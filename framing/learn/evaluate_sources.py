"""Who sources are, and of what kind: gold phrases of PolNeAR, judged in ``corpora/standoff``.

The phrases go in, so that nothing but typing and resolution is measured. A named source is right when all words of the
shorter of the two names, ours and gold's, stand in the longer one ("Donald Trump", "Donald J. Trump"); an unnamed one
when no name is given to it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from framing.annotators.actors import find_actors
from framing.annotators.channels import find_channels
from framing.annotators.sources import NamedSpan, Source, find_sources
from framing.learn.gold import read_lines, read_standoff
from framing.learn.scoring import prf, score_labels
from framing.text import read_tokens
from framing.text.reading import Reading, Span

Record = dict[str, Any]
PRONOUNS: Final = frozenset(
    "he she it they we i who which that this these those him her them his hers their its our my us me".split()
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One source of an article: its words, the names that gold gives it, and what was found."""

    words: str
    gold: tuple[str, ...]
    entity: str
    found: Source | None
    number: int

    @property
    def is_right(self) -> bool:
        """Whether the right one was found."""
        if self.found is None:
            return False
        if not self.gold:
            return not self.found.named
        one, other = sorted((set(self.gold[0].split()), set(self.found.name.split())), key=len)
        return one <= other


def evaluate_source_resolution(data: Path, limit: int | None = None) -> dict[str, float]:
    """Accuracy of pronouns and of other sources, named and not; F1 of pairs that are the same source.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    limit : int, optional
        Articles.

    Returns
    -------
    dict
    """
    asked: dict[tuple[bool, bool], list[bool]] = defaultdict(list)
    pairs = np.zeros(3)
    for text, rows in islice(_articles(data, "resolution", ("dev",)), limit):
        resolved = _resolve(text, rows)
        for one in resolved:
            asked[one.words.lower() in PRONOUNS, bool(one.gold)].append(one.is_right)
        for a, b in combinations(resolved, 2):
            same, ours = a.entity == b.entity, a.number == b.number >= 0
            pairs += (same and ours, ours and not same, same and not ours)
    return {
        "pronouns_named": float(np.mean(asked[True, True])),
        "pronouns": float(np.mean(asked[True, True] + asked[True, False])),
        "others_named": float(np.mean(asked[False, True])),
        "others": float(np.mean(asked[False, True] + asked[False, False])),
        "same_source_f1": prf(*pairs)[2],
        "sources": float(sum(map(len, asked.values()))),
    }


def _articles(data: Path, name: str, parts: Sequence[str]) -> list[tuple[str, list[Record]]]:
    """Each article's text and what was judged in it."""
    items = [item for part in parts for item in read_lines(data, f"polnear/{part}")]
    texts = {hashlib.sha256(item["id"].encode()).hexdigest()[:16]: item["text"] for item in items}
    records: dict[str, list[Record]] = defaultdict(list)
    for record in read_standoff(name):
        records[record["article"]].append(record)
    return [(texts[article], rows) for article, rows in records.items()]


def _read(text: str, rows: Sequence[Record]) -> tuple[Reading, list[NamedSpan], list[Span]]:
    """The article with its names, and the judged phrases in tokens."""
    tokens = read_tokens([text])
    reading = Reading(tokens)
    names = [NamedSpan(m.first, m.last, m.actor, m.kind) for m in find_actors(reading)]
    return reading, names, [_tokens(reading, row["start"], row["end"]) for row in rows]


def _resolve(text: str, rows: Sequence[Record]) -> list[Resolved]:
    reading, names, phrases = _read(text, rows)
    sources, of = find_sources(reading, phrases, names, [None] * len(rows))
    resolved = []
    for row, k in zip(rows, of, strict=True):
        gold = tuple(text[place[0] : place[1]] for place in row["entity"] if isinstance(place, list))
        words, found = text[row["start"] : row["end"]], sources[k] if k >= 0 else None
        resolved.append(Resolved(words, gold, json.dumps(row["entity"]), found, k))
    return resolved


def evaluate_source_types(data: Path, limit: int | None = None) -> dict[str, float]:
    """Macro F1 of the kinds, accuracy, and F1 of each kind; and how far the two annotators agree.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    limit : int, optional
        Articles.

    Returns
    -------
    dict
    """
    gold, found, agreed = [], [], []
    for text, rows in islice(_articles(data, "sources", ("train", "dev")), limit):
        reading, names, phrases = _read(text, rows)
        gold += [row["kind"] for row in rows]
        agreed += [row["a"][0] == row["b"][0] for row in rows]
        for phrase in phrases:
            sources, of = find_sources(reading, [phrase], names, [None])
            found.append(sources[of[0]].source_type if of[0] >= 0 else "none")
    return score_labels(gold, found) | {"annotators_agree": float(np.mean(agreed))}


def evaluate_channels(data: Path, limit: int | None = None) -> dict[str, float]:
    """Macro F1 of the channels and accuracy: gold cues and contents of PolNeAR go in, with our kinds of source.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    limit : int, optional
        Articles.

    Returns
    -------
    dict
    """
    marked = {
        item["text"]: item["annotations"][0]["attributions"]
        for part in ("train", "dev")
        for item in read_lines(data, f"polnear/{part}")
    }
    gold, found = [], []
    for text, rows in islice(_articles(data, "sources", ("train", "dev")), limit):
        reading, names, phrases = _read(text, rows)
        for row, phrase in zip(rows, phrases, strict=True):
            sources, of = find_sources(reading, [phrase], names, [None])
            kind = sources[of[0]].source_type if of[0] >= 0 else None
            spans = next(a for a in marked[text] if a["source"] and a["source"][0][0] == row["start"])
            cue = _tokens(reading, spans["cue"][0][0], spans["cue"][-1][1])
            content = [_tokens(reading, *span) for span in spans["content"]]
            found.append(find_channels(reading, [(cue, phrase, content)], [kind])[0] or "none")
            gold.append(row["channel"])
    return score_labels(gold, found)


def _tokens(reading: Reading, start: int, end: int) -> Span:
    inside = np.flatnonzero((reading.tokens.start < end) & (reading.tokens.end > start))
    return int(inside[0]), int(inside[-1])
