"""A report as a page, and what a notebook shows of it: asks `comparison` for the tables and has `show` draw them.

Start with `write_page`. `Report.to_html` and the report's display in a notebook come here: people look for both on the
report, which knows neither room.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.comparison import compare, compare_sources, compare_stance
from framing.show import article_page, corpus_page
from framing.show.glance import FIGURES, glance

if TYPE_CHECKING:
    from framing.report import Report

OUTLET: Final = "outlet"


def write_page(
    report: Report,
    path: str | Path,
    *,
    by: str = OUTLET,
    articles: Sequence[Any] | None = None,
    title: str | None = None,
) -> Path:
    """Write a report as one self-contained page; `Report.to_html` says more.

    Examples
    --------
    >>> import tempfile, framing
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_page(framing.analyze("It might rain."), f"{folder}/report.html").name
    'report.html'
    """
    path = Path(path)
    path.write_text(page_of(report, by=by, articles=articles, title=title), encoding="utf-8", newline="\n")
    return path


def page_of(
    report: Report, *, by: str = OUTLET, articles: Sequence[Any] | None = None, title: str | None = None
) -> str:  # fmt: skip
    """Draw a report as one self-contained page: of one article its own, else the groups and a sample of articles.

    Examples
    --------
    >>> import framing
    >>> page_of(framing.analyze("It might rain.")).startswith("<!DOCTYPE html>")
    True
    """
    if len(report.articles) == 1:
        return article_page(report, report.articles.index[0])
    return corpus_page(
        report,
        compare(report, by=by),
        by=by,
        sources=compare_sources(report, by=by),
        stances=compare_stance(report, by=by),
        articles=articles,
        title=title or "Framing report",
    )


def display(report: Report) -> str:
    """Draw what a notebook shows: the outlets side by side where there are several, else the articles.

    Examples
    --------
    >>> import framing
    >>> "Report" in display(framing.analyze(["It might rain.", "It rains."]))
    True
    """
    several = report.articles[OUTLET].nunique() > 1
    # One arrangement: a glance shows the figures alone, and shall not wait for p values.
    return glance(report, compare(report, metrics=FIGURES, n_resamples=1) if several else None)
