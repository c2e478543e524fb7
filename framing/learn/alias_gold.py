"""Judged actors of AllSides articles, joined to the reader's own copy: which mentions are of one and the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from framing.learn.gold import read_lines, read_standoff

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class JudgedActor:
    """One actor of an article.

    Parameters
    ----------
    kind : str
        One of `framing.schema.ACTOR_KINDS`.
    names, descriptions : tuple of (int, int)
        Its mentions: by a name, and by a phrase such as "the group"; characters, end exclusive.
    """

    kind: str
    names: tuple[Offsets, ...]
    descriptions: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class JudgedArticle:
    """An article's beginning and the actors in it.

    Parameters
    ----------
    article : str
        Its id in the sample.
    part : str
        ``tune``: the rules were made looking at it; ``check``: they were not.
    text : str
        As far as it was judged.
    actors : tuple of JudgedActor
    """

    article: str
    part: str
    text: str
    actors: tuple[JudgedActor, ...]


def read_aliases(data: Path, annotation: str = "aliases") -> Iterator[JudgedArticle]:
    """The judged articles, in the order of the file.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.
    annotation : str
        "aliases", or "aliases-second": the same articles as a second annotator read them, who saw neither the first's
        answers nor the library's.
    """
    rows = {row["article"]: row for row in read_standoff(annotation)}
    texts = {item["id"]: item["text"] for item in read_lines(data, "allsides/sample") if item["id"] in rows}
    for article, row in rows.items():
        actors = tuple(
            JudgedActor(a["kind"], *(tuple((s, e) for s, e in a[key]) for key in ("names", "descriptions")))
            for a in row["actors"]
        )
        yield JudgedArticle(article, row["part"], texts[article][: row["cut"]], actors)
