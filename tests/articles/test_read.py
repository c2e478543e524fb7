"""Whatever comes in is read once, the same way, and one article's trouble harms no other."""

import gzip
import json
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import column_actors, read_articles
from framing.errors import InputError, OptionError
from framing.schema import PROBLEMS

STRING = pd.StringDtype("python")
STANDARD = ["article_id", "text", "title", "outlet", "date", "author", "url", "story"]


def ids(given, **options):
    return read_articles(given, **options).articles["article_id"].tolist()


def texts(given):
    return [None if pd.isna(text) else text for text in read_articles(given).articles["text"]]


def problems(given, **options):
    """(article, what is wrong) of each problem."""
    table = read_articles(given, **options).problems
    assert table.columns.tolist() == list(PROBLEMS.names)
    assert (table.dtypes == STRING).all()
    assert (table["stage"] == "read").all()
    assert table["what_to_do"].str.len().gt(0).all()
    return [(None if pd.isna(i) else i, what) for i, what in table[["article_id", "what"]].itertuples(index=False)]


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# What comes in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        "It rained.",
        ["It rained."],
        ("It rained.",),
        [{"text": "It rained."}],
        {"text": "It rained."},
        {"body": "It rained."},
        pd.DataFrame({"text": ["It rained."]}, index=["x"]),
        pd.DataFrame({"full_text": ["It rained."]}),
        pd.Series(["It rained."], index=[7], name="anything"),
        np.array(["It rained."]),
    ],
    ids=lambda given: type(given).__name__,
)
def test_every_kind_of_input_gives_the_same_table(given):
    frame = read_articles(given).articles
    assert frame.columns.tolist() == STANDARD
    assert frame[["article_id", "text"]].to_numpy().tolist() == [[0, "It rained."]]
    assert frame["article_id"].dtype == "int64"
    assert all(frame[name].dtype == STRING for name in STANDARD[1:])
    assert problems(given) == []


def test_an_iterator_of_strings_and_dicts_may_be_mixed():
    assert texts(item for item in ("a", {"text": "b"}, {"content": "c"})) == ["a", "b", "c"]


def test_no_articles_are_a_table_without_rows():
    for nothing in ([], pd.DataFrame({"text": []})):
        assert read_articles(nothing).articles.columns.tolist() == STANDARD
        assert len(read_articles(nothing).articles) == len(read_articles(nothing).problems) == 0


def test_the_first_name_of_a_text_that_is_there_is_taken():
    frame = read_articles([{"content": "c", "body": "b", "text": "t"}]).articles
    assert frame["text"].tolist() == ["t"]
    assert frame[["content", "body"]].to_numpy().tolist() == [["c", "b"]]


def test_the_caller_s_objects_are_never_changed():
    frame = pd.DataFrame({"id": [2, 2], "text": ["a", None], "n_words": [1, 2], "who": [["x"], ["y"]]}, index=[5, 5])
    record = {"article_id": "z", "body": "b", "n_words": 3}
    before, copy = frame.copy(deep=True), dict(record)
    read_articles(frame, reserved={"n_words"})
    read_articles([record], reserved={"n_words"})
    pd.testing.assert_frame_equal(frame, before)
    assert record == copy


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_texts_are_kept_character_for_character(given):
    assert texts(given) == given


@pytest.mark.parametrize("text", ["a\x00b", "a\r\nb", "\ufeffa", "e\u0301", "\U0001f469\u200d\U0001f680", "a\u2028b"])
def test_odd_characters_are_no_problem(text):
    assert texts([text]) == [text]
    assert problems([text]) == []


def test_metadata_become_text():
    row = {
        "text": "a",
        "title": "T",
        "date": date(2025, 6, 15),
        "author": ["Ana Ruiz", "Tom Hale"],
        "story": 3.0,
        "outlet": None,
    }
    assert read_articles([row]).articles.loc[0, ["title", "date", "author", "story"]].tolist() == [
        "T",
        "2025-06-15",
        "Ana Ruiz; Tom Hale",
        "3",
    ]
    assert pd.isna(read_articles([row]).articles.loc[0, "outlet"])
    at_ten = read_articles([{"text": "a", "date": datetime(2025, 6, 15, 10, tzinfo=UTC)}]).articles
    assert at_ten["date"].tolist() == ["2025-06-15 10:00:00+00:00"]
    stamps = pd.DataFrame({"text": ["a", "b"], "date": pd.to_datetime(["2025-06-15", None])})
    assert read_articles(stamps).articles["date"].tolist() == ["2025-06-15", pd.NA]


def test_further_columns_come_along_with_their_dtypes():
    frame = pd.DataFrame({"lean": ["left", None], "score": [1.5, 2.5], "text": ["a", "b"], "who": [["x"], ["y", "z"]]})
    out = read_articles(frame).articles
    assert out.columns.tolist() == [*STANDARD, "lean", "score", "who"]
    assert out["lean"].dtype == STRING
    assert out["score"].dtype == "float64"
    assert out["who"].tolist() == [["x"], ["y", "z"]]
    assert read_articles(frame.to_dict("records")).articles["who"].tolist() == [["x"], ["y", "z"]]


def test_a_column_with_a_name_of_ours_is_renamed_and_said():
    given = pd.DataFrame({"id": ["a"], "article_id": ["x"], "text": ["t"], "n_words": [9], "input_n_words": [8]})
    gate = read_articles(given, reserved={"n_words"})
    assert gate.articles.columns.tolist() == [*STANDARD, "input_article_id", "input_input_n_words", "input_n_words"]
    assert gate.articles["input_input_n_words"].tolist() == [9]
    assert [i for i, _ in problems(given, reserved={"n_words"})] == [None, None]


# What is a path -------------------------------------------------------------------------------------------


def test_a_string_is_a_path_only_when_it_names_something_that_can_be_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", "It rained.")
    write(tmp_path / "notes.md", "It snowed.")
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder" / "b.txt", "It hailed.")
    assert texts("a.txt") == ["It rained."]
    assert texts("folder") == ["It hailed."]
    for text in ("notes.md", "a.txt\n", "b", ".", "..", "", "a.txt\0", "x" * 2000 + ".txt"):
        assert texts(text) == [text]


def test_a_string_that_names_a_missing_file_is_a_text_with_a_problem():
    assert texts("nowhere.csv") == ["nowhere.csv"]
    assert "does not exist" in problems("nowhere.csv")[0][1]
    assert problems("He wrote it all down in nowhere.csv") == []
    assert texts("\udcff.txt") == [None]


# Files ----------------------------------------------------------------------------------------------------


def test_a_text_file_is_read_as_utf8_without_its_mark_and_with_its_line_ends(tmp_path):
    path = write(tmp_path / "a.txt", b"\xef\xbb\xbfIt rained.\r\nCaf\xc3\xa9.")
    assert texts(path) == texts(str(path)) == ["It rained.\r\nCafé."]
    assert ids(path) == [0]


def test_bytes_that_are_no_utf8_cost_one_article_and_say_where(tmp_path):
    write(tmp_path / "a.txt", "Caf\u00e9 noir, caf\u00e9".encode() + b" cr\xe8me")
    write(tmp_path / "b.txt", "It rained.")
    assert texts(tmp_path) == [None, "It rained."]
    (article, what), *rest = problems(tmp_path)
    assert (article, rest) == ("a", [])
    assert "0xE8" in what
    assert "byte 20" in what


def test_a_line_of_json_that_is_broken_costs_one_article_and_says_where(tmp_path):
    lines = ['{"id": "x", "text": "a", "lean": "left"}', '{"text": ', "", "[1]", '"b"', '{"id": "y", "title": "T"}']
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    assert ids(path) == ["x", "a.jsonl:2", "a.jsonl:4", "3", "y"]
    assert texts(path) == ["a", None, None, "b", None]
    assert [i for i, _ in problems(path)] == ["a.jsonl:2", "a.jsonl:4", "3", "y"]
    assert read_articles(path).articles["lean"].tolist() == ["left", *[pd.NA] * 4]


def test_json_lines_keep_bad_bytes_and_lone_surrogates_to_their_own_article(tmp_path):
    path = write(tmp_path / "a.jsonl", b'{"text": "caf\xe9"}\n{"text": "\\ud800"}\n{"text": "b"}\n')
    assert texts(path) == [None, None, "b"]
    assert ["0xE9" in problems(path)[0][1], "U+D800" in problems(path)[1][1]] == [True, True]


def test_json_that_is_nested_without_end_is_a_problem_not_a_crash(tmp_path):
    path = write(tmp_path / "a.jsonl", "[" * 200_000 + '\n{"text": "b"}\n')
    assert texts(path) == [None, "b"]


def test_gzipped_json_lines_are_read_and_a_damaged_archive_gives_what_came_before(tmp_path):
    content = gzip.compress("".join(json.dumps({"id": k, "text": "a"}) + "\n" for k in range(3)).encode())
    assert ids(write(tmp_path / "a.jsonl.gz", content)) == [0, 1, 2]
    cut = write(tmp_path / "cut.jsonl.gz", content[:-8])
    assert texts(cut)[-1] is None
    assert len(problems(cut)) == 1


def test_csv_cells_are_texts_as_written_and_numbers_where_all_are(tmp_path):
    rows = 'id,text,title,score,lean\n1,NA,007,1,NA\n2,"a\n""b""",,2.5,left\n'
    frame = read_articles(write(tmp_path / "a.csv", rows)).articles
    assert frame["article_id"].tolist() == [1, 2]
    assert frame["text"].tolist() == ["NA", 'a\n"b"']
    assert frame["title"].tolist() == ["007", pd.NA]
    assert frame["score"].tolist() == [1, 2.5]
    assert frame["lean"].tolist() == [pd.NA, "left"]


def test_csv_ids_keep_their_leading_zeros(tmp_path):
    assert ids(write(tmp_path / "a.csv", "id,text\n007,a\n8,b\n")) == ["007", "8"]


def test_csv_keeps_bad_bytes_to_their_own_article(tmp_path):
    assert texts(write(tmp_path / "a.csv", b"\xef\xbb\xbftext\ncaf\xe9\nb\n")) == [None, "b"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "text,b\nx,1\ny,2,3,4\n"), ("a.csv", ""), ("a.parquet", "nonsense"), ("a.jsonl.gz", "nonsense")],
)
def test_a_file_that_cannot_be_read_is_one_article_with_a_problem_that_names_no_folder(tmp_path, name, content):
    path = write(tmp_path / name, content)
    assert texts(path) == [None]
    ((article, what),) = problems(path)
    assert article.startswith(name)
    assert name in what
    assert str(tmp_path) not in what


def test_parquet_comes_back_with_lists(tmp_path):
    pd.DataFrame({"text": ["a"], "who": [["Ana Ruiz", "Tom Hale"]]}).to_parquet(tmp_path / "a.parquet")
    gate = read_articles(tmp_path / "a.parquet")
    assert gate.articles["text"].tolist() == ["a"]
    assert column_actors(gate.articles, "who") == [("Ana Ruiz", "Tom Hale")]


def test_a_folder_gives_its_articles_in_order_of_their_names(tmp_path):
    write(tmp_path / "b.txt", "two")
    write(tmp_path / "a" / "z.txt", "one")
    write(tmp_path / "c.jsonl", '{"text": "three"}\n{"text": "four", "lean": "left"}\n')
    write(tmp_path / "d.csv", "id,text\nx,five\n")
    write(tmp_path / ".hidden.txt", "no")
    write(tmp_path / ".git" / "no.txt", "no")
    write(tmp_path / "picture.png", b"no")
    frame = read_articles(tmp_path).articles
    assert frame["text"].tolist() == ["one", "two", "three", "four", "five"]
    assert frame["article_id"].tolist() == ["a/z", "b", "c:0", "c:1", "x"]
    assert frame["lean"].tolist() == [pd.NA, pd.NA, pd.NA, "left", pd.NA]
    assert problems(tmp_path) == []


# Ids ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([3, 1], [3, 1]),
        ([np.int64(3), 1.0], [3, 1]),
        ([3, "b"], ["3", "b"]),
        ([True, 2], ["True", "2"]),
        ([2**70, 1], [str(2**70), "1"]),
        (["a", "a", "a#2", "a"], ["a", "a#3", "a#2", "a#4"]),
        ([5, 5], ["5", "5#2"]),
        ([1, "1"], ["1", "1#2"]),
        ([1, None, 0], [1, 3, 0]),
        (["a", "", float("nan")], ["a", "1", "2"]),
        ([None, None], [0, 1]),
    ],
)
def test_ids_are_the_caller_s_whole_numbers_or_text_and_unique(given, expected):
    frame = read_articles([{"id": i, "text": "t"} for i in given]).articles
    assert frame["article_id"].tolist() == expected
    assert frame["article_id"].dtype == ("int64" if isinstance(expected[0], int) else STRING)


@given(st.lists(st.one_of(st.none(), st.integers(-3, 6), st.booleans(), st.text(max_size=3), st.floats()), max_size=8))
def test_ids_are_unique_whatever_was_given(given):
    gate = read_articles([{"id": i, "text": "t"} for i in given])
    assert gate.articles["article_id"].is_unique
    assert gate.articles["article_id"].notna().all()
    assert set(gate.problems["article_id"]) <= set(gate.articles["article_id"].astype(str))


def test_an_id_that_is_missing_or_doubled_is_said():
    assert [i for i, _ in problems([{"id": "a", "text": "t"}, {"id": "a", "text": "t"}, "t"])] == ["a#2", "2"]


# Trouble --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (None, "no text"),
        (float("nan"), "no text"),
        (pd.NA, "no text"),
        (17, "type int"),
        (b"bytes", "bytes"),
        ({"headline": "x"}, "'headline'"),
        ({}, "no text"),
        ({"text": None}, "no text"),
        ("ab\ud800", "U+D800, at character 2"),
        ("ab\udce9", "U+DCE9, at character 2"),
    ],
    ids=repr,
)
def test_an_article_that_cannot_be_read_is_a_row_without_text_and_one_problem(item, word):
    assert texts(["a", item, "b"]) == ["a", None, "b"]
    ((article, what),) = problems(["a", item, "b"])
    assert article == "1"
    assert word in what


@pytest.mark.parametrize("text", ["", " ", "\r\n\t", "\u00a0"])
def test_an_empty_text_is_kept_and_said(text):
    assert texts([text]) == [text]
    assert len(problems([text])) == 1


def test_metadata_that_are_no_unicode_are_left_out_and_said():
    given = [{"text": "a", "title": "\ud800", "lean": "\ud800"}]
    assert read_articles(given).articles.loc[0, ["title", "lean"]].isna().all()
    assert len(problems(given)) == 2


@pytest.mark.parametrize("given", [17, 3.5, None, object(), b"bytes", {"a", "b"}, {"headline": "x"}])
def test_what_is_no_article_at_all_is_an_error_that_says_what_to_give(given):
    with pytest.raises(InputError) as caught:
        read_articles(given)
    assert caught.value.do


def test_a_table_without_text_is_an_error_that_names_its_columns_and_the_nearest(tmp_path):
    with pytest.raises(InputError, match=r"'headline', 'txt'.*did you mean 'txt'"):
        read_articles(pd.DataFrame({"headline": ["x"], "txt": ["y"]}))
    with pytest.raises(InputError, match=r"a\.csv"):
        read_articles(write(tmp_path / "a.csv", "headline\nx\n"))


def test_a_table_with_two_columns_of_one_name_is_an_error():
    with pytest.raises(InputError, match="'text'"):
        read_articles(pd.DataFrame([["a", "b"]], columns=["text", "text"]))


def test_a_path_that_leads_nowhere_or_to_another_format_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.csv"):
        read_articles(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match=r"'\.docx'.*\.jsonl"):
        read_articles(write(tmp_path / "a.docx", "x"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"looked for \.txt"):
        read_articles(tmp_path / "empty")


# Actors ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (["Ana Ruiz", "Tom Hale"], ("Ana Ruiz", "Tom Hale")),
        (np.array(["Ana Ruiz"], dtype=object), ("Ana Ruiz",)),
        ("Ana Ruiz; Tom Hale;", ("Ana Ruiz", "Tom Hale")),
        ('["Ana Ruiz", "Hale; Sons"]', ("Ana Ruiz", "Hale; Sons")),
        ("[sic] Ana", ("[sic] Ana",)),
        ({"b", "a"}, ("a", "b")),
        (["Ana Ruiz", " ", None, "Ana Ruiz "], ("Ana Ruiz",)),
        (None, ()),
        (float("nan"), ()),
        ("", ()),
        (7, ("7",)),
    ],
    ids=repr,
)
def test_a_cell_of_actors_is_a_list_in_any_of_its_spellings(cell, expected):
    gate = read_articles([{"text": "a", "who": cell}, {"text": "b", "who": ["x"]}])
    assert column_actors(gate.articles, "who") == [expected, ("x",)]


def test_actors_are_found_under_the_name_the_caller_gave_even_when_it_was_ours():
    gate = read_articles([{"text": "a", "n_words": "Ana Ruiz"}], reserved={"n_words"})
    assert column_actors(gate.articles, "n_words") == [("Ana Ruiz",)]


def test_a_column_of_actors_that_does_not_exist_is_an_error_with_the_nearest_name():
    with pytest.raises(OptionError, match="did you mean 'actors'"):
        column_actors(read_articles([{"text": "a", "actors": "x"}]).articles, "actor")
