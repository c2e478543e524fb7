"""A batch of articles as arrays, as our rules split it and as treebanks do.

`Tokens` is what every annotator gets: parallel, read-only numpy arrays over all tokens of a batch. Whatever depends
on a word form alone is computed once a form (`Tokens.by_form`) and spread to tokens by indexing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, no longer writable (a frozen dataclass does not freeze its arrays)."""
    array.flags.writeable = False
    return array


@dataclass(frozen=True, eq=False)
class View:
    """The words of a batch as a treebank has them.

    Parameters
    ----------
    vocabulary : tuple of str
        The distinct forms.
    word : int32[m]
        Each word's form.
    token : int64[m]
        The token that the word is of.
    start, end : int32[m]
        Characters, end exclusive.
    tag : uint8[m]
        Part of speech, an index into `framing.text.tagset.TAGS`; empty until tagged.
    """

    vocabulary: tuple[str, ...]
    word: Ints
    token: Longs
    start: Ints
    end: Ints
    tag: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))

    @property
    def first(self) -> Longs:
        """The first word of each token."""
        return np.flatnonzero(np.diff(self.token, prepend=-1))


@dataclass(frozen=True, eq=False)
class Tokens:
    """A batch of tokenized articles.

    Parameters
    ----------
    texts : tuple of str
        The articles, exactly as given.
    article, paragraph, sentence : int32[n]
        Position of the article in `texts`; paragraph and sentence within the article, from 0.
    start, end : int32[n]
        Characters, end exclusive: ``texts[article[i]][start[i]:end[i]]`` is the token.
    word : int32[n]
        The token's form, an index into `vocabulary`.
    quote : int32[n]
        The quotation it stands in (marks included), numbered over the batch; -1 outside.
    tag : uint8[n]
        Part of speech, an index into `framing.text.tagset.TAGS`.
    body : bool[n]
        Part of the article proper, not of title, byline, credits or share lines.
    title : bool[n]
        Part of the headline: read by the annotators, not counted as body.
    vocabulary : tuple of str
        The distinct forms, as they stand.
    rules : str
        Version of the rules that made it.
    quote_marks : tuple of (int, int)
        First and last token of each quotation, by its number.
    treebank : View
        The same batch as treebanks split it: hyphenated compounds apart.
    """

    texts: tuple[str, ...]
    article: Ints
    paragraph: Ints
    sentence: Ints
    start: Ints
    end: Ints
    word: Ints
    quote: Ints
    tag: npt.NDArray[np.uint8]
    body: Bools
    title: Bools
    vocabulary: tuple[str, ...]
    rules: str
    quote_marks: tuple[tuple[int, int], ...]
    treebank: View

    def __post_init__(self) -> None:
        for name in (
            "article",
            "paragraph",
            "sentence",
            "start",
            "end",
            "word",
            "quote",
            "tag",
            "body",
            "title",
        ):
            read_only(getattr(self, name))

    def __len__(self) -> int:
        return len(self.word)

    def by_form(self, judge: Callable[[str], Any], dtype: npt.DTypeLike = np.bool_) -> npt.NDArray[Any]:
        """What a function says of each token's form, asked once a form.

        Parameters
        ----------
        judge : callable
            From a form to a value.
        dtype : dtype
            Of the value.

        Returns
        -------
        array [n]
        """
        judged = np.fromiter(map(judge, self.vocabulary), dtype=dtype, count=len(self.vocabulary))
        return judged[self.word]

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Each form in lower case with straight apostrophes; parallel to `vocabulary`."""
        return tuple(form.lower().replace("’", "'") for form in self.vocabulary)

    def among(self, words: Iterable[str]) -> Bools:
        """Which tokens are one of these words, in any case."""
        judged = np.zeros(len(self.vocabulary), dtype=np.bool_)
        for word in frozenset(words):
            judged[self.forms_of.get(word, [])] = True
        return judged[self.word] if len(judged) else judged

    @cached_property
    def forms_of(self) -> dict[str, list[int]]:
        """The forms of each word in lower case, by their numbers."""
        found: dict[str, list[int]] = {}
        for k, low in enumerate(self.lower):
            found.setdefault(low, []).append(k)
        return found

    @cached_property
    def lower_ids(self) -> Longs:
        """One number for all forms that are the same word in another case: that of the first of them."""
        return np.array([self.forms_of[low][0] for low in self.lower], np.int64)

    @cached_property
    def is_word(self) -> Bools:
        """Tokens that count as words: they hold a letter or digit and are no clitic."""
        return self.by_form(counts_as_word)

    @cached_property
    def readable(self) -> Bools:
        """Tokens that annotators report on: the body and the headline, no furniture."""
        return self.body | self.title

    @cached_property
    def sentence_key(self) -> Longs:
        """Sentences numbered over the batch: grows by one at each sentence start."""
        return np.cumsum(self.sentence_starts) - 1

    @cached_property
    def sentence_starts(self) -> Bools:
        """Tokens that open a sentence."""
        return changes(self.article, self.sentence)

    @cached_property
    def sentence_bounds(self) -> Longs:
        """First token of each sentence and, last, the number of tokens: int64[sentences + 1]."""
        return np.append(np.flatnonzero(self.sentence_starts), len(self))

    @cached_property
    def article_bounds(self) -> Longs:
        """First token of each article and, last, the number of tokens: int64[articles + 1]."""
        return np.searchsorted(self.article, np.arange(len(self.texts) + 1)).astype(np.int64)

    def form(self, i: int) -> str:
        """Token i as it stands."""
        return self.vocabulary[int(self.word[i])]

    def low(self, i: int) -> str:
        """Token i in lower case with straight apostrophes."""
        return self.lower[int(self.word[i])]

    def text_of(self, first: int, last: int) -> str:
        """The article's text from the first token to the last, both included."""
        return self.texts[int(self.article[first])][int(self.start[first]) : int(self.end[last])]


def changes(*keys: npt.NDArray[Any]) -> Bools:
    """Where any of the keys differs from the one before; True at 0.

    Examples
    --------
    >>> changes(np.array([0, 0, 1, 1])).tolist()
    [True, False, True, False]
    """
    new = np.zeros(len(keys[0]), dtype=np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return new


CLITICS = frozenset({"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"})


def counts_as_word(form: str) -> bool:
    """Whether a token counts in `n_words`.

    Examples
    --------
    >>> [counts_as_word(form) for form in ("Pakistan", "’s", "2025", "—")]
    [True, False, True, False]
    """
    return form.isalnum() or (any(map(str.isalnum, form)) and form.lower().replace("’", "'") not in CLITICS)
