"""Which articles are in which group? The gate of every comparison.

Start with `groups_of`. Articles whose group is missing form a group of their own, ``<NA>``, which comes last: nothing
is dropped unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.errors import OptionError, valid_names
from framing.measures import MEASURES
from framing.report import STRING
from framing.schema import ARTICLE_COUNTS, READABILITY, TEXT, Column

Groups: TypeAlias = "list[tuple[Any, pd.Series[bool]]]"
"""Each group's name, and which rows of `articles` are in it."""

GROUP: Final = Column("group", TEXT, "value of the column that groups the articles; <NA> where it has none")
OTHERS: Final = "all others"
"""The reference of a group when no baseline is given."""


def groups_of(articles: pd.DataFrame, by: str) -> Groups:
    """Each group's name as text and which articles are in it, sorted by value; the missing one last."""
    column = column_of(articles, by, "by")
    known = column.dropna()
    values = known if pd.api.types.is_numeric_dtype(known) else known.astype(STRING)
    groups: Groups = [
        (str(value), (values == value).reindex(articles.index, fill_value=False).astype(bool))
        for value in sorted(values.unique().tolist())
    ]
    if bool(column.isna().any()):
        groups.append((pd.NA, column.isna()))
    return groups


def column_of(articles: pd.DataFrame, name: str, option: str) -> pd.Series[Any]:
    """A column that an option names, or the error that lists the ones that exist."""
    if name not in articles.columns:
        advice = valid_names(name, _groupable(articles))
        raise OptionError(f"{option}={name!r} is not a column of report.articles", do=advice)
    return articles[name]


def _groupable(articles: pd.DataFrame) -> list[str]:
    """Columns worth naming to someone who mistyped one: not the text and not the figures."""
    figures = {measure.name for measure in MEASURES} | {column.name for column in (*READABILITY, *ARTICLE_COUNTS)}
    return [name for name in articles.columns if name != "text" and name not in figures]


def baseline_of(groups: Groups, baseline: str | None) -> int | None:
    """The place of the group that the others are held against; None: each against all others."""
    if baseline is None:
        return None
    places = {str(name): place for place, (name, _) in enumerate(groups) if name is not pd.NA}
    if str(baseline) not in places:
        raise OptionError(f"baseline={baseline!r} is no group", do=valid_names(baseline, places))
    return places[str(baseline)]


def one_of(value: str, valid: Iterable[str], option: str) -> str:
    """An option's value, or the error that lists the valid ones."""
    names = list(valid)
    if value not in names:
        raise OptionError(f"{option}={value!r} does not exist", do=valid_names(value, names))
    return value


def at_least(value: int, least: int, option: str) -> int:
    """An option's number, or the error that says how large it has to be."""
    if value < least:
        raise OptionError(f"{option} is {value}", do=f"give a whole number from {least}")
    return value


def in_order(articles: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The articles in an order that depends on what they are, not on how they were handed over.

    Units change sides by their place, so the place has to come from the articles themselves: text first, then the
    columns that the comparison looks at.
    """
    keys = pd.DataFrame({name: articles[name].astype(STRING).fillna("") for name in dict.fromkeys(("text", *by))})
    order = np.lexsort([keys[name].to_numpy(dtype=object).astype(str) for name in reversed(keys.columns)])
    return articles.iloc[order]


def units_of(articles: pd.DataFrame, columns: Sequence[str]) -> npt.NDArray[np.int64]:
    """Number the articles' units from 0: those that share a value of any column, directly or by others, are one.

    Parameters
    ----------
    articles : pandas.DataFrame
        n articles.
    columns : sequence of str
        A missing value is shared with nobody. Without columns every article is a unit.

    Returns
    -------
    int64[n]
        Units are numbered in the order in which the articles stand.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(articles)
    rows, values, offset = [], [], n
    for name in columns:
        codes, known = pd.factorize(articles[name])
        rows.append(np.flatnonzero(codes >= 0))
        values.append(offset + codes[codes >= 0])
        offset += len(known)
    if not rows:
        return np.arange(n)
    # scipy before 1.12 walks graphs with 32-bit indices only.
    row, value = np.concatenate(rows).astype(np.int32), np.concatenate(values).astype(np.int32)
    shared = coo_array((np.ones(len(row)), (row, value)), shape=(offset, offset))
    _, labels = connected_components(shared, directed=False)
    return np.asarray(pd.factorize(labels[:n])[0], dtype=np.int64)
