"""Who speaks and who is spoken of, group by group, checked by hand."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from framing.comparison import (
    SOURCES_BY_GROUP,
    STANCE_BY_GROUP,
    compare_sources,
    compare_stance,
)
from framing.errors import OptionError

NAN = float("nan")
FIGURES = {
    "hedges_per_1000_words": [10.0, 20.0, 3.0, NAN, 7.0],
    "quoted_share": [0.1, 0.2, NAN, NAN, 0.3],
    "direct_share": [NAN] * 5,
}
DTYPES = {"string": "string", "int64": "int64", "float64": "float64"}


def frame(rows, **dtypes):
    """A table with these columns and dtypes, also when there are no rows."""
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


ID, TEXT, WHOLE, NUMBER = "int64", "string", "int64", "float64"


def report_of(outlets, *, sources=(), actors=(), mentions=(), sentences=(), **columns):
    articles = pd.DataFrame({"outlet": pd.array(outlets, dtype="string"), **columns})
    articles.index.name = "article_id"
    stance = {"n_mentions": WHOLE, "n_mentions_writer": WHOLE, "stance_writer": NUMBER}
    return SimpleNamespace(
        articles=articles,
        sources=frame(sources, article_id=ID, source_type=TEXT, n_attributions=WHOLE, n_words=WHOLE),
        actors=frame(actors, article_id=ID, actor=TEXT, **stance),
        mentions=frame(mentions, article_id=ID, sentence=WHOLE, actor=TEXT, voice=TEXT, stance=TEXT),
        sentences=frame(sentences, article_id=ID, sentence=WHOLE, body="bool"),
    )


@pytest.fixture
def report():
    """Two articles of the wire, two of the sun, one of nobody."""
    return report_of(["wire", "wire", "sun", "sun", pd.NA], year=[2, 10, 2, 10, 2], **FIGURES)


def cell(table, **keys):
    for name, value in keys.items():
        table = table[table[name].isna() if value is None else table[name] == value]
    (row,) = table.to_dict("records")
    return row


@pytest.mark.parametrize("by", ["outlte", "article_id"])
def test_an_unknown_column_is_refused_with_the_ones_that_exist(report, by):
    with pytest.raises(OptionError, match=r"not a column of report.articles.*'outlet'"):
        compare_sources(report, by=by)
    with pytest.raises(OptionError, match="not a column"):
        compare_stance(report, by=by)


@pytest.mark.parametrize(
    ("call", "table"),
    [(compare_sources, SOURCES_BY_GROUP), (compare_stance, STANCE_BY_GROUP)],
)
def test_columns_and_dtypes_are_the_declared_ones_also_without_rows(report, call, table):
    for made in (call(report), call(report_of([], quoted_share=[]))):
        assert tuple(made.columns) == table.names
        assert [str(dtype) for dtype in made.dtypes] == [DTYPES[column.dtype] for column in table.columns]


def test_who_speaks_is_shared_out_over_a_group_s_attributed_words():
    names = ("article_id", "source_type", "n_attributions", "n_words")
    rows = [(0, "official", 2, 30), (1, "vague", 1, 10), (2, "vague", 1, 5)]
    report = report_of(["wire", "wire", "sun", "blog"], sources=[dict(zip(names, row, strict=True)) for row in rows])
    table = compare_sources(report)
    assert cell(table, group="wire", source_type="official")["share"] == 0.75
    assert cell(table, group="wire", source_type="vague")["n_words"] == 10
    assert cell(table, group="sun", source_type="official")["share"] == 0.0
    assert math.isnan(cell(table, group="blog", source_type="vague")["share"])


def test_stance_is_averaged_over_articles_and_counted_in_the_writer_s_voice_and_the_body():
    def actor(article, stance):
        return {
            "article_id": article,
            "actor": "Lee",
            "n_mentions": 3,
            "n_mentions_writer": 1,
            "stance_writer": stance,
        }

    def mention(article, sentence, voice, stance):
        return {"article_id": article, "sentence": sentence, "actor": "Lee", "voice": voice, "stance": stance}

    report = report_of(
        ["wire", "wire", "sun"],
        actors=[actor(0, -0.5), actor(1, 0.25), {**actor(2, NAN), "n_mentions_writer": 0}],
        mentions=[mention(0, 1, "writer", "unfavorable"), mention(0, 0, "writer", "favorable"),
                  mention(1, 1, "source", "unfavorable"), mention(1, 1, "writer", "favorable")],
        sentences=[{"article_id": at, "sentence": s, "body": s > 0} for at in range(3) for s in range(2)],
    )  # fmt: skip
    table = compare_stance(report)
    wire = cell(table, group="wire")
    assert wire["estimate"] == -0.125
    assert (wire["n_mentions"], wire["n_favorable"], wire["n_neutral"], wire["n_unfavorable"]) == (2, 1, 0, 1)
    assert math.isnan(cell(table, group="sun")["estimate"])
