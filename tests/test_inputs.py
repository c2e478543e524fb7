"""What cannot be read is a row that says so; the rest is unharmed. What is odd is read as it stands."""

import numpy as np
import pandas as pd
import pytest

import framing

SENTENCE = "The minister allegedly lied, some analysts suggest."


def test_a_string_a_list_a_dict_a_frame_and_a_file_give_the_same_hedges(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "' + SENTENCE + '"}\n', encoding="utf-8")
    pd.DataFrame({"text": [SENTENCE]}).to_csv(tmp_path / "a.csv", index=False)
    pd.DataFrame({"text": [SENTENCE]}).to_parquet(tmp_path / "a.parquet")
    inputs = [
        SENTENCE,
        [SENTENCE],
        [{"text": SENTENCE}],
        pd.DataFrame({"text": [SENTENCE]}),
        *(tmp_path / f"a.{suffix}" for suffix in ("txt", "jsonl", "csv", "parquet")),
    ]
    assert [framing.analyze(i).hedges["text"].tolist() for i in inputs] == [["allegedly", "suggest"]] * len(inputs)


def test_a_folder_gives_every_article_in_it(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(SENTENCE, encoding="utf-8")
    assert framing.analyze(tmp_path).articles.index.tolist() == ["one", "two"]


def test_ids_are_the_caller_s_and_join_to_the_caller_s_table():
    mine = pd.DataFrame({"id": [17, 4], "text": [SENTENCE, "No news."], "lean": ["left", "right"]})
    joined = framing.analyze(mine).hedges.merge(mine, left_on="article_id", right_on="id")
    assert joined["lean"].unique().tolist() == ["left"]
    assert framing.analyze([{"id": "x", "text": SENTENCE}]).hedges["article_id"].unique().tolist() == ["x"]


def test_without_ids_an_article_is_its_position():
    assert framing.analyze([SENTENCE, SENTENCE]).hedges["article_id"].unique().tolist() == [0, 1]


@pytest.mark.parametrize("text", ["", "   ", "\n\t\r\n", "\u00a0"])
def test_an_empty_article_is_a_row_without_figures_and_a_problem(text):
    report = framing.analyze([text, SENTENCE])
    assert report.articles["n_words"].tolist() == [0, 7]
    assert np.isnan(report.articles["hedges_per_1000_words"].iloc[0])
    assert report.problems["article_id"].tolist() == ["0"]


@pytest.mark.parametrize("text", [None, float("nan"), 17, b"bytes"])
def test_an_article_without_text_is_a_row_and_a_problem(text):
    report = framing.analyze(pd.DataFrame({"id": ["a", "b"], "text": pd.Series([text, SENTENCE], dtype=object)}))
    assert report.articles.index.tolist() == ["a", "b"]
    assert report.articles["text"].isna().tolist() == [True, False]
    assert report.problems["article_id"].tolist() == ["a"]
    assert report.hedges["article_id"].unique().tolist() == ["b"]


def test_an_article_that_is_only_furniture_has_no_words():
    text = "Follow us on Facebook\n\nClick here to subscribe to our newsletter\n\nCopyright 2025"
    report = framing.analyze(text)
    assert report.articles["n_words"].tolist() == [0]
    assert report.hedges.empty
    assert report.mentions.empty


def test_one_word_is_an_article_of_one_word():
    assert framing.analyze("Perhaps").articles["n_words"].tolist() == [1]


@pytest.mark.slow
def test_an_article_of_a_megabyte_goes_through():
    text = (SENTENCE + " Ana Ruiz said: “It may rain.”\n\n") * 13_000
    report = framing.analyze(text)
    assert len(text) > 1_000_000
    assert len(report.hedges) >= 3 * 13_000


def test_emoji_and_combining_marks_are_tokens_and_harm_nothing():
    report = framing.analyze("👩‍🚀 The mayo\u0301r allegedly lied 😀.")
    assert report.hedges["text"].tolist() == ["allegedly"]


def test_crlf_breaks_paragraphs_as_lf_does():
    a = framing.analyze("A headline\r\n\r\nThe minister lied.\r\n\r\nShe denied it.\r\n")
    b = framing.analyze("A headline\n\nThe minister lied.\n\nShe denied it.\n")
    assert a.sentences["text"].tolist() == b.sentences["text"].tolist()


def test_a_nul_character_is_kept():
    report = framing.analyze("The minister\x00 allegedly lied.")
    assert report.articles["text"].iloc[0] == "The minister\x00 allegedly lied."
    assert report.hedges["text"].tolist() == ["allegedly"]


def test_a_lone_surrogate_is_a_problem_that_says_where():
    report = framing.analyze(["It \ud800 might rain.", SENTENCE])
    assert report.articles["text"].isna().tolist() == [True, False]
    assert "surrogate" in report.problems["what"].iloc[0]
    assert report.hedges["article_id"].unique().tolist() == [1]


@pytest.mark.parametrize(
    "text",
    [
        '"It is fine," Ana Ruiz said.',
        "“It is fine,” Ana Ruiz said.",
        "''It is fine,'' Ana Ruiz said.",
        "‘It is fine,’ Ana Ruiz said.",
        "'It is fine,' Ana Ruiz said.",
        '“It is fine," Ana Ruiz said.',
    ],
)
def test_every_kind_of_quotation_mark_makes_a_direct_quotation(text):
    row = framing.analyze(text).attributions.iloc[0]
    assert (row["kind"], row["source"]) == ("direct", "Ana Ruiz")


def test_a_quotation_mark_that_never_closes_ends_with_its_paragraph():
    report = framing.analyze("“It is fine, Ana Ruiz said.\n\nThe port was closed on Monday.")
    assert report.sentences["in_quotation"].tolist()[-1] is np.False_ or not report.sentences["in_quotation"].iloc[-1]


def test_a_doubled_id_gets_a_name_of_its_own_and_a_problem():
    report = framing.analyze([{"id": "x", "text": SENTENCE}, {"id": "x", "text": SENTENCE}])
    assert report.articles.index.is_unique
    assert len(report.articles) == 2
    assert len(report.problems) == 1


@pytest.mark.parametrize("nonsense", [17, 3.5, None, object()])
def test_what_is_no_article_at_all_is_an_error_that_says_what_to_give(nonsense):
    with pytest.raises(framing.InputError):
        framing.analyze(nonsense)


def test_a_file_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(framing.InputError, match=r"nowhere\.csv"):
        framing.analyze(tmp_path / "nowhere.csv")


def test_a_table_without_text_names_the_columns_that_it_has():
    with pytest.raises(framing.InputError, match="headline"):
        framing.analyze(pd.DataFrame({"headline": ["x"]}))


def test_actors_can_be_a_list_a_dict_or_a_column():
    frame = pd.DataFrame({"text": ["Ana Ruiz met Tom Hale. The chief smiled."], "who": [["Ana Ruiz"]]})
    assert framing.analyze(frame, actors=["Tom Hale"]).mentions["text"].tolist() == ["Tom Hale"]
    assert framing.analyze(frame, actors={"Tom Hale": ["The chief"]}).mentions["text"].tolist() == [
        "Tom Hale",
        "The chief",
    ]
    assert framing.analyze(frame, actors="who").mentions["text"].tolist() == ["Ana Ruiz"]


def test_a_column_of_actors_that_does_not_exist_is_an_error_with_the_nearest_name():
    frame = pd.DataFrame({"text": [SENTENCE], "actors": [["x"]]})
    with pytest.raises(framing.OptionError, match="did you mean 'actors'"):
        framing.analyze(frame, actors="actor")


def test_one_article_that_breaks_an_annotator_is_a_problem_and_the_rest_is_unharmed(monkeypatch):
    import framing.analysis as recipe

    whole = recipe.find_hedges

    def breaks_on_third(sight, lexicon, scorer):
        if any("BREAK" in text for text in sight.tokens.texts):
            raise RuntimeError("planted")
        return whole(sight, lexicon, scorer)

    monkeypatch.setattr(recipe, "find_hedges", breaks_on_third)
    report = framing.analyze([SENTENCE, "BREAK", SENTENCE])
    assert report.problems[["article_id", "stage"]].to_numpy().tolist() == [["1", "annotate"]]
    assert report.hedges["article_id"].unique().tolist() == [0, 2]
    assert np.isnan(report.articles["hedges_per_1000_words"].iloc[1])


def test_your_own_hedges_can_be_added_and_can_replace_ours():
    mine = framing.lexicon_from_frame(
        pd.DataFrame({"pattern": ["word is that"], "category": ["hearsay"], "strength": [0.7]}), name="mine"
    )
    text = "Word is that she may go."
    added = framing.analyze(text, hedges=framing.load_lexicon("hedges") + mine)
    replaced = framing.analyze(text, hedges=mine)
    assert added.hedges["entry"].tolist()[0] == "mine:word is that"
    assert len(added.hedges) == 2
    assert replaced.hedges["text"].tolist() == ["Word is that"]
    assert replaced.provenance["lexicons"]["hedges"]["name"] == "mine"
