"""Where paragraphs and sentences begin.

A terminator ends a sentence unless what follows continues it (lower case, a reporting verb after a quoted
question); abbreviations never do, or only before a word that starts sentences. Paragraphs and furniture edges
always do, so headlines need no full stop.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np

from framing.lexicons import load_lexicon
from framing.text.tokens import Bools, Ints, Longs

TERMINATORS: Final = frozenset(".!?…。！？")
CLOSERS: Final = frozenset({"”", "’", '"', "''", "’’", "'", ")", "]", "»"})
TAIL: Final = 4
"""Tokens looked at behind a quoted question for the verb that reports it ('"Why?" Mr. Hale asked')."""

REPORTING: Final = frozenset(
    "said says asked asks added wrote replied told shouted yelled cried wondered tweeted screamed exclaimed "
    "demanded inquired joked quipped answered responded".split()
)
STARTERS: Final = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your there here in on at by "
    "for from with after before since as when while if although though but and or so yet however meanwhile "
    "moreover some many most several no not what who why how where both one all another each according under "
    "last earlier later now then still also even only such".split()
)
OPENERS: Final = frozenset('“‘"')
CONTINUERS: Final = frozenset({",", ";", ":", "–", "—", "--"})
BLANK: Final = re.compile(r"\n[^\S\n]*\n|\r\n?[^\S\r\n]*\r\n?|\u2029")
BREAK: Final = re.compile(r"[\n\r\u2028\u2029]")
WRAPPED_LINES: Final = 5
"""Lines an article needs before its line lengths say that it was wrapped by hand."""


@cache
def _abbreviation_kinds() -> dict[str, str]:
    return {entry.pattern: entry.category for entry in load_lexicon("abbreviations").entries}


def is_wrapped(text: str) -> bool:
    r"""Whether lines were broken at a fixed width, so that a single line break means nothing.

    Examples
    --------
    >>> is_wrapped("First paragraph.\nSecond paragraph.")
    False
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < WRAPPED_LINES:
        return False
    lengths = sorted(map(len, lines))
    ended = sum(line[-1] in ".!?\"”'’:)" for line in lines)
    return 45 <= lengths[len(lines) // 2] <= 100 and lengths[-1] <= 120 and ended < 0.5 * len(lines)


def find_paragraphs(texts: tuple[str, ...], start: Ints, bounds: Longs) -> Ints:
    """The paragraph of each token, from 0 in each article.

    Parameters
    ----------
    texts : tuple of str
    start : int32[n]
        First character of each token.
    bounds : int64[articles + 1]
        First token of each article.

    Returns
    -------
    int32[n]
    """
    paragraph = np.zeros(len(start), dtype=np.int32)
    for a, text in enumerate(texts):
        low, high = bounds[a], bounds[a + 1]
        expression = BLANK if is_wrapped(text) else BREAK
        breaks = np.fromiter((m.start() for m in expression.finditer(text)), dtype=np.int64)
        before = np.searchsorted(breaks, start[low:high])
        paragraph[low:high] = np.cumsum(np.diff(before, prepend=before[:1]) > 0)
    return paragraph


def find_sentences(vocabulary: tuple[str, ...], word: Ints, start: Ints, end: Ints, article: Ints, hard: Bools) -> Ints:
    """The sentence of each token, from 0 in each article.

    Parameters
    ----------
    vocabulary : tuple of str
        The distinct forms.
    word, start, end, article : int32[n]
        As in `framing.text.tokens.Tokens`.
    hard : bool[n]
        Tokens that open an article, a paragraph, or a stretch of furniture or body.

    Returns
    -------
    int32[n]
    """
    n = len(word)
    if not n:
        return np.zeros(0, dtype=np.int32)
    opens = hard.copy()
    opens[_Splitter(vocabulary, word, start, end, hard).soft_starts()] = True
    number = np.cumsum(opens)
    firsts = np.flatnonzero(np.diff(article, prepend=-1))
    return (number - number[firsts][np.searchsorted(firsts, np.arange(n), side="right") - 1]).astype(np.int32)


class _Splitter:
    """Sentence starts inside paragraphs. Its loop is over terminators, not over tokens."""

    def __init__(self, vocabulary: tuple[str, ...], word: Ints, start: Ints, end: Ints, hard: Bools) -> None:
        self.vocabulary = vocabulary
        self.lower = [form.lower().replace("’", "'") for form in vocabulary]
        self.word, self.start, self.end = word, start, end
        self.hard = hard
        self.n = len(word)

    def form(self, k: int) -> str:
        return self.vocabulary[int(self.word[k])]

    def low(self, k: int) -> str:
        return self.lower[int(self.word[k])]

    def soft_starts(self) -> list[int]:
        """Tokens that open a sentence behind a terminator or an abbreviation."""
        ends = np.fromiter((low in TERMINATORS or low[:1] == "." for low in self.lower), np.bool_, len(self.lower))
        short = np.fromiter(
            (len(low) > 1 and low[-1] == "." != low[0] for low in self.lower), np.bool_, len(self.lower)
        )
        found = []
        for i in np.flatnonzero((ends | short)[self.word]).tolist():
            following = self._after_closers(i)
            if following >= self.n or self.hard[following]:
                continue
            closed = following > i + 1
            judge = self._abbreviation_ends if short[self.word[i]] and not closed else self._terminator_ends
            if judge(i, following):
                found.append(following)
        return found

    def _after_closers(self, i: int) -> int:
        """Closing marks and further terminators belong to the sentence that ends."""
        k = i + 1
        while (
            k < self.n
            and not self.hard[k]
            and self.start[k] == self.end[k - 1]
            and (self.low(k) in CLOSERS or self.low(k) in TERMINATORS)
        ):
            k += 1
        return k

    def _abbreviation_ends(self, i: int, following: int) -> bool:
        low = self.low(i)
        kind = _abbreviation_kinds().get(low, "initialism" if low.count(".") > 1 else "title")
        if kind not in {"initialism", "corporate", "other"}:
            return False
        form = self.form(following)
        if form in OPENERS and following + 1 < self.n:
            return self.form(following + 1)[:1].isupper()
        return form[:1].isupper() and self.low(following) in STARTERS

    def _terminator_ends(self, i: int, following: int) -> bool:
        form = self.form(following)
        glued = bool(self.start[following] == self.end[following - 1])
        if glued and not (form[:1].isupper() and len(form) > 1 and self.form(i - 1)[-1:].islower()):
            return False
        if form[:1].islower() or form in CONTINUERS:
            return False
        if following > i + 1 and form[:1].isalpha() and self.low(i) in "!?":
            tail = range(following, min(following + TAIL, self.n))
            return not any(self.low(k) in REPORTING for k in tail)
        return True
