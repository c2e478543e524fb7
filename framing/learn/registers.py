"""Do the figures of hedging react to kinds of news as theory says? Opinion, science and wire copy in AllSides.

Start with `study_registers`. What is expected (`CONTRASTS`) was written down before the first run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from framing.analysis import analyze
from framing.comparison import compare
from framing.learn.gold import read_lines

Item = Mapping[str, Any]
MOST: Final = 400
"""Articles of a group at most, by a hash of their ids: enough for intervals, few enough for two minutes."""
WITH_OPINION: Final = frozenset(
    {"CNN (Web News)", "Fox Online News", "Fox News", "USA TODAY", "New York Times - News", "The Hill"}
)
"""Outlets whose addresses tell opinion from news."""
SCIENCE: Final = frozenset({"coronavirus", "environment", "technology", "science", "climate_change"})
POLITICS: Final = frozenset({"elections", "politics", "white_house", "us_house", "us_senate", "republican_party"})
WIRES: Final = frozenset({"Reuters", "Associated Press"})
PARTISAN: Final = frozenset({"Breitbart News", "Townhall", "National Review", "Salon", "Newsmax"})

METRICS: Final = (
    "hedges_per_1000_words",
    "writer_hedges_per_1000_words",
    "source_hedges_per_1000_words",
    "epistemic_hedges_per_1000_words",
    "hearsay_hedges_per_1000_words",
    "approximator_hedges_per_1000_words",
    "boosters_per_1000_words",
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two kinds of articles, and which figures the first should have more (+) or less (-) of.

    Parameters
    ----------
    group, reference : str
    of : callable
        The kind of an article: `group`, `reference` or None.
    expected : mapping of str to str
        By metric. What is not named has no expectation.
    """

    group: str
    reference: str
    of: Callable[[Item], str | None]
    expected: Mapping[str, str]


def _opinion(item: Item) -> str | None:
    if item["outlet"] not in WITH_OPINION or not item.get("url"):
        return None
    return "opinion" if "/opinion" in str(item["url"]).lower() else "news"


def _science(item: Item) -> str | None:
    topic = item.get("topic")
    return "science" if topic in SCIENCE else "politics" if topic in POLITICS else None


def _wire(item: Item) -> str | None:
    return "partisan" if item["outlet"] in PARTISAN else "wire" if item["outlet"] in WIRES else None


CONTRASTS: Final = (
    Contrast(
        "opinion",
        "news",
        _opinion,
        {
            "writer_hedges_per_1000_words": "+",
            "source_hedges_per_1000_words": "-",
            "hearsay_hedges_per_1000_words": "-",
            "boosters_per_1000_words": "+",
        },
    ),
    Contrast(
        "science",
        "politics",
        _science,
        {
            "hedges_per_1000_words": "+",
            "epistemic_hedges_per_1000_words": "+",
            "approximator_hedges_per_1000_words": "+",
        },
    ),
    Contrast(
        "partisan",
        "wire",
        _wire,
        {
            "writer_hedges_per_1000_words": "+",
            "source_hedges_per_1000_words": "-",
            "hearsay_hedges_per_1000_words": "-",
            "boosters_per_1000_words": "+",
        },
    ),
)
"""Writers argue in their own voice where they give opinions, reporters leave doubt to sources (Hyland 1998, 2005);
science is uncertain and full of numbers (Hyland 1998; Stocking 1999); a wire writes for papers of every kind."""


def study_registers(data: Path, *, most: int = MOST) -> pd.DataFrame:
    """Compare the groups of `CONTRASTS`.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.
    most : int
        Articles of a group at most.

    Returns
    -------
    pandas.DataFrame
        One row a contrast and metric: ``group, reference, metric, expected`` (+, - or nothing), and of
        `framing.compare` ``estimate, reference_estimate, difference, low, high, p_adjusted, n, n_reference``.
        Articles by one author count as one unit.
    """
    items = sorted(
        read_lines(data, "allsides/sample"), key=lambda item: hashlib.sha256(item["id"].encode()).hexdigest()
    )
    return pd.concat([_study(contrast, items, most) for contrast in CONTRASTS], ignore_index=True)


def _lot(item: Item) -> str:
    """An order that has nothing to do with what an article says."""
    return hashlib.sha256(item["id"].encode()).hexdigest()


def _study(contrast: Contrast, items: Iterable[Item], most: int) -> pd.DataFrame:
    kinds = [(item, contrast.of(item)) for item in items]
    rows = [
        {"id": item["id"], "text": item["text"], "register": name, "by": item.get("author") or item["id"]}
        for name in (contrast.group, contrast.reference)
        for item in [item for item, kind in kinds if kind == name][:most]
    ]
    report = analyze(pd.DataFrame(rows))
    table = compare(report, by="register", metrics=METRICS, baseline=contrast.reference, cluster="by")
    table = table[table["group"] == contrast.group]
    kept = ["metric", "estimate", "reference_estimate", "difference", "low", "high", "p_adjusted", "n", "n_reference"]
    return table[kept].assign(
        group=contrast.group,
        reference=contrast.reference,
        expected=[contrast.expected.get(metric, "") for metric in table["metric"]],
    )


def write_registers(table: pd.DataFrame) -> str:
    """What `study_registers` returned, as a table of Markdown.

    Parameters
    ----------
    table : pandas.DataFrame

    Returns
    -------
    str
    """
    lines = ["| | expected | first | second | difference, 95 % interval | p, Holm |", "|---|---|---|---|---|---|"]
    for (group, reference), rows in table.groupby(["group", "reference"], sort=False):
        n, n_reference = int(rows["n"].iloc[0]), int(rows["n_reference"].iloc[0])
        lines.append(f"| **{group}** ({n}) against **{reference}** ({n_reference}) | | | | | |")
        lines += [_line(row) for row in rows.to_dict("records")]
    return "\n".join(lines)


def _line(row: Mapping[Any, Any]) -> str:
    name = str(row["metric"]).removesuffix("_per_1000_words").replace("_", " ")
    sure = f"{row['p_adjusted']:.3f}" if row["p_adjusted"] >= 0.001 else "<.001"
    return (
        f"| {name} | {row['expected']} | {row['estimate']:.2f} | {row['reference_estimate']:.2f} "
        f"| {row['difference']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f}) | {sure} |"
    )
