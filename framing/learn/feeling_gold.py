"""Judged feelings of authors toward actors, joined to the reader's own copy of the articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.learn.gold import read_lines, read_standoff

STRENGTH: Final = (0.0, 0.5, 0.85, 1.0)
"""How sure it is that an author is for or against an actor toward whom the feeling is 0, 1, 2 or 3 of 3."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Feelings:
    """Mentions of actors in whole articles, each with what was judged of its actor.

    Parameters
    ----------
    texts : list of str
        The articles.
    mentions : list of (int, int, int)
        Article, start and end.
    actor : int64[m]
        Which of all judged actors, counted through the articles.
    said : float64[m, 3]
        How sure it is that the author is for, neither, or against; rows add up to 1.
    weight : float64[m]
        How much each counts, 1 on average: an actor of many mentions counts more than one of few, but not as often.
    """

    texts: list[str]
    mentions: list[tuple[int, int, int]]
    actor: npt.NDArray[np.int64]
    said: Floats
    weight: Floats


def read_feelings(data: Path) -> Feelings:
    """The judgements of ``corpora/standoff/feelings-judged.jsonl``.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.

    Returns
    -------
    Feelings
    """
    text = {item["id"]: item["text"] for item in read_lines(data, "allsides/sample")}
    lines = list(read_standoff("feelings-judged"))
    actors = [(k, actor) for k, line in enumerate(lines) for actor in line["actors"]]
    size = np.array([len(actor["mentions"]) for _, actor in actors])
    of = np.repeat(np.arange(len(size)), size)
    weight = (size**-0.5)[of]
    return Feelings(
        [text[line["article"]] for line in lines],
        [(k, start, end) for k, actor in actors for start, end in actor["mentions"]],
        of,
        shares_of(np.array([actor["feeling"] for _, actor in actors]))[of],
        weight / weight.mean(),
    )


def shares_of(feeling: npt.NDArray[np.int64]) -> Floats:
    """How sure feelings of -3 to 3 are to be for, neither, or against.

    Examples
    --------
    >>> shares_of(np.array([-3, 1])).tolist()
    [[0.0, 0.0, 1.0], [0.5, 0.5, 0.0]]
    """
    sure = np.asarray(STRENGTH)[np.abs(feeling)]
    return np.stack([sure * (feeling > 0), 1 - sure, sure * (feeling < 0)], axis=1)
