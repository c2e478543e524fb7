"""Where names are and of what kind: two linear passes over capitalised words and the small words between them.

The first pass sees how the words around are spelled, their tags and clusters (the columns of the part-of-speech
tagger), what the lists of names and the rules of `framing.annotators.names` say, and whether the article has the word
in lower case elsewhere. The second looks again with the first's labels of the neighbours, and of the same word
elsewhere in the article: what is a person once is a person again. All sums are of whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.models import LinearModel, Model, load_model
from framing.schema import ACTOR_KINDS
from framing.text.features import Template, Window
from framing.text.spelling import Hashes
from framing.text.tagger import Columns, best, form_columns, token_columns
from framing.text.tokens import Bools, Longs, Tokens

OUTSIDE: Final = 0
BUCKETS: Final = 1 << 19
SMALL: Final = frozenset("of for and the & de la du al el bin ibn van von der den di da e 's ’s on in".split())
"""Words that can stand inside a name without a capital."""
CAPITAL, DIGIT, MARKS = 1, 2, 16
"""Bits of the column ``caps``."""


def begins(kind: int) -> int:
    """The label of the first word of a name of that kind, a place in `framing.schema.ACTOR_KINDS`."""
    return 1 + 2 * kind


LABELS: Final = 1 + 2 * len(ACTOR_KINDS)
"""Outside; then for each kind the first word of a name and the others."""


def _templates(text: str) -> tuple[Template, ...]:
    """``-1 low + 0 rule``: the form before, together with what the rules say here."""
    lines = (line.strip() for line in text.replace("|", "\n").splitlines())
    pairs = ([part.split() for part in line.split("+")] for line in lines if line)
    return tuple(tuple((int(offset), name) for offset, name in pair) for pair in pairs)


FIRST: Final = _templates(
    """
    0 word | 0 low | 0 end2 | 0 end3 | 0 end4 | 0 begin2 | 0 begin3 | 0 shape | 0 caps | 0 kinds | 0 coarse | 0 fine
    0 tag | 0 rule | 0 known | 0 seen | 0 listed
    -1 low | -1 caps | -1 tag | -1 coarse | -1 fine | -1 rule | -1 known | -1 shape | -1 end3
    1 low | 1 caps | 1 tag | 1 coarse | 1 fine | 1 rule | 1 known | 1 shape | 1 end3
    -2 low | -2 caps | -2 tag | -2 fine | -2 known | 2 low | 2 caps | 2 tag | 2 fine | 2 known | 3 low | -3 low
    0 rule + 0 tag | 0 rule + 0 caps + 0 opens | 0 rule + 0 known | 0 rule + 0 seen | 0 rule + -1 low | 0 rule + 1 low
    0 rule + -1 tag | 0 rule + 1 tag | 0 rule + 0 fine | 0 rule + 0 coarse | 0 rule + 1 rule | 0 rule + -1 rule
    0 known + 1 known | 0 known + -1 known | 0 known + 0 tag | 0 known + 0 opens | 0 known + -1 low | 0 known + 1 caps
    0 tag + -1 tag | 0 tag + 1 tag | -1 tag + 0 tag + 1 tag | 0 low + 1 low | 0 low + -1 low | 0 fine + -1 fine
    0 fine + 1 fine | -1 fine + 0 caps | 1 fine + 0 caps | 0 caps + 0 capitals + 0 opens | 0 word + 0 opens
    0 seen + 0 opens + 0 tag | -1 caps + 0 caps + 1 caps | -1 low + 1 low | -1 low + 0 shape | 1 low + 0 shape
    -2 low + -1 low | 1 low + 2 low | 0 coarse + -1 low | 0 coarse + 1 low | -1 known + 0 fine
    """
)
"""What the first pass sees. ``rule`` and ``known`` are what the rules and the lists say, ``seen`` how the article
spells the word elsewhere."""

SECOND: Final = FIRST + _templates(
    """
    -2 label | -1 label | 0 label | 1 label | 2 label | -1 label + 0 label | 0 label + 1 label
    -1 label + 0 label + 1 label | -1 label + 1 label | -2 label + -1 label | 1 label + 2 label
    0 again | 0 label + 0 again | -1 again | 1 again | 0 again + 0 caps | 0 again + 0 rule | 0 again + 1 again
    -1 again + 0 again | -1 label + 0 low | 1 label + 0 low | 0 label + 0 low | 0 label + 0 known | 0 label + 0 rule
    -1 label + 0 tag | 1 label + 0 tag | 0 label + 0 fine
    -1 label + 0 again | 1 label + 0 again
    """
)
"""``label`` is what the first pass says, ``again`` what it says of the same word elsewhere in the article."""


@dataclass(frozen=True, eq=False)
class NameTagger:
    """Both passes over the tag lexicon.

    Parameters
    ----------
    lexicon : Model
        That of the part-of-speech tagger.
    first : LinearModel
    second : LinearModel or None
        None leaves the first pass's labels.
    """

    lexicon: Model
    first: LinearModel
    second: LinearModel | None = None

    def label(self, tokens: Tokens, rule: Hashes, known: Hashes) -> Longs:
        """Label every token.

        Parameters
        ----------
        tokens : Tokens
        rule : uint32[n]
            The labels that the rules would give.
        known : uint32[n]
            What the lists say of each token; 0 for nothing.

        Returns
        -------
        int64[n]
            `OUTSIDE`, or the place of a kind as `begins` numbers it, one more behind the first word.
        """
        window = name_window(tokens, self.lexicon, rule, known)
        asked = candidates(window)
        labels = np.zeros(len(tokens), np.int64)
        labels[asked] = best(self.first.score(window.buckets(FIRST, asked, BUCKETS)) + self.first.bias)[0]
        if self.second is not None:
            seen = second_window(window, tokens, labels)
            labels = np.zeros(len(tokens), np.int64)
            labels[asked] = best(self.second.score(seen.buckets(SECOND, asked, BUCKETS)) + self.second.bias)[0]
        return labels


@cache
def shipped_names() -> NameTagger:
    """The tagger of names that ships with the library."""
    model = load_model("names", goes_with="tagger")
    return NameTagger(load_model("words"), LinearModel.of(model, "first"), LinearModel.of(model, "second"))


def name_window(tokens: Tokens, lexicon: Model, rule: Hashes, known: Hashes) -> Window:
    """The tokens with the columns that the first pass looks at."""
    by_form = form_columns(tokens.vocabulary, lexicon)[0]
    small = np.fromiter((form in SMALL for form in tokens.vocabulary), np.uint32, len(tokens.vocabulary))
    by_form |= {"small": np.append(small, np.uint32(0))}
    starts = tokens.sentence_starts
    by_token = token_columns(by_form, tokens.word, starts, np.zeros(len(tokens), np.uint32))
    by_token |= {"tag": tokens.tag.astype(np.uint32), "rule": rule, "known": known}
    by_token["seen"] = _spelled_elsewhere(tokens, by_form, starts)
    return Window(by_form, tokens.word, starts, by_token)


def _spelled_elsewhere(tokens: Tokens, by_form: Columns, starts: Bools) -> Hashes:
    """Whether the article has the word in lower case, and how often capitalised inside a sentence: two and two bits."""
    key = tokens.article.astype(np.int64) << 32 | by_form["low"][tokens.word].astype(np.int64)
    _, which = np.unique(key, return_inverse=True)
    capital = (by_form["caps"][tokens.word] & CAPITAL) > 0
    lower = np.bincount(which, ~capital)
    inside = np.bincount(which, capital & ~starts)
    return (np.minimum(lower, 2) * 4 + np.minimum(inside, 3))[which].astype(np.uint32)


def candidates(window: Window) -> Longs:
    """Tokens that can be of a name: those with a capital or a digit, and small words next to one."""
    caps = window.by_form["caps"][window.word]
    capital = (caps & CAPITAL) > 0
    small = window.by_form["small"][window.word] > 0
    ahead = np.append(capital[1:], [False]) | np.append(capital[2:], [False, False])[: len(capital)]
    behind = np.concatenate([[False], capital[:-1]]) | np.concatenate([[False, False], capital[:-2]])[: len(capital)]
    digit = ((caps & DIGIT) > 0) & ((caps & MARKS) == 0)
    return np.flatnonzero(capital | ((small | digit) & ahead & behind) | (digit & behind))


def second_window(window: Window, tokens: Tokens, labels: Longs) -> Window:
    """The window with the columns that tell of the first pass's labels."""
    told = {"label": labels.astype(np.uint32), "again": _again(tokens, labels)}
    return Window(window.by_form, window.word, window.starts, {**window.by_token, **told})


def _again(tokens: Tokens, labels: Longs) -> Hashes:
    """The kind that most of the other occurrences of the same form have in the article, and whether all agree."""
    key = tokens.article.astype(np.int64) << 32 | tokens.word
    _, which = np.unique(key, return_inverse=True)
    kind = (labels + 1) // 2
    n = len(ACTOR_KINDS) + 1
    counts = np.bincount(which * n + kind, minlength=n * (which.max(initial=-1) + 1)).reshape(-1, n)[which]
    counts[np.arange(len(kind)), kind] -= 1
    total = counts.sum(1)
    most = counts.argmax(1)
    agreed = counts.max(1, initial=0) * 3 >= total * 2
    return np.where(total > 0, 1 + 2 * most + agreed, 0).astype(np.uint32)


def spans(labels: Longs, sentence: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """First and last token and kind of each name; a name that is begun in its middle is begun all the same.

    Parameters
    ----------
    labels : int64[n]
    sentence : int64[n]
        The sentence of each token: no name runs over its end.

    Returns
    -------
    list of (int, int, int)

    Examples
    --------
    >>> spans(np.array([0, 1, 2, 0, 4]), np.zeros(5, np.int64))
    [(1, 2, 0), (4, 4, 1)]
    """
    named = np.flatnonzero(labels)
    if not len(named):
        return []
    kind, first = (labels[named] - 1) // 2, labels[named] % 2 == 1
    gap = np.diff(named, prepend=-2) > 1
    other = np.diff(sentence[named], prepend=-1) != 0
    opens = np.flatnonzero(first | gap | other)
    closes = np.append(opens[1:], len(named)) - 1
    return list(zip(named[opens].tolist(), named[closes].tolist(), kind[opens].tolist(), strict=True))


def labelled(n: int, names: Sequence[tuple[int, int, int]]) -> Longs:
    """The labels of tokens that these names cover: the other way round than `spans`."""
    labels = np.zeros(n, np.int64)
    for first, last, kind in names:
        labels[first] = begins(kind)
        labels[first + 1 : last + 1] = begins(kind) + 1
    return labels
