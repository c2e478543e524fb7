"""Every span that a figure rests on, in one table to read from top to bottom.

Start with `evidence`. The pages' marks, their evidence tables and ``framing analyze --evidence`` all show
these rows, so that they cannot say different things. `gathered` has the same rows with what the pages need besides:
where the mark begins and which figures count it (`counted.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import pandas as pd

from framing.schema import COUNTED_HEDGES

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

SHOWN: Final = (*KINDS, "sentences", "attribution_spans", "sources", "actors")
"""The tables that an article's page draws."""

Row: TypeAlias = "dict[str, Any]"
"""One row of evidence."""

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
    whole = dict.fromkeys(("sentence", "start", "end"), "int64")
    return pd.DataFrame(gathered(report, article_id), columns=list(COLUMNS), dtype=object).astype(whole)


def gathered(report: Report, article_id: object = None) -> list[Row]:
    """The rows of `evidence` with what a page needs besides.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    article_id : object, optional
        Only this article.

    Returns
    -------
    list of dict
        Further keys: ``mark`` and ``mark_end``, the place in the text that a link leads to (of an attribution,
        its cue); ``body``, whether figures count it; ``classes``, a frozenset of what `counted.py` names; ``actor``,
        ``source_id`` and ``id`` (of the attribution), None where there is none.

    Examples
    --------
    >>> import framing
    >>> from framing.show.evidence import gathered
    >>> sorted(gathered(framing.analyze("It might rain."))[0]["classes"])
    ['by-writer', 'counted', 'epistemic', 'hedge']
    """
    part = report if article_id is None else parts(report, [article_id])[article_id]
    known = _Known(part)
    rows = [row for table in KINDS for row in _rows(getattr(part, table), table, known)]
    order = {key: at for at, key in enumerate(part.articles.index)}
    return sorted(rows, key=lambda row: (order.get(row["article_id"], -1), row["start"], -row["end"]))


def parts(report: Report, ids: Sequence[Any]) -> dict[Any, Report]:
    """Each article's own rows, as reports of one article; every table is walked through once.

    Examples
    --------
    >>> import framing
    >>> from framing.show.evidence import parts
    >>> len(parts(framing.analyze(["It might rain.", "It rains."]), [1])[1].hedges)
    0
    """
    made = {key: SimpleNamespace(articles=report.articles.loc[[key]], provenance=report.provenance) for key in ids}
    for name in SHOWN:
        table = getattr(report, name)
        chosen = table[table["article_id"].isin(list(ids))] if len(ids) < len(report.articles) else table
        groups = dict(iter(chosen.groupby("article_id", sort=False)))
        for key, part in made.items():
            setattr(part, name, groups.get(key, table.iloc[:0]))
    return cast("dict[Any, Report]", made)


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


class _Known:
    """What a row of one table has to look up in the others."""

    def __init__(self, report: Report) -> None:
        sentences, spans, sources = report.sentences, report.attribution_spans, report.sources
        cues = spans[spans["role"] == "cue"]
        self.names = source_names(report.attributions)
        self.outside = _pairs(sentences[~sentences["body"]], "sentence")
        self.named = _pairs(sources[sources["named"]], "source_id")
        self.cues = {(row.article_id, row.attribution_id): (row.start, row.end, row.sentence) for row in records(cues)}


def _pairs(table: pd.DataFrame, column: str) -> set[tuple[Any, Any]]:
    return set(zip(table["article_id"], table[column], strict=True))


def _rows(table: pd.DataFrame, name: str, known: _Known) -> list[Row]:
    describe, classify = _DETAILS[name], _CLASSES[name]
    rows = list[Row]()
    for row in table.to_dict("records"):
        mark = (row["start"], row["end"], row["sentence"])
        if name == "attributions":
            mark = known.cues.get((row["article_id"], row["attribution_id"]), mark)
        rows.append(
            {
                **{key: row[key] for key in ("article_id", "sentence", "start", "end", "text", "entry")},
                "kind": KINDS[name],
                "detail": describe(row),
                "voice": _voice(row, known.names),
                "mark": mark[0],
                "mark_end": mark[1],
                "body": (row["article_id"], mark[2]) not in known.outside,
                "classes": frozenset(_told(classify(row, known))),
                **{key: _known(row.get(name)) for key, name in _KEYS.items()},
            }
        )
    return rows


_KEYS: Final = MappingProxyType({"actor": "actor", "source_id": "source_id", "id": "attribution_id"})


def _known(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value


def _told(names: Sequence[Any]) -> list[str]:
    """Only what is known, and only plain names: a class must not be split or closed by what stands in it."""
    return [name for name in names if isinstance(name, str) and name.replace("-", "").isidentifier()]


def _voiced(row: Mapping[Any, Any]) -> str | None:
    return None if pd.isna(row["voice"]) else f"by-{row['voice']}"


def _hedge_classes(row: Mapping[Any, Any], _: _Known) -> Sequence[Any]:
    return ("hedge", row["category"], "counted" if row["category"] in COUNTED_HEDGES else None, _voiced(row))


def _attribution_classes(row: Mapping[Any, Any], known: _Known) -> Sequence[Any]:
    kinds = (f"{name}-{row[key]}" for name, key in (("type", "source_type"), ("cue", "cue_class")))
    sourced = not pd.isna(row["source_id"])
    named = sourced and (row["article_id"], row["source_id"]) in known.named
    return ("attribution", "content", row["kind"], *kinds, "sourced" if sourced else None, "named" if named else None)


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

_CLASSES: Final[Mapping[str, Callable[[Mapping[Any, Any], _Known], Sequence[Any]]]] = MappingProxyType(
    {
        "hedges": _hedge_classes,
        "boosters": lambda row, _: ("booster", _voiced(row)),
        "scare_quotes": lambda row, _: ("scare", _voiced(row)),
        "attributions": _attribution_classes,
        "mentions": lambda row, _: ("mention", row["stance"], _voiced(row)),
    }
)
"""What is known of a row, as classes of its mark; see `counted.py`."""
