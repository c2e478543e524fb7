"""Judged sources of PolNeAR, joined to the reader's own copy: who they are, of what kind, through which channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from framing.annotators.actors import find_actors
from framing.annotators.sources import NamedSpan
from framing.learn.gold import read_lines, read_standoff, short_hash
from framing.text import read_tokens
from framing.text.reading import Reading, Span

Record = dict[str, Any]
OUTLETS: Final = {
    "breitbart": "Breitbart",
    "huff-post": "HuffPost",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
"""PolNeAR's short names, and the outlets' own."""


ALLSIDES: Final = "sources-judged"
"""The file of judgements that is not of PolNeAR."""


def judged_articles(data: Path, name: str, parts: Sequence[str] = ()) -> list[tuple[str, str, list[Record]]]:
    """Each article's text, its outlet, and what was judged in it; `parts` are PolNeAR's."""
    if name == ALLSIDES:
        of = {item["id"]: item for item in read_lines(data, "allsides/sample")}
    else:
        of = {short_hash(item["id"]): item for part in parts for item in read_lines(data, f"polnear/{part}")}
    records: dict[str, list[Record]] = defaultdict(list)
    for record in read_standoff(name):
        records[record["article"]].append(record)
    return [(of[a]["text"], OUTLETS.get(of[a]["outlet"], of[a]["outlet"]), rows) for a, rows in records.items()]


def read_judged(text: str, rows: Sequence[Record]) -> tuple[Reading, list[NamedSpan], list[Span]]:
    """The article with its names, and the judged phrases in tokens."""
    tokens = read_tokens([text])
    reading = Reading(tokens)
    names = [NamedSpan(m.first, m.last, m.actor, m.kind) for m in find_actors(reading)]
    return reading, names, [tokens_of(reading, row["start"], row["end"]) for row in rows]


def tokens_of(reading: Reading, start: int, end: int) -> Span:
    """First and last token of a stretch of characters."""
    inside = np.flatnonzero((reading.tokens.start < end) & (reading.tokens.end > start))
    return int(inside[0]), int(inside[-1])
