"""The reference page: tables, measures and word lists, written from their declarations.

``python -m framing.learn reference > docs/reference.md``; a test fails when the page is not what the code says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from framing.comparison import COMPARISON, DOUBT, KEYNESS, SOURCES_BY_GROUP, STANCE_BY_GROUP
from framing.lexicons import lexicon_names, load_lexicon
from framing.lexicons.lexicon import EXCEPTION
from framing.measures import COUNTS, MEASURES
from framing.schema import ARTICLE_COUNTS, ARTICLE_METADATA, READABILITY, TABLES, TAGS_TABLE, Column


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    yield _row(("column", "dtype", "meaning", "unit or values"))
    yield "|---|---|---|---|"
    for c in columns:
        yield _row((f"`{c.name}`", c.dtype, c.meaning, c.unit or ", ".join(c.values)))


def _tables() -> Iterator[str]:
    yield "## Tables\n"
    yield "`id` is int64 when all of the caller's ids are whole numbers, else text.\n"
    yield "### `articles`: a row is one article, indexed by `article_id`\n"
    yield "The caller's own columns follow the metadata; the [measures](#measures) come last.\n"
    yield from _columns((*ARTICLE_METADATA, *ARTICLE_COUNTS, *READABILITY))
    for table in (*TABLES.values(), TAGS_TABLE):
        yield f"\n### `{table.name}`: a row is one {table.row}\n"
        yield from _columns(table.columns)


def _measures() -> Iterator[str]:
    yield "\n## Measures\n"
    yield "Columns of `articles`, counted over the body; NaN where undefined.\n"
    yield _row(("measure", "unit", "numerator", "denominator", "meaning", "reference"))
    yield "|---|---|---|---|---|---|"
    for m in MEASURES:
        below = COUNTS.get(m.denominator, "")
        yield _row((f"`{m.name}`", m.unit, COUNTS[m.numerator], below, m.meaning, m.reference))


COMPARED: Final = {
    "framing.compare": COMPARISON,
    "framing.keyness": KEYNESS,
    "framing.compare_doubt": DOUBT,
    "framing.comparison.compare_sources": SOURCES_BY_GROUP,
    "framing.comparison.compare_stance": STANCE_BY_GROUP,
}
"""What each function that compares returns."""


def _compared() -> Iterator[str]:
    yield "\n## Tables of comparisons\n"
    yield "What they mean, and how far they can be trusted: [comparing](explanation/comparing.md)."
    for name, table in COMPARED.items():
        yield f"\n### `{name}`: a row is one {table.row}\n"
        yield from _columns(table.columns)


def _lists() -> Iterator[str]:
    yield "\n## Word lists\n"
    yield "Read one with `framing.load_lexicon(name)`. All were written for this project.\n"
    for name in lexicon_names():
        lexicon = load_lexicon(name)
        counted = Counter(e.category for e in lexicon.entries if e.category != EXCEPTION)
        most = ", ".join(f"{category} {n}" for category, n in counted.most_common(12))
        more = f", and {len(counted) - 12} more" if len(counted) > 12 else ""
        yield f"### `{name}` {lexicon.version}: {lexicon.title}\n"
        yield f"{lexicon.about}\n"
        yield f"- {sum(counted.values()):,} entries: {most}{more}"
        yield f"- {len(lexicon.entries) - sum(counted.values()):,} exceptions"
        yield f"- Licence {lexicon.licence}. Rests on {'; '.join(lexicon.references)}\n"


def write_reference() -> str:
    """The whole page, in Markdown.

    Returns
    -------
    str

    Examples
    --------
    >>> write_reference().splitlines()[0]
    '# Reference'
    """
    lead = "# Reference\n\nWritten by `python -m framing.learn reference` from the declarations in the code.\n"
    return "\n".join([lead, *_tables(), *_measures(), *_compared(), *_lists()]).rstrip() + "\n"
