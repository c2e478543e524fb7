"""Every span that a figure rests on, in one table to read from top to bottom.

Start with `evidence`. The pages' marks, their evidence tables and ``framing analyze --evidence`` all show
these rows, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from framing.report import Report

COLUMNS: Final = ("article_id", "sentence", "start", "end", "kind", "text", "detail", "voice", "entry")
KINDS: Final = MappingProxyType(
    {
        "hedges": "hedge",
        "boosters": "booster",
        "scare_quotes": "scare quote",
        "attributions": "attribution",
        "mentions": "mention",
    }
)
"""Which tables are evidence, and what one row of each is called."""

UNNAMED: Final = "a source that is not named"


def evidence(report: Report, article_id: object = None) -> pd.DataFrame:
    """Gather the spans of a report, or of one of its articles, in reading order.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    article_id : object, optional
        Only this article.

    Returns
    -------
    pandas.DataFrame
        One row a hedge, booster, scare quote, attribution or mention, articles in the report's order: where
        it is, its words, and in words what it is (``detail``), in whose voice (``voice``: "writer", or
        "source: " with its name; empty for attributions) and what made the row (``entry``).

    Examples
    --------
    >>> import framing
    >>> from framing.show.evidence import evidence
    >>> evidence(framing.analyze("It might rain."))["kind"].tolist()
    ['hedge']
    """
    names = source_names(_of(report.attributions, article_id))
    frames = [_rows(_of(getattr(report, table), article_id), table, names) for table in KINDS]
    rows = [row for frame in frames for row in frame]
    order = {key: at for at, key in enumerate(report.articles.index)}
    rows.sort(key=lambda row: (order.get(row["article_id"], -1), row["start"], -row["end"]))
    whole = dict.fromkeys(("sentence", "start", "end"), "int64")
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(whole)


def source_names(attributions: pd.DataFrame) -> dict[str, str]:
    """Say who speaks in each attribution, by its id: the source's words, or that there are none.

    Examples
    --------
    >>> import pandas as pd
    >>> source_names(pd.DataFrame({"attribution_id": ["a1"], "source": [pd.NA]}))
    {'a1': 'a source that is not named'}
    """
    sources = attributions["source"].fillna(UNNAMED)
    return dict(zip(attributions["attribution_id"], sources, strict=True))


def records(table: pd.DataFrame) -> Iterator[Any]:
    """Walk through a table's rows, the columns as attributes.

    Examples
    --------
    >>> import pandas as pd
    >>> [row.end - row.start for row in records(pd.DataFrame({"start": [3], "end": [7]}))]
    [4]
    """
    return table.itertuples(index=False)


def number(value: Any) -> str:
    """Write a strength or probability, or nothing where there is none."""
    return "" if pd.isna(value) else f"{float(value):.2f}"


def _of(table: pd.DataFrame, article_id: object) -> pd.DataFrame:
    return table if article_id is None else table[table["article_id"] == article_id]


def _rows(table: pd.DataFrame, name: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    describe = _DETAILS[name]
    return [
        {
            **{key: row[key] for key in ("article_id", "sentence", "start", "end", "text", "entry")},
            "kind": KINDS[name],
            "detail": describe(row),
            "voice": _voice(row, names),
        }
        for row in table.to_dict("records")
    ]


def _voice(row: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    if "voice" not in row or pd.isna(row["voice"]):
        return ""
    held_by_source = row["voice"] == "source" and not pd.isna(row["attribution_id"])
    return f"source: {names.get(row['attribution_id'], UNNAMED)}" if held_by_source else str(row["voice"])


def _hedge(row: Mapping[Any, Any]) -> str:
    return _listed(row["category"], _numbered("strength", row), _numbered("probability", row))


def _booster(row: Mapping[Any, Any]) -> str:
    return _numbered("strength", row)


def _attribution(row: Mapping[Any, Any]) -> str:
    who = UNNAMED if pd.isna(row["source"]) else row["source"]
    what_kind = "" if pd.isna(row["source_type"]) else f" ({row['source_type']})"
    return _listed(f"{who}{what_kind}", f"“{row['cue']}” ({row['cue_class']})", row["kind"])


def _mention(row: Mapping[Any, Any]) -> str:
    chance = row.get(f"p_{row['stance']}") if not pd.isna(row["stance"]) else None
    probability = f" ({number(chance)})" if chance is not None and not pd.isna(chance) else ""
    return _listed(row["actor"], f"{row['stance']}{probability}" if not pd.isna(row["stance"]) else "no stance")


def _numbered(name: str, row: Mapping[Any, Any]) -> str:
    return f"{name} {number(row[name])}" if not pd.isna(row[name]) else ""


def _listed(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if not pd.isna(part) and part != "")


_DETAILS: Final[Mapping[str, Callable[[Mapping[Any, Any]], str]]] = MappingProxyType(
    {
        "hedges": _hedge,
        "boosters": _booster,
        "scare_quotes": lambda _: "",
        "attributions": _attribution,
        "mentions": _mention,
    }
)
