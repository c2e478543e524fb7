"""Which articles stand on a page with their text, and what evidence does a figure of a group lead to?

Start with `chosen`. A page of thousands of articles cannot hold them all: it holds a sample, spread evenly over the
groups and chosen by place alone, so that the same report gives the same page. Evidence is sampled from those articles:
every line of it leads to a mark on the page.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.errors import OptionError, valid_names
from framing.show.article import place_of
from framing.show.counted import counted_by
from framing.show.evidence import Row, gathered, parts
from framing.show.figures import label, meanings
from framing.show.markup import Html, element
from framing.show.panel import place_item

if TYPE_CHECKING:
    from framing.report import Report

MOST_ARTICLES: Final = 50
"""Articles shown with their text; that is quick in a browser."""

MOST_CHARACTERS: Final = 250_000
"""Characters of text that they have together: with its evidence, one weighs about 20 bytes. One article always is."""

NO_GROUP: Final = "(not given)"

EXAMPLES: Final = 24
"""Lines of evidence that a figure leads to, over all groups; at least one and at most three a group."""


def chosen(report: Report, by: str, articles: Sequence[Any] | None) -> list[Any]:
    """Choose the articles whose text a page shows, in the report's order.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        The column of ``report.articles`` that groups them.
    articles : sequence, optional
        Ids that the caller wants; all of them are shown.

    Returns
    -------
    list
        Ids. Of each group as many as of any other while it has some, at even distances in the report's order.

    Raises
    ------
    OptionError
        When the report does not hold an article that is asked for.

    Examples
    --------
    >>> import framing
    >>> report = framing.analyze([{"outlet": name, "text": "It rains."} for name in "AAAB"])
    >>> chosen(report, "outlet", None)
    [0, 1, 2, 3]
    """
    ids = list(report.articles.index)
    if articles is not None:
        known = set(ids)
        for wanted in articles:
            if wanted not in known:
                raise OptionError(
                    f"the report has no article {wanted!r}", do=valid_names(wanted, [str(i) for i in ids[:12]])
                )
        return list(articles)
    members: dict[Any, list[Any]] = {}
    for article_id, group in groups_of(report, by).items():
        members.setdefault(group, []).append(article_id)
    share = math.ceil(MOST_ARTICLES / max(len(members), 1))
    turns = zip_longest(*(_spread(mine, share, MOST_ARTICLES) for mine in members.values()))
    lengths = report.articles["text"].str.len().fillna(0)
    taken, characters = list[Any](), 0
    for article_id in (name for turn in turns for name in turn if name is not None):
        characters += int(lengths[article_id])
        if taken and (len(taken) >= MOST_ARTICLES or characters > MOST_CHARACTERS):
            break
        taken.append(article_id)
    place = {article_id: at for at, article_id in enumerate(ids)}
    return sorted(taken, key=place.__getitem__)


def groups_of(report: Report, by: str) -> dict[Any, Any]:
    """Say which group each article is in, as text; None where that is not given.

    Examples
    --------
    >>> import framing
    >>> groups_of(framing.analyze([{"outlet": "Wire", "text": "It rains."}]), "outlet")
    {0: 'Wire'}
    """
    articles = report.articles
    column = articles[by] if by in articles.columns else pd.Series(pd.NA, index=articles.index)
    groups = [None if pd.isna(value) else str(value) for value in column]
    return dict(zip(articles.index, groups, strict=True))


class Samples:
    """The evidence of the articles that are shown, to be asked for what a figure of the corpus counts.

    Parameters
    ----------
    report : Report
        What `framing.analyze` returned.
    by : str
        The column that groups the articles.
    shown : sequence
        Ids of the articles whose text stands on the page.
    """

    def __init__(self, report: Report, by: str, shown: Sequence[Any]) -> None:
        self._groups = groups_of(report, by)
        found = parts(report, shown)
        self._texts = {key: _text_of(part) for key, part in found.items()}
        self._rows = [row for part in found.values() for row in gathered(part) if row["body"]]

    def name(self, what: str) -> str:
        """The name by which a sample is linked to.

        Examples
        --------
        >>> import framing
        >>> Samples(framing.analyze("It rains."), "outlet", [0]).name("0")
        's5feceb66'
        """
        return "s" + place_of(what)[1:]

    def of_metric(self, metric: str, groups: Sequence[Any], cells: Mapping[Any, Any]) -> Html | None:
        """A sample of what a measure counts in each group, or nothing when it has no rows here."""
        classes = counted_by(metric)
        counts = {group: getattr(cells[metric, group], "count", None) for group in groups}
        rows = self._having(classes) if classes else []
        return self._sample(metric, label(metric), rows, groups, counts, meanings().get(metric))

    def of_classes(self, what: str, classes: tuple[str, ...], groups: Sequence[Any]) -> Html | None:
        """The same of marks that have these classes."""
        return self._sample(what, what, self._having(classes), groups, {})

    def of_actor(self, actor: Hashable, groups: Sequence[Any]) -> Html | None:
        """The same of an actor's mentions in the writer's voice."""
        rows = [row for row in self._having(("mention", "by-writer")) if row["actor"] == actor]
        return self._sample(f"actor {actor}", f"{actor}, in the writer's voice", rows, groups, {})

    def _having(self, classes: tuple[str, ...]) -> list[Row]:
        wanted = frozenset(classes)
        return [row for row in self._rows if wanted <= row["classes"]]

    def _sample(
        self,
        what: str,
        title: str,
        rows: Sequence[Row],
        groups: Sequence[Any],
        counts: Mapping[Any, Any],
        meaning: str | None = None,
    ) -> Html | None:
        if not rows:
            return None
        most = min(max(EXAMPLES // max(len(groups), 1), 1), 3)
        mine: dict[Any, list[Row]] = {group: [] for group in groups}
        for row in rows:
            mine.setdefault(self._groups[row["article_id"]], []).append(row)
        lines = [self._lines(group, mine[group], most, counts.get(group)) for group in groups]
        close = element("a", "close", href="#main")
        said = element("p", f"{meaning[:1].upper()}{meaning[1:]}.", class_="quiet") if meaning else None
        return element(
            "section", element("h3", element("bdi", title), ": a sample"), said, element("dl", *lines), close,
            class_="shown", id=self.name(what),
        )  # fmt: skip

    def _lines(self, group: Any, rows: Sequence[Row], most: int, count: Any) -> Html:
        picked = _spread(rows, most, most)
        items = [place_item(self._texts[row["article_id"]], row, place_of(row["article_id"])) for row in picked]
        known = isinstance(count, float) and math.isfinite(count)
        total = f"; {count:,.0f} counted in all articles of the group" if known else ""
        said = f"{len(picked):,} of {len(rows):,} in the articles shown{total}"
        head = element("dt", element("bdi", NO_GROUP if group is None else str(group)), element("small", said))
        return element("div", head, element("dd", element("ul", *items)) if items else None)


def _text_of(part: Report) -> str:
    text = part.articles["text"].iloc[0]
    return "" if pd.isna(text) else str(text)


def _spread(members: Sequence[Any], share: int, most: int) -> list[Any]:
    """As many as the share first, at even distances; then the others, in case other groups have fewer."""
    n = min(len(members), share)
    places = [(2 * at + 1) * len(members) // (2 * n) for at in range(n)]
    rest = sorted(set(range(len(members))) - set(places)) if n < most else []
    return [members[at] for at in [*places, *rest]][:most]
