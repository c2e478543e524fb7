"""Who sources are, and of what kind: gold phrases of PolNeAR, judged in ``corpora/standoff``.

The phrases go in, so that nothing but typing and resolution is measured. A named source is right when all words of the
shorter of the two names, ours and gold's, stand in the longer one ("Donald Trump", "Donald J. Trump"); an unnamed one
when no name is given to it.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from pathlib import Path
from typing import Final

import numpy as np

from framing.annotators.channels import find_channels
from framing.annotators.source_types import SourceTypes
from framing.annotators.sources import Source, find_sources
from framing.learn.gold import read_lines, read_standoff
from framing.learn.scoring import prf, score_labels
from framing.learn.source_gold import ALLSIDES, Record, judged_articles, read_judged, tokens_of
from framing.learn.train_pronouns import same_name
from framing.learn.train_sources import Lesson, read_lessons
from framing.scorers.compact import CompactKinds
from framing.scorers.encoder import Read, shipped_encoder
from framing.scorers.source_types import shipped_source_types
from framing.text import read_tokens
from framing.text.tokens import Tokens

DIFFERED: Final = 3_851 / 24_722
"""The share of the lesson's sources whose kind the model of the draw gave otherwise."""
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
        return same_name(self.gold[0], self.found.name)


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
    for text, _, rows in islice(judged_articles(data, "resolution", ("dev",)), limit):
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


def _resolve(text: str, rows: Sequence[Record]) -> list[Resolved]:
    reading, names, phrases = read_judged(text, rows)
    sources, of = find_sources(reading, phrases, names, [None] * len(rows))
    resolved = []
    for row, k in zip(rows, of, strict=True):
        gold = tuple(text[place[0] : place[1]] for place in row["entity"] if isinstance(place, list))
        words, found = text[row["start"] : row["end"]], sources[k] if k >= 0 else None
        resolved.append(Resolved(words, gold, json.dumps(row["entity"]), found, k))
    return resolved


def evaluate_source_types(data: Path, limit: int | None = None, model: str = "fast") -> dict[str, float]:
    """Macro F1 of the kinds, accuracy, F1 of each kind, what rules alone give; and how far the annotators agree.

    `later_annotators_right`: those who judged the last of the sources that are learned from, on some of these.

    No model has learned kinds from the articles that they stand in.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    limit : int, optional
        Sources.
    model : str
        As for `framing.analyze`.

    Returns
    -------
    dict
    """
    lessons = read_lessons(data, "sources", limit)
    judge = _by_both if model == "compact" else _by_words
    found = [judge(x) if x.evidence and x.rules != "writer" else x.rules for x in lessons]
    gold, rules = [lesson.kind for lesson in lessons], [lesson.rules for lesson in lessons]
    rows = list(islice(read_standoff("sources"), limit))
    agreed = float(np.mean([row["a"][0] == row["b"][0] for row in rows]))
    later = [row["c"] == row["kind"] for row in rows if "c" in row]
    by_rules = {f"rules_{k}": v for k, v in score_labels(gold, rules).items() if not k.startswith("f1_")}
    return (
        score_labels(gold, found)
        | by_rules
        | {
            "annotators_agree": agreed,
            "later_annotators_right": float(np.mean(later)) if later else math.nan,
        }
    )


def evaluate_second_kinds(_data: Path, limit: int | None = None) -> dict[str, float]:
    """How far a second session of a language model gives sources of the lesson the kinds that they have there.

    Drawn were those whose kind a model gave otherwise that had learned from other articles' lessons (`differs`: all
    but a few), and some of the others (`agrees`).

    Parameters
    ----------
    limit : int, optional
        Sources.

    Returns
    -------
    dict
        The share that agrees among those drawn either way, and what that makes for the whole lesson.
    """
    first = {
        (row["article"], row["start"], row["end"]): row["kind"]
        for name in ("sources-lesson", ALLSIDES)
        for row in read_standoff(name)
    }
    same: dict[str, list[bool]] = defaultdict(list)
    for row in islice(read_standoff("sources-second"), limit):
        same[row["drawn"]].append(row["kind"] == first[row["article"], row["start"], row["end"]])
    agrees, differs = (float(np.mean(same[drawn])) if same[drawn] else math.nan for drawn in ("agrees", "differs"))
    return {
        "agreement": DIFFERED * differs + (1 - DIFFERED) * agrees,
        "where_a_model_agreed": agrees,
        "where_a_model_differed": differs,
        "sources": float(sum(map(len, same.values()))),
    }


def _by_words(lesson: Lesson) -> str:
    return shipped_source_types().best(lesson.evidence)


def _by_both(lesson: Lesson) -> str:
    read, tokens = _read(lesson.text)
    return CompactKinds(read, tokens, shipped_source_types()).best(lesson.evidence, lesson.stands)


@lru_cache(maxsize=1)
def _read(text: str) -> tuple[Read, Tokens]:
    tokens = read_tokens([text])
    return shipped_encoder().read(tokens), tokens


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
    for text, outlet, rows in islice(judged_articles(data, "sources", ("train", "dev")), limit):
        reading, names, phrases = read_judged(text, rows)
        typed = SourceTypes(reading, outlets=[outlet])
        for row, phrase in zip(rows, phrases, strict=True):
            sources, of = find_sources(reading, [phrase], names, [None], typed)
            kind = sources[of[0]].source_type if of[0] >= 0 else None
            spans = next(a for a in marked[text] if a["source"] and a["source"][0][0] == row["start"])
            cue = tokens_of(reading, spans["cue"][0][0], spans["cue"][-1][1])
            content = [tokens_of(reading, *span) for span in spans["content"]]
            found.append(find_channels(reading, [(cue, phrase, content)], [kind], [outlet])[0] or "none")
            gold.append(row["channel"])
    return score_labels(gold, found)
