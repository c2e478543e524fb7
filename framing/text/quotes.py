"""Which quotation marks belong together.

Curly, straight, single and doubled marks; quotations of several paragraphs that reopen without closing; a mark that
was forgotten ends with its paragraph. Apostrophes are told from closing single quotes by what is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from framing.text.tokens import Bools, Ints

DOUBLE_OPEN: Final = frozenset("“„«")
DOUBLE_CLOSE: Final = frozenset("”»")
DOUBLE_EITHER: Final = frozenset({'"', "''", "’’", "″"})
ALWAYS_OPEN: Final = frozenset({"``", "‘‘"})
SINGLE: Final = frozenset({"'", "‘", "’", "`"})
MARKS: Final = DOUBLE_OPEN | DOUBLE_CLOSE | DOUBLE_EITHER | ALWAYS_OPEN | SINGLE

QUOTED_KINDS: Final = ("indirect", "mixed", "direct")
"""What content is called when none, part or all of its words are quoted."""

LONGEST_SINGLE: Final = 120
"""Tokens between single marks, at most: past it a lone apostrophe is likelier than a quotation."""

APOSTROPHE_LEFT: Final = ("s", "S", "in", "IN")
"""How words end that an apostrophe may follow: the workers', goin'."""


@dataclass(slots=True)
class _Mark:
    at: int
    form: str
    space_before: bool
    space_after: bool
    first_in_paragraph: bool
    paragraph: int
    may_be_apostrophe: bool


def pair_quotes(
    texts: tuple[str, ...],
    article: Ints,
    paragraph: Ints,
    start: Ints,
    end: Ints,
    is_mark: Bools,
    forms: list[str],
) -> tuple[tuple[int, int], ...]:
    """Pair the quotation marks of a batch.

    Parameters
    ----------
    texts, article, paragraph, start, end
        As in `framing.text.tokens.Tokens`.
    is_mark : bool[n]
        Tokens that are quotation marks.
    forms : list of str
        The forms of those tokens, in order.

    Returns
    -------
    tuple of (int, int)
        First and last token of each quotation, marks included, outermost only, in order. A quotation that was never
        closed ends with its paragraph.
    """
    at = np.flatnonzero(is_mark)
    pairs: list[tuple[int, int]] = []
    opens = np.diff(paragraph, prepend=-1) != 0
    opens |= np.diff(article, prepend=-1) != 0
    columns = (column[at].tolist() for column in (article, start, end, opens, paragraph))
    marks = [
        _mark(texts[a], s, e, i, form, first=first, paragraph=p)
        for i, form, a, s, e, first, p in zip(at.tolist(), forms, *columns, strict=True)
    ]
    bounds = np.append(np.flatnonzero(np.diff(article[at], prepend=-1)), len(at))
    last_of_paragraph = _paragraph_ends(article, paragraph)
    for low, high in pairwise(bounds.tolist()):
        doubles = list(_pair_doubles(marks[low:high], last_of_paragraph))
        pairs += doubles
        pairs += _pair_singles(marks[low:high], doubles, last_of_paragraph)
    return _outermost(sorted(pairs))


def _mark(text: str, s: int, e: int, at: int, form: str, *, first: bool, paragraph: int) -> _Mark:
    """A mark from character s to e of its article; `first` in its paragraph or not."""
    before, after = text[s - 1 : s], text[e : e + 1]
    return _Mark(
        at=at,
        form=form,
        space_before=not before or before.isspace() or before in "([{—–-/“‘\"'",
        space_after=not after or after.isspace(),
        first_in_paragraph=first,
        paragraph=paragraph,
        may_be_apostrophe=text[max(s - 2, 0) : s].endswith(APOSTROPHE_LEFT),
    )


def _paragraph_ends(article: Ints, paragraph: Ints) -> Ints:
    """The last token of each token's paragraph."""
    n = len(article)
    if not n:
        return np.zeros(0, dtype=np.int32)
    ends = np.flatnonzero(np.append((np.diff(article) != 0) | (np.diff(paragraph) != 0), True))
    return ends[np.searchsorted(ends, np.arange(n))].astype(np.int32)


def _opens(mark: _Mark, opened: _Mark | None) -> bool:
    """Whether a double mark opens: by its form, unless its spaces say the contrary, else by its spaces."""
    if mark.form in DOUBLE_OPEN or mark.form in ALWAYS_OPEN:
        return opened is None or not mark.space_after
    if mark.form in DOUBLE_CLOSE:
        return opened is None and mark.space_before and not mark.space_after
    if mark.space_before == mark.space_after:
        return opened is None
    return mark.space_before


def _pair_doubles(marks: list[_Mark], last_of_paragraph: Ints) -> Iterator[tuple[int, int]]:
    opened: _Mark | None = None
    since = 0
    for mark in marks:
        if mark.form in SINGLE:
            continue
        if opened and mark.paragraph > since and not (mark.first_in_paragraph and mark.paragraph == since + 1):
            yield opened.at, int(last_of_paragraph[_at_or_after(opened, since, last_of_paragraph)])
            opened = None
        if opened and mark.first_in_paragraph and _opens(mark, None):
            since = mark.paragraph
        elif _opens(mark, opened):
            if opened and mark.form in DOUBLE_EITHER and not mark.space_after:
                yield opened.at, mark.at - 1
            if opened is None or mark.form in DOUBLE_EITHER:
                opened, since = mark, mark.paragraph
        elif opened:
            yield opened.at, mark.at
            opened = None
    if opened:
        yield opened.at, int(last_of_paragraph[_at_or_after(opened, since, last_of_paragraph)])


def _at_or_after(opened: _Mark, since: int, last_of_paragraph: Ints) -> int:
    """A token of paragraph `since`, walking on from where the quotation opened."""
    at = opened.at
    for _ in range(since - opened.paragraph):
        at = int(last_of_paragraph[at]) + 1
    return at


def _pair_singles(
    marks: list[_Mark], doubles: list[tuple[int, int]], last_of_paragraph: Ints
) -> Iterator[tuple[int, int]]:
    """Single marks outside double ones: an opener counts only when a closer follows in its paragraph."""
    inside = _between(marks, doubles)
    singles = [m for m, within in zip(marks, inside, strict=True) if m.form in SINGLE and not within]
    k = 0
    while k < len(singles):
        closer = _closer(singles, k) if _opens_single(singles[k]) else None
        if closer is not None:
            yield singles[k].at, singles[closer].at
            k = closer
        elif _reopens(singles, k):
            yield singles[k].at, int(last_of_paragraph[singles[k].at])
        k += 1


def _between(marks: list[_Mark], pairs: list[tuple[int, int]]) -> list[bool]:
    """Which marks lie between the two of a pair."""
    if not pairs:
        return [False] * len(marks)
    first, last = np.array(pairs).T
    at = np.array([mark.at for mark in marks])
    pair = np.searchsorted(first, at, side="left") - 1
    return [bool(within) for within in (pair >= 0) & (at < last[pair])]


def _opens_single(mark: _Mark) -> bool:
    return mark.space_before and not mark.space_after and mark.form != "’"


def _reopens(singles: list[_Mark], k: int) -> bool:
    """A paragraph that opens with a mark and never closes it, before one that opens with a mark too."""
    mark, following = singles[k], [m for m in singles[k + 1 : k + 8] if m.paragraph != singles[k].paragraph][:1]
    return bool(
        mark.first_in_paragraph
        and _opens_single(mark)
        and following
        and following[0].first_in_paragraph
        and _opens_single(following[0])
        and following[0].paragraph == mark.paragraph + 1
    )


def _closer(singles: list[_Mark], k: int) -> int | None:
    """The closing mark: the first that no apostrophe could be, else the first."""
    best = None
    for j in range(k + 1, len(singles)):
        mark = singles[j]
        if mark.paragraph != singles[k].paragraph or mark.at - singles[k].at > LONGEST_SINGLE:
            break
        if _opens_single(mark):
            break
        if not mark.space_before and mark.form != "‘":
            best = j if best is None else best
            if not mark.may_be_apostrophe:
                return j
    return best


def _outermost(pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for a, b in pairs:
        if b > a and (not kept or a > kept[-1][1]):
            kept.append((a, b))
    return tuple(kept)


def quote_of_tokens(n: int, pairs: tuple[tuple[int, int], ...]) -> Ints:
    """The quotation each token stands in, -1 outside.

    Examples
    --------
    >>> quote_of_tokens(5, ((1, 3),)).tolist()
    [-1, 0, 0, 0, -1]
    """
    quote = np.full(n, -1, dtype=np.int32)
    for k, (a, b) in enumerate(pairs):
        quote[a : b + 1] = k
    return quote
