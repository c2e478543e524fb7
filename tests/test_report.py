"""Tables in, tables out: exact columns and dtypes, empty or not; a report survives a trip through Parquet."""

import html
import json

import numpy as np
import pandas as pd
import pytest

import framing
from framing.measures import COUNTS, MEASURES, measure
from framing.report import STRING, article_columns
from framing.schema import TABLES

DTYPES = {"string": STRING, "int64": np.dtype("int64"), "float64": np.dtype("float64"), "bool": np.dtype("bool")}


def assert_schema(report: framing.Report, ids: object) -> None:
    for name, table in TABLES.items():
        frame = getattr(report, name)
        assert list(frame.columns) == list(table.names), name
        for column in table.columns:
            assert frame[column.name].dtype == DTYPES.get(column.dtype, ids), f"{name}.{column.name}"
            if column.values:
                assert set(frame[column.name].dropna()) <= set(column.values), f"{name}.{column.name}"
    assert [c for c in report.articles.columns if c in article_columns()] == list(article_columns())
    assert report.articles.index.name == "article_id"
    assert report.articles.index.dtype == ids


def test_every_table_has_its_declared_columns_and_dtypes(newsroom):
    assert_schema(newsroom, STRING)


@pytest.mark.parametrize("nothing", [[], "", "   \n", pd.DataFrame({"text": []})])
def test_an_empty_input_gives_the_same_columns_and_dtypes(nothing):
    assert_schema(framing.analyze(nothing), np.dtype("int64"))


def test_figures_are_never_zero_where_there_was_nothing_to_measure():
    figures = framing.analyze("").articles.iloc[0]
    assert [m.name for m in MEASURES if not np.isnan(figures[m.name])] == []


def test_a_figure_is_zero_where_there_was_something_and_nothing_was_found():
    figures = framing.analyze("The bus stops here.").articles.iloc[0]
    assert figures["hedges_per_1000_words"] == 0
    assert np.isnan(figures["direct_share"])


def test_a_report_comes_back_from_parquet_as_it_was(newsroom, tmp_path):
    newsroom.to_parquet(tmp_path / "report")
    back = framing.read_report(tmp_path / "report")
    for name, table in newsroom.tables.items():
        pd.testing.assert_frame_equal(table, back.tables[name], check_exact=True, obj=name)
    assert back.provenance == newsroom.provenance


def test_the_caller_s_own_columns_come_back_from_parquet(tmp_path):
    articles = pd.DataFrame({"id": [7], "text": ["It might rain."], "lean": [0.5], "tags": [["a", "b"]]})
    framing.analyze(articles).to_parquet(tmp_path)
    back = framing.read_report(tmp_path).articles
    assert back.loc[7, "lean"] == 0.5
    assert back.loc[7, "tags"] == ["a", "b"]


def test_a_folder_that_holds_no_report_is_an_error_that_says_so(tmp_path):
    with pytest.raises(framing.ReportError, match=r"'provenance.json' is missing"):
        framing.read_report(tmp_path)


def test_a_report_lacking_a_table_is_an_error_that_names_it(newsroom, tmp_path):
    newsroom.to_parquet(tmp_path)
    (tmp_path / "hedges.parquet").unlink()
    with pytest.raises(framing.ReportError, match=r"'hedges.parquet' is missing"):
        framing.read_report(tmp_path)


def test_one_article_of_a_report_is_a_report(newsroom):
    first = newsroom.articles.index[0]
    one = newsroom[first]
    assert len(one) == 1
    assert set(one.hedges["article_id"]) <= {first}
    assert len(one.hedges) == (newsroom.hedges["article_id"] == first).sum()


def test_an_article_that_is_not_there_is_an_error_with_the_nearest_name(newsroom):
    first = newsroom.articles.index[0]
    with pytest.raises(framing.ReportError, match=f"did you mean '{first}'"):
        newsroom[first + "x"]


def test_provenance_is_plain_and_names_no_path_or_user(newsroom):
    text = json.dumps(newsroom.provenance)
    assert "/" not in text.replace("/-", "")
    assert all(len(x["digest"]) == 64 for x in newsroom.provenance["lexicons"].values())


def test_a_report_shows_itself_in_a_notebook_and_a_terminal(newsroom):
    shown = newsroom._repr_html_()
    assert "16 articles" in shown
    assert "hedges per 1,000 words" in shown
    assert repr(newsroom).startswith("Report of 16 articles")


def test_hostile_titles_are_escaped_in_a_notebook():
    report = framing.analyze([{"text": "It might rain.", "title": "<script>alert(1)</script>"}])
    assert "<script>" not in report._repr_html_()


def test_a_report_of_outlets_shows_them_side_by_side_and_one_of_articles_lists_them(newsroom):
    shown = newsroom._repr_html_()
    assert all(name in shown for name in ("Daily Flare", "Meridian Wire", "n = 4"))
    pooled = framing.compare(newsroom, metrics=["hedges_per_1000_words"])["estimate"]
    assert all(f">{figure:.1f}<" in shown for figure in pooled)
    wire = newsroom.articles[newsroom.articles["outlet"] == "Meridian Wire"]
    listed = framing.analyze(wire[["title", "outlet", "text"]].reset_index(drop=True))._repr_html_()
    assert wire["title"].iloc[0] in html.unescape(listed)
    assert "n = 4" not in listed


@pytest.mark.parametrize("nothing", [[], "", ["", ""]])
def test_a_report_of_nothing_shows_itself_and_writes_its_page(nothing, tmp_path):
    report = framing.analyze(nothing)
    assert "0 words" in report._repr_html_()
    assert "<main" in report.to_html(tmp_path / "page.html").read_text("utf-8")


def test_whole_numbers_are_ids_as_people_write_them():
    shown = framing.analyze(["One.", "Two."])._repr_html_()
    assert "report[0]" in shown
    assert "int64" not in shown


def test_one_article_is_shown_as_its_page_and_writes_it(newsroom, tmp_path):
    first = newsroom.articles.index[0]
    shown = newsroom[first]._repr_html_()
    assert shown.count("<article ") == 1
    assert "<mark " in shown
    page = newsroom[first].to_html(tmp_path / "page.html").read_text("utf-8")
    assert newsroom.articles.loc[first, "title"] in html.unescape(page)


def test_a_notebook_completes_ids_and_names(newsroom):
    assert newsroom._ipython_key_completions_() == newsroom.articles.index.tolist()
    methods = {"provenance", "summary", "tables", "to_html", "to_parquet"}
    assert {name for name in dir(newsroom) if not name.startswith("_")} == {*newsroom.tables, *methods}
    assert isinstance(framing.analyze("One.")._ipython_key_completions_()[0], int)


def test_an_id_of_the_wrong_kind_is_said_to_be_one():
    with pytest.raises(framing.ReportError, match="ids are whole numbers here: 1"):
        framing.analyze(["One.", "Two."])["1"]
    with pytest.raises(framing.ReportError, match="ids are text here: '7'"):
        framing.analyze([{"id": "7", "text": "One."}, {"id": "x", "text": "Two."}])[7]


def test_pages_group_by_any_column(tmp_path):
    articles = [{"text": "It might rain.", "lean": lean} for lean in ("left", "right")]
    page = framing.analyze(articles).to_html(tmp_path / "page.html", by="lean", title="Leans").read_text("utf-8")
    assert "<h1><bdi>Leans</bdi></h1>" in page
    assert "2 groups: left, right" in page
    with pytest.raises(framing.OptionError, match="by='leen'"):
        framing.analyze(articles).to_html(tmp_path / "page.html", by="leen")


@pytest.mark.parametrize("m", MEASURES, ids=lambda m: m.name)
def test_every_measure_is_its_numerator_over_its_denominator(m):
    counts = pd.DataFrame({name: [float(k + 2)] for k, name in enumerate(COUNTS)})
    expected = counts[m.numerator][0] * m.factor / (counts[m.denominator][0] if m.denominator else 1)
    assert measure(counts)[m.name][0] == pytest.approx(expected)


def test_counts_by_hand():
    """Twelve words; one hedge of the writer's, one of the source's; one attribution, to a vague source."""
    report = framing.analyze("The plan allegedly failed. Some analysts suggest that it might still work.")
    figures = report.articles.iloc[0]
    assert figures["n_words"] == 12
    assert figures["attributions_per_1000_words"] == pytest.approx(1000 * len(report.attributions) / 12)
    assert report.hedges["voice"].tolist()[-1] == "source"
    assert report.hedges["voice"].tolist()[0] == "writer"
    assert figures["hedges_per_1000_words"] == pytest.approx(1000 * len(report.hedges) / 12)
    assert figures["hedged_sentence_share"] == 1.0


def test_the_tables_agree_with_the_figures(newsroom):
    """Every figure can be drilled down to spans: counting the evidence gives the figure back."""
    body = newsroom.sentences[["article_id", "sentence", "body"]]
    counted = ["epistemic", "doxastic", "hearsay", "approximator", "downtoner"]
    hedges = newsroom.hedges.merge(body, on=["article_id", "sentence"])
    hedges = hedges[hedges["body"] & hedges["category"].isin(counted)]
    per_article = hedges.groupby("article_id").size().reindex(newsroom.articles.index, fill_value=0)
    expected = 1000 * per_article / newsroom.articles["n_words"]
    pd.testing.assert_series_equal(
        newsroom.articles["hedges_per_1000_words"], expected, check_names=False, check_dtype=False
    )
