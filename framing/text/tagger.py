"""Part of speech: two linear passes over a window of words.

The first pass sees how the words around are spelled and what a tag lexicon, induced from news, says they can be. The
second looks again at the tokens that the first was unsure of, with the first's tags of their neighbours (Brants 2000
for the lexicon and endings; Giménez and Màrquez 2004 for ambiguity classes and two passes of linear classifiers).
Forms that have one tag only are never asked about. All sums are of whole numbers, so that no batch changes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.models import LinearModel, Model, load_model
from framing.text.features import Template, Where, Window, mix
from framing.text.spelling import Hashes, Keys, spell, spelled, with_padding
from framing.text.tagset import TAG_ID
from framing.text.tokens import Bools, Ints, read_only

Bytes = npt.NDArray[np.uint8]
Columns = dict[str, Hashes]

BY_FORM: Final[tuple[Template, ...]] = tuple(
    ((offset, name),)
    for offset, names in {
        0: "word low end1 end2 end3 end4 end5 begin1 begin2 begin3 shape caps kinds low_kinds order coarse fine listed",
        -1: "low end2 end3 shape caps kinds order coarse fine listed",
        1: "low end2 end3 shape caps kinds order coarse fine listed",
        -2: "low caps kinds coarse fine",
        2: "low caps kinds coarse fine",
    }.items()
    for name in names.split()
)
"""One column of one form: summed once a form."""

TOGETHER: Final[tuple[Template, ...]] = (
    ((0, "low"), (0, "opens")),
    ((0, "shape"), (0, "opens")),
    ((0, "low_kinds"), (0, "opens"), (0, "caps")),
    ((0, "low"), (0, "glued")),
    ((0, "caps"), (0, "glued")),
    ((0, "low"), (0, "glued"), (-1, "glued"), (1, "glued")),
    ((0, "caps"), (0, "capitals"), (0, "opens")),
    ((0, "low_kinds"), (0, "caps"), (0, "capitals")),
    ((0, "caps"), (-1, "caps")),
    ((0, "caps"), (1, "caps")),
    ((-1, "low"), (0, "low")),
    ((0, "low"), (1, "low")),
    ((-1, "low"), (1, "low")),
    ((-1, "kinds"), (0, "kinds")),
    ((0, "kinds"), (1, "kinds")),
    ((-1, "kinds"), (1, "kinds")),
    ((-2, "kinds"), (-1, "kinds")),
    ((1, "kinds"), (2, "kinds")),
    ((-1, "kinds"), (0, "kinds"), (1, "kinds")),
    ((-2, "kinds"), (-1, "kinds"), (0, "kinds")),
    ((0, "kinds"), (1, "kinds"), (2, "kinds")),
    ((0, "low"), (-1, "kinds")),
    ((0, "low"), (1, "kinds")),
    ((-1, "low"), (0, "kinds")),
    ((1, "low"), (0, "kinds")),
    ((0, "end3"), (-1, "kinds")),
    ((0, "end3"), (1, "kinds")),
    ((0, "end3"), (-1, "low")),
    ((-1, "coarse"), (0, "coarse")),
    ((0, "coarse"), (1, "coarse")),
    ((-1, "coarse"), (0, "coarse"), (1, "coarse")),
    ((0, "listed"), (0, "caps"), (0, "opens")),
    ((-1, "listed"), (0, "listed")),
    ((0, "listed"), (1, "listed")),
)
"""Several columns together: what the first pass sees besides."""

TAGGED: Final[tuple[Template, ...]] = (
    *(((offset, "tag"),) for offset in (-3, -2, -1, 0, 1, 2, 3)),
    ((-2, "tag"), (-1, "tag")),
    ((-1, "tag"), (1, "tag")),
    ((1, "tag"), (2, "tag")),
    ((-2, "tag"), (-1, "tag"), (1, "tag")),
    ((-1, "tag"), (1, "tag"), (2, "tag")),
    ((-3, "tag"), (-2, "tag"), (-1, "tag")),
    ((1, "tag"), (2, "tag"), (3, "tag")),
    ((-1, "tag"), (0, "kinds")),
    ((1, "tag"), (0, "kinds")),
    ((-1, "tag"), (1, "tag"), (0, "kinds")),
    ((-1, "tag"), (0, "low")),
    ((1, "tag"), (0, "low")),
    ((-1, "tag"), (1, "tag"), (0, "low")),
    ((0, "tag"), (0, "low")),
    ((-1, "tag"), (0, "end3")),
    ((1, "tag"), (0, "end3")),
    ((-2, "tag"), (-1, "tag"), (0, "low")),
    ((1, "tag"), (2, "tag"), (0, "low")),
    ((-1, "tag"), (0, "tag"), (1, "tag")),
    ((0, "tag"), (-1, "low")),
    ((0, "tag"), (1, "low")),
    ((-2, "tag"), (-1, "tag"), (0, "tag"), (1, "tag")),
    ((-1, "tag"), (0, "tag"), (1, "tag"), (2, "tag")),
    ((-1, "tag"), (-1, "low")),
    ((-2, "tag"), (-1, "low"), (0, "tag")),
    ((0, "verb_before"), (0, "kinds")),
    ((0, "verb_before_low"), (0, "kinds")),
    ((0, "verb_before_low"), (0, "comma_between"), (0, "kinds")),
    ((0, "verb_after"), (0, "kinds")),
    ((0, "verb_after"), (0, "low")),
    ((0, "verb_before"), (0, "verb_after"), (0, "kinds")),
    ((0, "finite_before"), (0, "finite_after"), (0, "kinds")),
    ((0, "finite_before"), (0, "finite_after"), (0, "low")),
    ((0, "noun_before"), (0, "kinds")),
    ((0, "noun_after"), (0, "kinds")),
    ((0, "verb_after"), (0, "noun_after"), (0, "kinds")),
    ((0, "quotes_before"), (0, "low"), (0, "glued")),
)
"""What the second pass sees besides: the first pass's tags, and the verbs and nouns next along the sentence."""

FIRST: Final = BY_FORM + TOGETHER
SECOND: Final = FIRST + TAGGED


UNSURE: Final = 150
"""Lead of the best tag over the next, in units of a weight, below which the second pass looks again: a tenth of all
words, and two thirds of the first pass's errors."""


@dataclass(frozen=True, eq=False)
class Tagger:
    """The tag lexicon and the two passes.

    Parameters
    ----------
    lexicon : Model
        Arrays ``key`` uint64[forms], sorted, and what each form can be; row 0 stands for the unlisted.
    first : LinearModel
    second : LinearModel or None
        None leaves the first pass's tags.
    """

    lexicon: Model
    first: LinearModel
    second: LinearModel | None = None

    def tag(self, forms: tuple[str, ...], word: Ints, starts: Bools, glued: Hashes) -> Bytes:
        """Tag the words of a batch.

        Parameters
        ----------
        forms : tuple of str
            The distinct forms.
        word : int32[n]
            Index into `forms`.
        starts : bool[n]
            Words that open a sentence.
        glued : uint32[n]
            As `framing.text.treebank.glue` gives it.

        Returns
        -------
        uint8[n]
            Index into `framing.text.tagset.TAGS`.
        """
        if not len(word):
            return np.zeros(0, np.uint8)
        columns, only = form_columns(forms, self.lexicon)
        window = Window(columns, word, starts, token_columns(columns, word, starts, glued))
        tag, lead = self.first_pass(window, only[word])
        return tag if self.second is None else self._second_pass(window, tag, np.flatnonzero(lead < UNSURE))

    def first_pass(self, window: Window, only: npt.NDArray[np.int16]) -> tuple[Bytes, npt.NDArray[np.int16]]:
        """The tag of each word, and its lead over the next best."""
        tag, lead = only.copy(), np.full(len(only), np.iinfo(np.int16).max, np.int16)
        asked = np.flatnonzero(only < 0)
        tag[asked], lead[asked] = best(self._first_scores(window, asked))
        return tag.astype(np.uint8), lead

    def _first_scores(self, window: Window, asked: Where) -> npt.NDArray[np.int16]:
        """What depends on one form alone is summed once a form; the sums are those of `FIRST` taken at once."""
        together = window.buckets(TOGETHER, asked, self.first.buckets, first=len(BY_FORM))
        scores = self.first.score(together) + self.first.bias
        for offset in dict.fromkeys(template[0][0] for template in BY_FORM):
            numbered = [(k, t[0][1]) for k, t in enumerate(BY_FORM) if t[0][0] == offset]
            features = [mix([window.by_form[name]], k, self.first.buckets) for k, name in numbered]
            scores += self.first.score(np.stack(features, axis=1))[window.form_at(offset, asked)]
        return scores

    def _second_pass(self, window: Window, tag: Bytes, unsure: Where) -> Bytes:
        if self.second is None:
            return tag
        seen = second_window(window, tag)
        scores = self.second.score(seen.buckets(SECOND, unsure, self.second.buckets)) + self.second.bias
        tag = tag.copy()
        tag[unsure] = best(scores)[0]
        return tag


def best(scores: npt.NDArray[np.int16]) -> tuple[Where, npt.NDArray[np.int16]]:
    """The class with the highest score, the first of equals, and its lead over the next.

    Examples
    --------
    >>> at, lead = best(np.array([[1, 5, 3]], np.int16))
    >>> at.tolist(), lead.tolist()
    ([1], [2])
    """
    at = scores.argmax(1)
    rows = np.arange(len(scores))
    top = scores[rows, at]
    scores[rows, at] = np.iinfo(np.int16).min // 2
    return at, top - scores.max(1, initial=np.iinfo(np.int16).min // 2)


def second_window(window: Window, tag: Bytes) -> Window:
    """The window with the columns that tell of the first pass's tags."""
    told = Context(window, tag).columns()
    return Window(window.by_form, window.word, window.starts, {**window.by_token, **told})


@cache
def shipped_tagger() -> Tagger:
    """The tagger that ships with the library."""
    model = load_model("tagger", goes_with="words")
    return Tagger(load_model("words"), LinearModel.of(model, "first"), LinearModel.of(model, "second"))


def form_columns(forms: tuple[str, ...], lexicon: Model) -> tuple[Columns, npt.NDArray[np.int16]]:
    """What is known of each form: its spelling, what the tag lexicon says, and its only tag.

    Returns
    -------
    columns : dict of uint32[forms + 1]
    only : int16[forms]
        The tag of forms that have one alone; -1 for the others.
    """
    columns, only = _form_columns(forms, lexicon)
    return dict(columns), only


@lru_cache(maxsize=4)
def _form_columns(forms: tuple[str, ...], lexicon: Model) -> tuple[Columns, npt.NDArray[np.int16]]:
    """Kept for those of a batch who ask for the same forms, and read-only."""
    found, word, low = spelled(forms)
    columns = dict(found)
    keys = lexicon.arrays["key"]
    as_is, lowered = _find(keys, word), _find(keys, low)
    unlisted = columns["end2"] | np.uint32(1 << 31)
    for name, row, source in (
        ("kinds", as_is, "kinds"),
        ("low_kinds", lowered, "kinds"),
        ("order", as_is, "order"),
        ("coarse", lowered, "coarse"),
        ("fine", lowered, "fine"),
        ("listed", lowered, "listed"),
    ):
        listed = lexicon.arrays[source][row].astype(np.uint32)
        columns[name] = np.where(listed > 0, listed, unlisted ^ (columns["caps"] & np.uint32(1)))
    columns, only = with_padding(columns), lexicon.arrays["only"][as_is].astype(np.int16) - np.int16(1)
    for column in columns.values():
        read_only(column)
    return columns, read_only(only)


def _find(keys: Keys, asked: Keys) -> Where:
    """The row of each key; row 0, which says nothing, for those that are not listed."""
    row = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[row] == asked, row, 0)


def token_columns(columns: Columns, word: Ints, starts: Bools, glued: Hashes) -> Columns:
    """What depends on where a token stands: whether it opens the sentence, and how much of that is capitalised."""
    caps = columns["caps"][word]
    sentence = np.cumsum(starts) - 1
    lettered, upper = (caps & 16) == 0, (caps & 1) == 1
    share = np.bincount(sentence, upper & lettered) / np.maximum(np.bincount(sentence, lettered), 1)
    short = np.bincount(sentence) < SHORT
    level = np.digitize(share, CAPITAL_SHARES) + np.where(short, len(CAPITAL_SHARES) + 1, 0)
    return {
        "opens": starts.astype(np.uint32),
        "glued": glued.astype(np.uint32),
        "capitals": level[sentence].astype(np.uint32),
    }


SHORT: Final = 7
"""Words up to which a sentence's share of capitals says little."""
CAPITAL_SHARES: Final = (0.01, 0.3, 0.6, 0.9)


class Context:
    """Columns that tell of the tags along the sentence.

    Parameters
    ----------
    window : Window
    tag : uint8[n]
        Tags as known so far.
    """

    def __init__(self, window: Window, tag: Bytes) -> None:
        self.window, self.tag = window, tag
        n = len(tag)
        self.at = np.arange(n)
        starts = np.flatnonzero(window.starts)
        self.opening = starts[window.sentence - 1] if n else starts
        self.closing = np.append(starts[1:], n)[window.sentence - 1] - 1 if n else starts

    def columns(self) -> Columns:
        """All of them: uint32[n] each."""
        low = self.window.by_form["low"][self.window.word]
        verb, noun = self._is("VB VBD VBP VBZ VBN VBG MD TO"), self._is("NN NNS NNP NNPS PRP")
        finite = np.cumsum(self._is("VBD VBP VBZ MD"))
        before, after, noun_before, noun_after = (
            self._before(verb),
            self._after(verb),
            self._before(noun),
            self._after(noun),
        )
        comma = np.isin(low, _lows((",", ";", ":")))
        quote = np.cumsum(np.isin(low, _lows(('"',))))
        opened = np.where(self.opening > 0, quote[self.opening - 1], 0)
        finite_opened = np.where(self.opening > 0, finite[self.opening - 1], 0)
        here = self._is("VBD VBP VBZ MD")
        return {
            "tag": self.tag.astype(np.uint32),
            "verb_before": self._seen(before),
            "verb_before_low": np.where(before >= 0, low[before], np.uint32(3)),
            "comma_between": (self._before(comma) > before).astype(np.uint32),
            "verb_after": self._seen(after),
            "noun_before": self._seen(noun_before),
            "noun_after": self._seen(noun_after),
            "finite_before": np.minimum(finite - here - finite_opened, 2).astype(np.uint32),
            "finite_after": np.minimum(finite[self.closing] - finite, 2).astype(np.uint32),
            "quotes_before": ((quote - np.isin(low, _lows(('"',))) - opened) % 2).astype(np.uint32),
        }

    def _is(self, tags: str) -> Bools:
        member = np.zeros(256, np.bool_)
        member[[TAG_ID[tag] for tag in tags.split()]] = True
        return np.asarray(member[self.tag])

    def _before(self, mask: Bools) -> Where:
        """The nearest marked token before in the sentence; -1 where there is none."""
        last = np.concatenate([[-1], np.maximum.accumulate(np.where(mask, self.at, -1))[:-1]])
        return np.where(last >= self.opening, last, -1)

    def _after(self, mask: Bools) -> Where:
        n = len(mask)
        coming = np.append(np.minimum.accumulate(np.where(mask, self.at, n)[::-1])[::-1][1:], n)
        return np.where(coming <= self.closing, coming, -1)

    def _seen(self, there: Where) -> Hashes:
        """The tag there and how far it is."""
        far = np.minimum(np.abs(self.at - there), 5)
        return np.where(there >= 0, self.tag[there].astype(np.uint32) * np.uint32(8) + far, 7).astype(np.uint32)


@cache
def _lows(forms: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(spell(forms)[0]["low"].tolist())
