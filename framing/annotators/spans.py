"""From token spans to the columns that every span table begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.text.tokens import Tokens

Columns = dict[str, Any]
"""Columns of a table under way: ``article_id`` still holds the article's position in the batch."""


def span_columns(tokens: Tokens, first: npt.ArrayLike, last: npt.ArrayLike) -> Columns:
    """`article_id, start, end, text, sentence` of token spans.

    Parameters
    ----------
    tokens : Tokens
    first, last : int[m]
        First and last token, both inside.

    Returns
    -------
    dict
        Parallel columns; `article_id` is the article's position in the batch.
    """
    a, b = np.asarray(first, dtype=np.int64), np.asarray(last, dtype=np.int64)
    article, start, end = tokens.article[a], tokens.start[a], tokens.end[b]
    texts = tokens.texts
    text = [texts[k][s:e] for k, s, e in zip(article.tolist(), start.tolist(), end.tolist(), strict=True)]
    return {
        "article_id": article.astype(np.int64),
        "start": start.astype(np.int64),
        "end": end.astype(np.int64),
        "text": text,
        "sentence": tokens.sentence[a].astype(np.int64),
    }


def numbered(prefix: str, articles: Sequence[int], labels: Sequence[str]) -> list[str]:
    """Names for rows, counted within each article: ``17:a0``, ``17:a1``, ...

    Examples
    --------
    >>> numbered("a", [0, 0, 1], ["17", "18"])
    ['17:a0', '17:a1', '18:a0']
    """
    counts: dict[int, int] = {}
    names = []
    for article in articles:
        n = counts.get(article, 0)
        counts[article] = n + 1
        names.append(f"{labels[article]}:{prefix}{n}")
    return names
