"""How well furniture is told from the article, on lines of real news that were judged one by one.

The judgements ship in ``corpora/standoff`` and hold no text; the articles are the reader's own copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from framing.articles import Furniture, find_furniture
from framing.learn.gold import read_lines, read_standoff

DRAWN_AS_MARKED: Final = frozenset({"marked", "marked-2"})


def load_furniture_gold(part: str | None = None) -> list[dict[str, Any]]:
    """The judged lines, without their text.

    Parameters
    ----------
    part : str, optional
        "tune" or "check"; both by default.

    Returns
    -------
    list of dict
        ``article, start, end, kind, sample, part, weight``; kind is None for a line of the article.
        ``corpora/standoff/README.md`` explains every field.

    Examples
    --------
    >>> len(load_furniture_gold())
    1100
    """
    lines = read_standoff("furniture")
    return [line for line in lines if part in {None, line["part"]}]


def is_marked(found: Iterable[Furniture], start: int, end: int) -> bool:
    """Whether at least half of a line's characters are furniture.

    Parameters
    ----------
    found : iterable of Furniture
        What was found in the article.
    start, end : int
        The line.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_marked([Furniture(0, 5, "share")], 0, 10), is_marked([Furniture(0, 4, "share")], 0, 10)
    (True, False)
    """
    return 2 * sum(max(0, min(f.end, end) - max(f.start, start)) for f in found) >= end - start


def evaluate_furniture(data: Path, limit: int | None = None, part: str | None = None) -> dict[str, float]:
    """AllSides sample: lines judged furniture or article by reading, drawn evenly over outlets and kinds.

    Parameters
    ----------
    data : Path
        The folder that holds ``allsides/sample.jsonl.gz``.
    limit : int, optional
        Take only the first so many articles.
    part : str, optional
        "tune": articles whose misses guided the rules; "check": the others, which the author of the rules judged too.

    Returns
    -------
    dict
        ``precision`` over lines that were drawn as marked and still are; ``fresh_precision``, those of them that were
        drawn afresh once the rules had changed; ``recall`` over the furniture among lines that the rules of the first
        draw had left unmarked, the hard ones; ``recall_of_all_lines``, each line weighted by how many of the sample
        it stands for; ``lines`` judged.
    """
    gold: dict[str, list[dict[str, Any]]] = {}
    for line in load_furniture_gold(part):
        gold.setdefault(line["article"], []).append(line)
    judged: list[dict[str, Any]] = []
    for item in islice(read_lines(data, "allsides/sample"), limit):
        if item["id"] in gold:
            found = _find(item)
            judged += [line | {"marked": is_marked(found, line["start"], line["end"])} for line in gold[item["id"]]]
    return _score(judged)


def _find(item: Mapping[str, Any]) -> list[Furniture]:
    known = {key: item[key] or None for key in ("title", "author", "outlet")}
    return find_furniture(item["text"], **known)


def _score(judged: list[dict[str, Any]]) -> dict[str, float]:
    marked = [line for line in judged if line["marked"] and line["sample"] in DRAWN_AS_MARKED]
    hard = [line for line in judged if line["kind"] and line["sample"] not in DRAWN_AS_MARKED]
    furniture = [line for line in judged if line["kind"] and line["weight"]]
    weights = sum(line["weight"] for line in furniture)
    reached = sum(line["weight"] for line in furniture if line["marked"])
    return {
        "precision": _share(line["kind"] is not None for line in marked),
        "fresh_precision": _share(line["kind"] is not None for line in marked if line["sample"] == "marked-2"),
        "recall": _share(line["marked"] for line in hard),
        "recall_of_all_lines": reached / weights if weights else 0.0,
        "lines": float(len(judged)),
    }


def _share(yes: Iterable[bool]) -> float:
    """The share of True; 0 of nothing."""
    answers = list(yes)
    return sum(answers) / len(answers) if answers else 0.0
