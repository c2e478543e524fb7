"""From text to arrays: tokens, paragraphs, sentences, quotations, tags, phrases.

Start with `read_tokens`; what it makes is `framing.text.tokens.Tokens`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from framing.text import quotes, sentences
from framing.text.tags import read_tags
from framing.text.tokenize import RULES_VERSION, find_tokens
from framing.text.tokens import Bools, Ints, Longs, Tokens, changes

Stretch = tuple[int, int, str]
"""First character, one past the last, and what kind of furniture it is."""

RULES: Final = f"text-{RULES_VERSION}"


def read_tokens(texts: Sequence[str], furniture: Sequence[Sequence[Stretch]] | None = None) -> Tokens:
    """Tokenize, split and tag a batch of articles.

    Parameters
    ----------
    texts : sequence of str
        Articles, without lone surrogates.
    furniture : sequence, optional
        For each article, the stretches that are not the article proper.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> tokens = read_tokens(["He said: “It might rain.” Nobody did."])
    >>> tokens.sentence.tolist()
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    """
    texts = tuple(texts)
    article, start, end, word, vocabulary = find_tokens(texts)
    bounds = np.searchsorted(article, np.arange(len(texts) + 1)).astype(np.int64)
    body, title, edges = _body(furniture or [()] * len(texts), start, bounds)
    paragraph = sentences.find_paragraphs(texts, start, bounds)
    hard = changes(article, paragraph) | edges
    sentence = sentences.find_sentences(vocabulary, word, start, end, article, hard)
    pairs = _pair(texts, article, paragraph, start, end, word, vocabulary)
    marks = np.array(pairs, np.int64).reshape(-1, 2)
    treebank, tag = read_tags(vocabulary, word, start, changes(article, sentence), marks)
    return Tokens(
        texts=texts,
        article=article,
        paragraph=paragraph,
        sentence=sentence,
        start=start,
        end=end,
        word=word,
        quote=quotes.quote_of_tokens(len(word), pairs),
        tag=tag,
        body=body,
        title=title,
        vocabulary=vocabulary,
        rules=RULES,
        quote_marks=pairs,
        treebank=treebank,
    )


def _body(furniture: Sequence[Sequence[Stretch]], start: Ints, bounds: Longs) -> tuple[Bools, Bools, Bools]:
    """Which tokens are body, which headline, and which open a stretch of body or of one piece of furniture."""
    piece = np.zeros(len(start), dtype=np.int64)
    title = np.zeros(len(start), dtype=np.bool_)
    for a, found in enumerate(furniture):
        low, high = bounds[a], bounds[a + 1]
        for k, (s, e, kind) in enumerate(found, start=1):
            first, last = np.searchsorted(start[low:high], (s, e))
            piece[low + first : low + last] = k
            title[low + first : low + last] = kind == "title"
    return piece == 0, title, changes(piece)


def _pair(
    texts: tuple[str, ...],
    article: Ints,
    paragraph: Ints,
    start: Ints,
    end: Ints,
    word: Ints,
    vocabulary: tuple[str, ...],
) -> tuple[tuple[int, int], ...]:
    is_form = np.fromiter((form in quotes.MARKS for form in vocabulary), np.bool_, len(vocabulary))
    is_mark = is_form[word] if len(word) else np.zeros(0, dtype=np.bool_)
    forms = [vocabulary[w] for w in word[is_mark]]
    return quotes.pair_quotes(texts, article, paragraph, start, end, is_mark, forms)
