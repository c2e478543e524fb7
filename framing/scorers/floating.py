"""Quotations that no cue has claimed, and what is seen of them.

'“We are closed,” she said. “Nobody will be paid.”': the second quotation has no cue of its own. Whether it goes on with
what somebody said, or is a title or a scare quote, is asked of a model that looks at what stands around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.scorers.sight import Sight
from framing.text.phrases import has_tag
from framing.text.tagger import Columns
from framing.text.tokens import Bools, Longs, changes

Span = tuple[int, int]

WORDS: Final = (2, 3, 5, 9, 20)
"""Steps of a quotation's length."""
MOSTLY: Final = 0.5
"""A quotation is claimed when more of it than this is content or cue of an attribution."""
DIRECT, MIXED = 0.8, 0.2
"""Share of an attribution's content between quotation marks above which it counts as direct, and as mixed."""
NOBODY: Final = 5


@dataclass(frozen=True, eq=False)
class Claims:
    """What attributions cover.

    Parameters
    ----------
    first, last : int64[m]
        First and last token of each attribution, source, cue and content taken together; ordered by cue.
    direct : uint32[m]
        1, 2 or 3: how much of the content stands between quotation marks.
    covered : bool[n]
        Tokens of a content or cue.
    """

    first: Longs
    last: Longs
    direct: npt.NDArray[np.uint32]
    covered: Bools

    @classmethod
    def of(cls, sight: Sight, attributions: Sequence[tuple[Span, Span | None, Sequence[Span]]]) -> Claims:
        """From the cue, source and content of each, as first and last tokens."""
        covered, quoted = bytearray(sight.size), [0, *np.cumsum(sight.tokens.quote >= 0).tolist()]
        ends, direct = np.zeros((len(attributions), 2), np.int64), np.zeros(len(attributions), np.uint32)
        for k, (cue, source, content) in enumerate(attributions):
            held = sum(quoted[b + 1] - quoted[a] for a, b in content)
            share = held / max(1, sum(b - a + 1 for a, b in content))
            direct[k] = 3 if share > DIRECT else 2 if share > MIXED else 1
            for a, b in (cue, *content):
                covered[a : b + 1] = b"\1" * (b + 1 - a)
            spans = [cue, *content, *([source] if source else [])]
            ends[k] = min(a for a, _ in spans), max(b for _, b in spans)
        return cls(ends[:, 0], ends[:, 1], direct, np.frombuffer(covered, np.bool_))


@dataclass(frozen=True, eq=False)
class Floating:
    """Quotations that no attribution covers.

    Parameters
    ----------
    quotation : int64[k]
        Number of each, as in ``tokens.quote``.
    speaker, next_speaker : int64[k]
        The last attribution that ends before it in the article, and the first that begins behind; -1 for none.
    columns : mapping of uint32[k]
        What is seen of each.
    """

    quotation: Longs
    speaker: Longs
    next_speaker: Longs
    columns: Columns


def find_floating(sight: Sight, claims: Claims) -> Floating:
    """The quotations of a batch that nothing covers.

    Parameters
    ----------
    sight : Sight
    claims : Claims

    Returns
    -------
    Floating
    """
    tokens, marks = sight.tokens, sight.marks
    running = np.concatenate([[0], np.cumsum(claims.covered)])
    first, last = marks[:, 0], marks[:, 1]
    share = (running[last + 1] - running[first]) / (last - first + 1)
    words = np.concatenate([[0], np.cumsum(tokens.is_word)])
    free = (share <= MOSTLY) & (words[last + 1] > words[first]) & tokens.readable[first]
    which = np.flatnonzero(free)
    speaker, following = _speakers(sight, claims, first[which], last[which])
    columns = _columns(sight, claims, marks[which], speaker, following)
    columns["words"] = np.digitize((words[last + 1] - words[first])[which], WORDS).astype(np.uint32)
    columns["last"] = _last_quotation(sight, free)[which]
    return Floating(which, speaker, following, columns)


def _speakers(sight: Sight, claims: Claims, first: Longs, last: Longs) -> tuple[Longs, Longs]:
    """The attribution before and the one behind each quotation, in the same article."""
    article = sight.tokens.article
    if not len(claims.first):
        nobody = np.full(len(first), -1)
        return nobody, nobody
    by_last, by_first = np.argsort(claims.last, kind="stable"), np.argsort(claims.first, kind="stable")
    before = np.searchsorted(claims.last[by_last], first) - 1
    behind = np.searchsorted(claims.first[by_first], last + 1)
    speaker = np.where(before >= 0, by_last[before], -1)
    following = np.where(behind < len(by_first), np.append(by_first, -1)[behind], -1)
    speaker[(speaker >= 0) & (article[claims.last[speaker]] != article[first])] = -1
    following[(following >= 0) & (article[claims.first[following]] != article[first])] = -1
    return speaker, following


def _columns(sight: Sight, claims: Claims, marks: npt.NDArray[np.int64], speaker: Longs, following: Longs) -> Columns:
    tokens, sentence, paragraph = sight.tokens, sight.sentence, np.asarray(sight.tokens.paragraph)
    first, last = marks[:, 0], marks[:, 1]
    opening, closing = tokens.sentence_bounds[sentence[first]], tokens.sentence_bounds[sentence[last] + 1] - 1
    ended, begins = np.append(claims.last, 0)[speaker], np.append(claims.first, 0)[following]
    unquoted = np.concatenate([[0], np.cumsum(tokens.quote < 0)])
    covered = np.concatenate([[0], np.cumsum(claims.covered)])
    verb = np.concatenate([[0], np.cumsum(has_tag(tokens, "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))])
    finite = np.concatenate([[0], np.cumsum(has_tag(tokens, "VBD", "VBP", "VBZ", "MD"))])
    some, others = speaker >= 0, following >= 0
    heads, tags = first > opening, sight.by_token["tag"]
    found = {
        "whole": (first == opening) + 2 * (closing - last <= 1),
        "before": np.where(heads, sight.low[first - 1], 0),
        "after": np.where(last < closing, np.append(sight.low, 0)[last + 1], 0),
        "tag_before": np.where(heads, tags[first - 1] + 1, 0),
        "closing": sight.low[np.maximum(last - 1, first)],
        "from_speaker": np.where(some, np.minimum(sentence[first] - sentence[ended], 4), NOBODY),
        "to_speaker": np.where(others, np.minimum(sentence[begins] - sentence[last], 4), NOBODY),
        "paragraphs": np.where(some, np.minimum(paragraph[first] - paragraph[ended], 3), NOBODY),
        "paragraphs_on": np.where(others, np.minimum(paragraph[begins] - paragraph[last], 3), NOBODY),
        "speaker": np.where(some, np.append(claims.direct, 0)[speaker], 0),
        "next": np.where(others, np.append(claims.direct, 0)[following], 0),
        "gap": np.where(some, np.minimum(unquoted[first] - unquoted[np.minimum(ended + 1, first)], 6), 7),
        "opens_paragraph": changes(tokens.article, paragraph)[first],
        "capital": sight.by_form["caps"][tokens.word[np.minimum(first + 1, last)]] & 1,
        "finite": finite[last + 1] > finite[first],
        "verb": verb[first] > verb[opening],
        "claimed_before": covered[first] > covered[opening],
    }
    return {name: np.asarray(column).astype(np.uint32) for name, column in found.items()}


def _last_quotation(sight: Sight, free: Bools) -> npt.NDArray[np.uint32]:
    """Whether the quotation before in the article is claimed, and how far it is."""
    first = sight.marks[:, 0]
    other = changes(sight.tokens.article[first])
    gap = np.where(other, 2, np.minimum(np.diff(sight.sentence[first], prepend=0), 2))
    claimed = np.append(False, ~free)[: len(free)] & ~other
    return np.asarray(gap + 3 * claimed).astype(np.uint32)
