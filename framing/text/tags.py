"""Part of speech of a batch: of its words as treebanks split them, and of its tokens.

The tagger (`framing.text.tagger`) reads the treebanks' view, in which compounds are apart. A token that is one word has
that word's tag; a compound gets one from its parts and from what follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.text.tagger import shipped_tagger
from framing.text.tagset import TAG_ID, TAGS
from framing.text.tokens import Bools, Ints, Longs, View
from framing.text.treebank import glue, split_compounds

Bytes = npt.NDArray[np.uint8]

NOMINAL: Final = frozenset({"NN", "NNS", "JJ", "VBN", "VBG", "VBD", "RP", "IN", "RB", "CD", "VB", "VBP", "JJR"})
"""Tags of a compound's last part that make it an adjective before a noun: *a long-term plan*, *a follow-up call*."""
MODIFYING: Final = frozenset({"VBN", "VBG", "VBD", "JJ", "JJR", "RB"})
"""Tags of the last part that make it an adjective anywhere: *he is well-known*."""


def read_tags(
    vocabulary: tuple[str, ...], word: Ints, start: Ints, sentence_starts: Bools, quotes: Longs
) -> tuple[View, Bytes]:
    """Tag a batch.

    Parameters
    ----------
    vocabulary : tuple of str
        The distinct forms.
    word, start : int32[n]
        Each token's form and first character.
    sentence_starts : bool[n]
        Tokens that open a sentence.
    quotes : int64[k, 2]
        Tokens that open and close each quotation, whatever the marks look like.

    Returns
    -------
    view : View
        The batch as treebanks split it, with tags.
    tag : uint8[n]
        Of the tokens: index into `TAGS`.

    Examples
    --------
    >>> word, starts = np.arange(4, dtype=np.int32), np.array([True, False, False, False])
    >>> start = np.array([0, 3, 9, 16], dtype=np.int32)
    >>> _, tags = read_tags(("He", "might", "attack", "."), word, start, starts, np.zeros((0, 2), np.int64))
    >>> [TAGS[t] for t in tags]
    ['PRP', 'MD', 'VB', '.']
    """
    view = split_compounds(vocabulary, word, start)
    starts = np.zeros(len(view.word), np.bool_)
    starts[view.first] = sentence_starts
    glued = glue(view.start, view.end, starts)
    tag = shipped_tagger().tag(view.vocabulary, view.word, starts, glued)
    tag[view.first[quotes[:, 0]]] = TAG_ID["``"]
    tag[view.first[quotes[:, 1]]] = TAG_ID["''"]
    return replace(view, tag=tag), tags_of_tokens(view, tag, starts)


def tags_of_tokens(view: View, tag: Bytes, starts: Bools) -> Bytes:
    """The tag of each token: of its only word, or by rule from the parts of a compound and the word behind it."""
    first = view.first
    last = np.append(first[1:], len(tag)) - 1 if len(first) else first
    tags = tag[first].copy()
    for k in np.flatnonzero(last > first):
        goes_on = last[k] + 1 < len(tag) and not starts[last[k] + 1]
        following = TAGS[tag[last[k] + 1]] if goes_on else ""
        tags[k] = TAG_ID[_of_compound([TAGS[t] for t in tag[first[k] : last[k] + 1]], following)]
    return tags


def _of_compound(parts: list[str], following: str) -> str:
    """*a year-long row* JJ, *self-defense* NN, *Trump-backed* JJ, *Franco-German* JJ, *Coca-Cola* NNP, *2-3* CD.

    Examples
    --------
    >>> _of_compound(["RB", "HYPH", "VBN"], "NN"), _of_compound(["NN", "HYPH", "NN"], ".")
    ('JJ', 'NN')
    """
    last = parts[-1]
    if last.startswith("NNP") or (last == "CD" and parts[0] == "CD"):
        return last
    if last in MODIFYING or (last in NOMINAL and following in {"NN", "NNS", "NNP", "NNPS"}):
        return "JJ"
    return "NN" if last in {"RP", "IN", "VB", "VBP", "SYM", "HYPH"} else last


SMALL_WORDS: Final = frozenset(
    "a an the and but or nor for of to in on at by as is are be vs from with into over after about amid s t".split()
)
"""Words that title case leaves small."""
HEADLINE_WORDS: Final = 4
"""Counted words that a headline has at least."""
HEADLINE_SHARE: Final = 0.9
"""Share of them that is capitalised."""


def headline_tokens(vocabulary: tuple[str, ...], word: Ints, sentence_starts: Bools) -> Bools:
    """Tokens of sentences in title case, where a capital says nothing.

    Parameters
    ----------
    vocabulary : tuple of str
        The distinct forms.
    word : int32[n]
        Each token's form.
    sentence_starts : bool[n]
        Tokens that open a sentence.

    Returns
    -------
    bool[n]

    Examples
    --------
    >>> starts = np.array([True, False, False, False, False])
    >>> headline_tokens(("Mayor", "Quits", "Over", "Port", "Levy"), np.arange(5, dtype=np.int32), starts).all()
    np.True_
    """
    counted = [form.isalpha() and form.lower() not in SMALL_WORDS for form in vocabulary]
    counts = np.fromiter(counted, np.bool_, len(vocabulary))
    capital = np.fromiter((form[0].isupper() for form in vocabulary), np.bool_, len(vocabulary))
    sentence = np.cumsum(sentence_starts) - 1
    n_counted = np.bincount(sentence, weights=counts[word])
    n_capital = np.bincount(sentence, weights=(counts & capital)[word])
    headline = (n_counted >= HEADLINE_WORDS) & (n_capital >= HEADLINE_SHARE * n_counted)
    return np.asarray(headline[sentence])
