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
TAIL: Final = 6
"""Tokens looked at behind a quoted question for the verb that reports it ('"Why?" Mr. Hale asked')."""

REPORTING: Final = frozenset(
    "said says asked asks added wrote replied told shouted yelled cried wondered tweeted screamed exclaimed "
    "demanded inquired joked quipped answered responded".split()
)
STARTERS: Final = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your there here in on at by "
    "for from with after before since as when while if although though but and or so yet however meanwhile "
    "moreover some many most several no not what who why how where both one all another each according under "
    "last earlier later now then still also even only such nobody nothing everyone everybody nearly about during "
    "until because despite without is was are were do does did has have had can could would should neither either "
    "instead asked officials critics supporters police analysts experts lawmakers opponents investigators "
    "authorities".split()
)
"""Words that open a sentence when they stand capitalised behind an abbreviation ('in the U.S. Critics say')."""

ENDING: Final = frozenset(
    "etc. hrs. mins. secs. yrs. wks. mos. lbs. lb. oz. kg. km. cm. mm. ml. yd. yds. a.m. p.m.".split()
)
"""Abbreviations behind which any capital begins a sentence, but for a day, a month or a time zone ('5 p.m. Monday')."""
LEANING: Final = frozenset("v. vs. cf. e.g. i.e. viz. ca. c. no. nos. fig. figs. vol. vols. pp. p. approx. rs.".split())
"""Abbreviations that lean on what follows and end nothing."""
CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun. "
    "january february march april may june july august september october november december jan. feb. mar. apr. "
    "jun. jul. aug. sep. sept. oct. nov. dec. et est edt pt pst pdt ct cst cdt mt mst mdt gmt bst utc cet ist "
    "eastern central pacific mountain greenwich local london moscow beijing jerusalem e.t. p.t. e.s.t.".split()
)
BRACKET_REACH: Final = 60
"""Tokens between a bracket and the one that closes it, at most."""
OPENERS: Final = frozenset({"“", "‘", '"', "``", "‘‘", "''"})
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
        self.found: set[int] = set()

    def form(self, k: int) -> str:
        return self.vocabulary[int(self.word[k])]

    def low(self, k: int) -> str:
        return self.lower[int(self.word[k])]

    def soft_starts(self) -> list[int]:
        """Tokens that open a sentence behind a terminator or an abbreviation; earlier ones decide about later ones."""
        ends = np.fromiter((low in TERMINATORS or low[:1] == "." for low in self.lower), np.bool_, len(self.lower))
        short = np.fromiter(
            (len(low) > 1 and low[-1] == "." != low[0] for low in self.lower), np.bool_, len(self.lower)
        )
        for i in np.flatnonzero((ends | short)[self.word]).tolist():
            following = self._after_closers(i)
            if following >= self.n or self.hard[following]:
                continue
            judge = self._abbreviation_ends if short[self.word[i]] and following == i + 1 else self._terminator_ends
            if judge(i, following) and not self._inside_bracket(i, following):
                self.found.add(following)
        return sorted(self.found)

    def _opens(self, i: int) -> bool:
        return bool(self.hard[i]) or i in self.found

    def _after_closers(self, i: int) -> int:
        """Closing marks, further terminators and footnote numbers belong to the sentence that ends."""
        k = i + 1
        while k < self.n and not self.hard[k]:
            glued = self.start[k] == self.end[k - 1]
            if self.low(k) in TERMINATORS or self.low(k)[:2] == ".." or (glued and self.low(k) in CLOSERS):
                k += 1
            elif self._is_footnote(k):
                k += 3
            else:
                break
        return min(k, self.n)

    def _is_footnote(self, k: int) -> bool:
        return k + 2 < self.n and self.low(k) == "[" and self.low(k + 1).isdigit() and self.low(k + 2) == "]"

    def _inside_bracket(self, i: int, following: int) -> bool:
        """A stop inside a bracket that opened in mid-sentence ends nothing: '(D-Ga.)', '(finally!)'."""
        closed = [k for k in range(i + 1, following) if self.low(k) == ")"]
        if not closed or self.low(following - 1) in TERMINATORS:
            return False
        for k in range(i - 1, max(i - BRACKET_REACH, -1), -1):
            if self.low(k) == "(":
                return not self._opens(k)
            if self._opens(k):
                return False
        return False

    def _abbreviation_ends(self, i: int, following: int) -> bool:
        low, form = self.low(i), self.form(following)
        kind = _abbreviation_kinds().get(low, "initialism" if low.count(".") > 1 else "title")
        if kind == "title" or low in LEANING or (len(low) == 2 and self._opens(i)):
            return False
        if form in OPENERS and following + 1 < self.n:
            return self.form(following + 1)[:1].isupper()
        if not form[:1].isupper():
            return False
        return self.low(following) in STARTERS or (low in ENDING and self.low(following) not in CALENDAR)

    def _terminator_ends(self, i: int, following: int) -> bool:
        form = self.form(following)
        glued = bool(self.start[following] == self.end[following - 1])
        if glued and not (form[:1].isupper() and len(form) > 1 and self.form(i - 1)[-1:].islower()):
            return False
        if form[:1].islower() or form in CONTINUERS or self._numbers_item(i):
            return False
        pause = self.low(i)[-1:] == "…" or self.low(i)[:2] == ".."
        if pause and form in OPENERS and following + 1 < self.n and self.form(following + 1)[:1].islower():
            return False
        if following > i + 1 and form[:1].isalpha() and (pause or self.low(i) in {"!", "?"}):
            return not self._is_reported(following)
        return True

    def _numbers_item(self, i: int) -> bool:
        """'1. Raise the tax. 2. Cut the rest.': the stop behind a number that opens a sentence."""
        return i > 0 and self._opens(i - 1) and len(self.low(i - 1)) <= 2 and self.low(i - 1).isdigit()

    def _is_reported(self, following: int) -> bool:
        """A verb of saying within a few tokens: the quoted question is its object."""
        for k in range(following, min(following + TAIL, self.n)):
            if self.hard[k] or self.low(k) in TERMINATORS or self.low(k) in OPENERS:
                return False
            if self.low(k) in REPORTING:
                return True
        return False
