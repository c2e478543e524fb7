"""A report: all tables of an analysis together, with what made them.

Tables are plain DataFrames. `Report.to_parquet` and `read_report` round-trip exactly; `Report.to_html` and what a
notebook shows come from `framing.pages`, which stands to the right and is imported where it is asked.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.errors import ReportError, valid_names
from framing.measures import MEASURES
from framing.schema import (
    ARTICLE_COUNTS,
    ARTICLE_METADATA,
    FLAG,
    NUMBER,
    READABILITY,
    TABLES,
    TEXT,
    WHOLE,
    Table,
)

STRING: Final = pd.StringDtype("python")
"""Text in tables. Stored as Python strings, so that a table is the same whether or not pyarrow strings are on."""

DTYPES: Final = {TEXT: STRING, WHOLE: np.dtype("int64"), NUMBER: np.dtype("float64"), FLAG: np.dtype("bool")}
MAIN_FIGURES: Final = (
    "hedges_per_1000_words",
    "attributions_per_1000_words",
    "attributed_share",
    "anonymous_source_share",
    "vague_source_share",
)
SHOWN_ROWS: Final = 20
"""Rows that a notebook or terminal shows of a report; the tables have them all."""


def id_dtype(ids: Sequence[Any]) -> Any:
    """The dtype of `article_id`: int64 when every id is a whole number, else text.

    Examples
    --------
    >>> id_dtype([0, 1]), id_dtype(["a", 1])
    (dtype('int64'), <StringDtype(storage='python', na_value=<NA>)>)
    """
    whole = all(isinstance(i, int | np.integer) and not isinstance(i, bool | np.bool_) for i in ids)
    return DTYPES[WHOLE] if whole else STRING


def _dtype(name: str, ids: Any) -> Any:
    return DTYPES.get(name, ids)


def typed_table(table: Table, columns: Any, ids: Any) -> pd.DataFrame:
    """A table with exactly its declared columns and dtypes, empty or not.

    Parameters
    ----------
    table : Table
        From `framing.schema`.
    columns : mapping or pandas.DataFrame
        Column name to values; missing ones only when the table is empty.
    ids : dtype
        Of `article_id`, see `id_dtype`.

    Returns
    -------
    pandas.DataFrame
    """
    frame = pd.DataFrame(
        {c.name: pd.array(list(columns.get(c.name, ())), dtype=_dtype(c.dtype, ids)) for c in table.columns}
    )
    return frame.reset_index(drop=True)


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """What an analysis found, as tables.

    Every table but `articles` is declared in `framing.schema.TABLES`, the figures in `framing.measures.MEASURES`.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row an article, indexed by `article_id`: the caller's metadata, counts, readability, measures.
    sentences, hedges, hedge_scopes, boosters, scare_quotes, attributions, attribution_spans : pandas.DataFrame
        As `framing.schema` declares.
    mentions, sources, actors, stance, problems : pandas.DataFrame
        As `framing.schema` declares.
    provenance : mapping
        Versions, digests and options that made the report.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze("The minister allegedly lied, some analysts suggest.")
    >>> report.hedges["text"].tolist()
    ['allegedly', 'suggest']
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    hedges: pd.DataFrame
    hedge_scopes: pd.DataFrame
    boosters: pd.DataFrame
    scare_quotes: pd.DataFrame
    attributions: pd.DataFrame
    attribution_spans: pd.DataFrame
    mentions: pd.DataFrame
    sources: pd.DataFrame
    actors: pd.DataFrame
    stance: pd.DataFrame
    problems: pd.DataFrame
    provenance: Mapping[str, Any]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name, `articles` first.

        Examples
        --------
        >>> import framing
        >>> list(framing.analyze("No news.").tables)[:3]
        ['articles', 'sentences', 'hedges']
        """
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "provenance"}

    def __len__(self) -> int:
        return len(self.articles)

    def __getitem__(self, article_id: Any) -> Report:
        """The report of one article, which a notebook shows as that article's page.

        Parameters
        ----------
        article_id : object
            One of ``report.articles.index``.

        Returns
        -------
        Report
            Its rows of every table.

        Raises
        ------
        ReportError
            If there is no such article; the message names the nearest ids.
        """
        if article_id not in self.articles.index:
            raise ReportError(
                f"there is no article {article_id!r} in this report", do=_near(article_id, self.articles.index.tolist())
            )
        parts = {name: _rows_of(name, table, article_id) for name, table in self.tables.items()}
        return Report(**parts, provenance=self.provenance)

    def _ipython_key_completions_(self) -> list[Any]:
        """What a notebook offers after ``report[``."""
        return list(self.articles.index.tolist())

    def summary(self) -> pd.DataFrame:
        """The main figures, one row an article.

        Returns
        -------
        pandas.DataFrame
            Indexed by `article_id`: outlet and title where given, `n_words`, and the figures that most people ask for
            first. Unrounded.

        Examples
        --------
        >>> import framing
        >>> framing.analyze("It might rain.").summary()["n_words"].tolist()
        [3]
        """
        given = [c for c in ("outlet", "title") if self.articles[c].notna().any()]
        return self.articles[[*given, "n_words", *MAIN_FIGURES]]

    def to_parquet(self, folder: str | Path) -> Path:
        """Write every table as Parquet, and the provenance as JSON.

        Parameters
        ----------
        folder : str or Path
            Made if it does not exist; files of an earlier report in it are replaced.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        ReportError
            If one of the caller's own columns holds values that Parquet cannot store.

        Examples
        --------
        >>> import tempfile, framing
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = framing.analyze("It might rain.").to_parquet(folder)
        ...     framing.read_report(folder).hedges["text"].tolist()
        ['might']
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables.items():
            try:
                table.to_parquet(folder / f"{name}.parquet", engine="pyarrow")
            except (ValueError, TypeError, OverflowError, NotImplementedError) as error:
                raise ReportError(
                    "a column cannot be stored as Parquet",
                    where=f"table {name}: {error}",
                    do="turn your own column into text or numbers, or drop it, and analyze again",
                ) from error
        text = json.dumps(dict(self.provenance), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "provenance.json").write_text(text + "\n", encoding="utf-8")
        return folder

    def to_html(
        self,
        path: str | Path,
        *,
        by: str = "outlet",
        articles: Sequence[Any] | None = None,
        title: str | None = None,
    ) -> Path:
        """Write the report as one page to open in a browser.

        Parameters
        ----------
        path : str or Path
            The file; one that exists is replaced.
        by : str
            The column of ``report.articles`` whose groups are compared.
        articles : sequence, optional
            Ids of the articles to show with their marked text. By default a sample of at most 50, spread evenly over
            the groups; the page says so, and lists the others.
        title : str, optional
            The page's heading.

        Returns
        -------
        Path
            The file: self-contained, without a script, and nothing in it is fetched. Of a report of one article
            it is that article's page.

        Raises
        ------
        OptionError
            If `by` is no column, or `articles` names an article that is not there.

        Examples
        --------
        >>> import tempfile, framing
        >>> report = framing.analyze(["It might rain.", "It rains."])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     report.to_html(f"{folder}/report.html").stat().st_size > 0
        True
        """
        from framing.pages import write_page

        return write_page(self, path, by=by, articles=articles, title=title)

    def __repr__(self) -> str:
        lines = [f"Report of {_count(len(self), 'article')}, {_words(self.articles)} words"]
        lines += [f"  {name:<18}{len(table):>9,} rows" for name, table in self.tables.items()]
        return "\n".join(lines) + "\n\n" + self.summary().head(SHOWN_ROWS).round(3).to_string()

    def _repr_html_(self) -> str:
        from framing.pages import display

        return display(self)


_NEAR: Final = 5
_LISTED: Final = 12
"""Ids that an error names: the nearest, or else the first."""


def _near(wanted: Any, ids: Sequence[Any]) -> str:
    """Advice for an id that does not exist: the nearest ones, as they have to be written."""
    if str(wanted) in {str(known) for known in ids}:
        kind = "whole numbers" if isinstance(ids[0], int) else "text"
        return f"ids are {kind} here: {next(known for known in ids if str(known) == str(wanted))!r}"
    near = difflib.get_close_matches(str(wanted), [str(known) for known in ids], n=_NEAR, cutoff=0.5)
    if near:
        written = {str(known): repr(known) for known in ids}
        return f"did you mean {' or '.join(written[name] for name in near)}? report.articles.index has all {len(ids):,}"
    return f"{valid_names(wanted, [str(known) for known in ids[:_LISTED]])}{', ...' if len(ids) > _LISTED else ''}"


def _rows_of(name: str, table: pd.DataFrame, article_id: Any) -> pd.DataFrame:
    if name == "articles":
        return table.loc[[article_id]]
    wanted = str(article_id) if name == "problems" else article_id
    return table[(table["article_id"] == wanted).fillna(value=False)].reset_index(drop=True)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _words(articles: pd.DataFrame) -> str:
    return f"{int(articles['n_words'].sum()):,}"


def article_columns() -> tuple[str, ...]:
    """The columns of `articles` that the library makes, in order.

    Examples
    --------
    >>> article_columns()[0], "hedges_per_1000_words" in article_columns()
    ('text', True)
    """
    declared = (*ARTICLE_METADATA, *ARTICLE_COUNTS, *READABILITY)
    return (*(column.name for column in declared), *(m.name for m in MEASURES))


def read_report(folder: str | Path) -> Report:
    """Read a report that `Report.to_parquet` wrote.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Report
        Equal to the one written, table by table.

    Raises
    ------
    ReportError
        If the folder lacks a file or a column.

    Examples
    --------
    >>> read_report("no-such-folder")
    Traceback (most recent call last):
        ...
    framing.errors.ReportError: 'provenance.json' is missing (no-such-folder): ...
    """
    folder = Path(folder)
    for name in ("provenance.json", "articles.parquet", *(f"{name}.parquet" for name in TABLES)):
        if not (folder / name).is_file():
            advice = "give a folder that Report.to_parquet wrote"
            raise ReportError(f"{name!r} is missing", where=str(folder), do=advice)
    provenance = json.loads((folder / "provenance.json").read_text("utf-8"))
    articles = _restored(pd.read_parquet(folder / "articles.parquet", engine="pyarrow"))
    ids = articles.index.dtype
    parts = {}
    for name, table in TABLES.items():
        frame = pd.read_parquet(folder / f"{name}.parquet", engine="pyarrow")
        missing = [column for column in table.names if column not in frame.columns]
        if missing:
            raise ReportError(f"the column {missing[0]!r} is missing", where=f"{folder}, {name}", do="analyze again")
        parts[name] = typed_table(table, frame, ids)
    return Report(articles=articles, **parts, provenance=provenance)


def _restored(articles: pd.DataFrame) -> pd.DataFrame:
    """Text as `STRING` again, lists as lists."""
    articles = articles.copy()
    for column in articles.columns:
        if isinstance(articles[column].dtype, pd.StringDtype):
            articles[column] = articles[column].astype(STRING)
        elif articles[column].dtype == object:
            articles[column] = [v.tolist() if isinstance(v, np.ndarray) else v for v in articles[column]]
    if isinstance(articles.index.dtype, pd.StringDtype) or articles.index.dtype == object:
        articles.index = articles.index.astype(STRING)
    articles.index.name = "article_id"
    return articles
