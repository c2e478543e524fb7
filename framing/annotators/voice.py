"""Whose words these are: the writer's own, or a source's.

A token is in a source's voice when it stands in the content of an attribution that has a source other than the
writer. Where contents nest, the innermost counts. What is attributed to nobody ("is expected", "reportedly") stays
the writer's: nobody else vouches for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.text.reading import Span


def innermost(n: int, contents: Sequence[Sequence[Span]], speaks: Sequence[bool]) -> npt.NDArray[np.int64]:
    """The innermost attribution whose content holds each token.

    Parameters
    ----------
    n : int
        Tokens.
    contents : sequence of sequence of (int, int)
        For each attribution its content spans, first and last token.
    speaks : sequence of bool
        Whether the attribution has a source other than the writer.

    Returns
    -------
    int64[n]
        Position of the attribution, -1 in the writer's voice.

    Examples
    --------
    >>> innermost(6, [[(0, 4)], [(2, 3)]], [True, True]).tolist()
    [0, 0, 1, 1, 0, -1]
    """
    owner = np.full(n, -1, dtype=np.int64)
    spans = [(s, e, k) for k, content in enumerate(contents) if speaks[k] for s, e in content]
    for s, e, k in sorted(spans, key=lambda span: (span[0] - span[1], span[2])):
        owner[s : e + 1] = k
    return owner


def voice_columns(owner: npt.NDArray[np.int64], first: npt.NDArray[Any], names: Sequence[str]) -> dict[str, list[Any]]:
    """`voice` and `attribution_id` of spans, by their first token.

    Parameters
    ----------
    owner : int64[n]
        From `innermost`.
    first : int[m]
        First token of each span.
    names : sequence of str
        The attributions' ids.

    Returns
    -------
    dict
        Two parallel columns.
    """
    owners = owner[np.asarray(first, dtype=np.int64)].tolist()
    return {
        "voice": ["writer" if k < 0 else "source" for k in owners],
        "attribution_id": [None if k < 0 else names[k] for k in owners],
    }
