"""A saved web page becomes its article and what it says of itself; nothing else of the page is read."""

import sys

import pandas as pd
import pytest

from framing.articles import read_articles
from framing.articles.html import read_page
from framing.errors import InputError

PARAGRAPHS = [
    "The harbour of Eastmere will close for two weeks in June, the council said, so that the old quay can be repaired.",
    "“We could not wait any longer,” Ana Ruiz, who chairs the council, told reporters. “The stones are moving.”",
    "Fishermen had not been asked. Tom Hale, who moors his boat there, called the decision a mistake.",
]
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour to close for two weeks", "datePublished": "2025-03-04T08:00:00Z",
"dateModified": "2025-03-09T08:00:00Z",
"author": [{"@type": "Person", "name": "Mia Chen"}, {"@type": "Person", "name": "Ola Berg"}],
"publisher": {"@type": "Organization", "name": "The Eastmere Post"}}</script>"""
META = """<meta property="og:title" content="Harbour to close for two weeks">
<meta property="og:site_name" content="The Eastmere Post"><meta name="author" content="Mia Chen">
<meta property="article:published_time" content="2025-03-04T08:00:00Z">"""
CANONICAL = '<link rel="canonical" href="https://post.example.org/harbour">'

NAVIGATION = '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
SHARING = '<div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Tweet this</a></div>'
COMMENTS = '<div id="comments"><h3>Comments</h3><p>Nobody asked me, and I have lived here all my life.</p></div>'
FOOTER = "<footer><p>Copyright 2025 The Eastmere Post. All rights reserved.</p></footer>"
NO_ARTICLE = f"<!DOCTYPE html><html><head><title>News</title></head><body>{NAVIGATION}{FOOTER}</body></html>"


def page(*, head="", body=BODY, before="<!DOCTYPE html>\n"):
    title = "<title>Harbour to close for two weeks | The Eastmere Post</title>"
    article = f"<article><h1>Harbour to close for two weeks</h1>{SHARING}{body}{SHARING}</article>"
    return (
        f'{before}<html lang="en"><head>{head}{title}</head><body>{NAVIGATION}{article}{COMMENTS}{FOOTER}</body></html>'
    )


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(path):
    """The texts of a path and (article, what is wrong) of each problem."""
    gate = read_articles(path)
    texts = [None if pd.isna(text) else text for text in gate.articles["text"]]
    return texts, gate.problems[["article_id", "what"]].to_numpy().tolist()


# The article ----------------------------------------------------------------------------------------------


def test_the_text_is_the_article_with_blank_lines_between_paragraphs_and_nothing_of_what_stands_around_it():
    assert read_page(page(head=JSON_LD))["text"] == TEXT


@pytest.mark.parametrize("element", ["article", "div", "section"])
def test_a_short_article_is_given_once(element):
    """Trafilatura before 2.2 gives it twice."""
    sentence = "The harbour will close for two weeks."
    given = f"<!DOCTYPE html><html><body>{NAVIGATION}<{element}><p>{sentence}</p></{element}>{FOOTER}</body></html>"
    assert read_page(given)["text"] == sentence


def test_headings_lists_and_quotations_are_paragraphs_and_tables_are_left_out():
    parts = (
        "<h2>What comes next</h2><ul><li>The quay opens in July.</li></ul><blockquote><p>It is ours.</p></blockquote>"
    )
    text = read_page(page(body=BODY + parts + "<table><tr><td>17</td><td>41</td></tr></table>"))["text"]
    assert text == f"{TEXT}\n\nWhat comes next\n\n- The quay opens in July.\n\nIt is ours."


def test_emphasis_and_links_leave_their_words_in_the_sentence():
    body = BODY + '<p>The stones are <em>moving</em>, and <a href="/x">they may fall</a> at any time.</p>'
    assert read_page(page(body=body))["text"].endswith("\n\nThe stones are moving, and they may fall at any time.")


def test_references_to_windows_characters_are_read_as_the_html_standard_says():
    text = read_page(page(body=BODY + "<p>It&#146;s the mayor&#x92;s quay &#8211; not ours.</p>"))["text"]
    assert text.endswith("It’s the mayor’s quay – not ours.")


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\uffff"], ids=ascii)
def test_characters_that_no_page_may_hold_are_no_part_of_the_text(odd):
    assert read_page(page().replace("harbour of", f"har{odd}bour of"))["text"] == TEXT


def test_a_lone_surrogate_does_not_cut_the_article_short():
    assert read_page(page().replace("the old quay", "the \ud800 quay"))["text"] == TEXT.replace("the old", "the \ufffd")


@pytest.mark.parametrize("nothing", ["", b"", " ", "It rained.", NO_ARTICLE, bytes(range(256)) * 9, "<" * 99])
def test_what_holds_no_article_gives_no_text_and_no_crash_and_says_nothing_on_standard_error(nothing, capfd):
    assert read_page(nothing)["text"] is None
    assert capfd.readouterr() == ("", "")


def test_a_page_nested_without_end_is_no_crash():
    assert read_page("<html><body>" + "<div>" * 5000 + BODY)["text"] in {None, TEXT}


# What the page says of itself -----------------------------------------------------------------------------


def test_title_authors_first_date_outlet_and_address_come_from_json_ld():
    assert read_page(page(head=JSON_LD + CANONICAL)) == {
        "text": TEXT,
        "title": "Harbour to close for two weeks",
        "author": "Mia Chen; Ola Berg",
        "date": "2025-03-04",
        "outlet": "The Eastmere Post",
        "url": "https://post.example.org/harbour",
    }


def test_title_author_date_and_outlet_come_from_meta_elements():
    found = read_page(page(head=META))
    assert [found[name] for name in ("title", "author", "date", "outlet", "url")] == [
        "Harbour to close for two weeks",
        "Mia Chen",
        "2025-03-04",
        "The Eastmere Post",
        None,
    ]


def test_what_the_page_does_not_say_is_missing_and_no_date_is_guessed_from_its_text():
    body = BODY + "<p>The quay was built in 1887 and mended on 12 May 1954.</p>"
    found = read_page(f"<html><body><article>{body}</article></body></html>")
    assert found.pop("text").startswith(TEXT)
    assert set(found.values()) == {None}


def test_a_date_to_come_is_read_so_that_the_answer_does_not_depend_on_the_day_of_the_run():
    assert read_page(page(head=META.replace("2025-03-04", "2098-03-04")))["date"] == "2098-03-04"


def test_the_caller_s_address_goes_before_the_page_s_own():
    assert (
        read_page(page(head=CANONICAL), url="https://archive.example.org/7")["url"] == "https://archive.example.org/7"
    )


@pytest.mark.parametrize(
    "broken", ['{"@type": [["NewsArticle"],', '{"@type": "NewsArticle", "author": [null, 3]}', "[]"]
)
def test_broken_json_ld_costs_the_metadata_alone(broken):
    assert read_page(page(head=f'<script type="application/ld+json">{broken}</script>'))["text"] == TEXT


# Bytes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<META CHARSET=latin1>", "cp1252"),
        ('<meta charset="mac-roman">', "mac_roman"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ('<meta charset="no-such-thing">', "utf-8"),
        ('<meta charset="rot13">', "utf-8"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_bytes_are_decoded_by_their_mark_else_as_declared_else_as_utf8(head, encoding):
    assert read_page(page(head=head, body=BODY + "<p>The café’s owner agreed.</p>").encode(encoding))["text"] == (
        TEXT + "\n\nThe café’s owner agreed."
    )


def test_the_encoding_of_an_xml_declaration_counts_and_harms_nothing():
    before = '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html>'
    assert read_page(page(before=before).encode("cp1252"))["text"] == TEXT
    assert read_page(page(before=before))["text"] == TEXT


def test_bytes_that_the_encoding_does_not_know_are_marked_and_reported(tmp_path):
    path = write(tmp_path / "a.html", page(body=BODY + "<p>The café agreed.</p>").encode("utf-8").replace(b"\xc3", b""))
    (text,), ((article, what),) = read(path)
    assert text == TEXT + "\n\nThe caf\ufffd agreed."
    assert article == "0"
    assert "1 wrongly decoded character" in what


# The gate -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.html", "a.htm", "A.HTML"])
def test_a_page_is_read_by_its_path_into_the_columns_of_articles(tmp_path, name):
    path = write(tmp_path / name, page(head=JSON_LD + CANONICAL))
    for given in (path, str(path)):
        frame = read_articles(given).articles
        assert frame.drop(columns="story").to_numpy().tolist() == [
            [
                0,
                TEXT,
                "Harbour to close for two weeks",
                "The Eastmere Post",
                "2025-03-04",
                "Mia Chen; Ola Berg",
                "https://post.example.org/harbour",
            ]
        ]
        assert read_articles(given).problems.empty


def test_pages_of_a_folder_are_named_by_their_files_and_stand_beside_other_formats(tmp_path):
    write(tmp_path / "b" / "x.html", page(head=JSON_LD))
    write(tmp_path / "a.txt", "It rained.")
    frame = read_articles(tmp_path).articles
    assert frame["article_id"].tolist() == ["a", "b/x"]
    assert frame["title"].tolist() == [pd.NA, "Harbour to close for two weeks"]


def test_a_page_without_an_article_is_a_row_without_text_and_a_problem_and_the_others_are_unharmed(tmp_path):
    write(tmp_path / "a.html", NO_ARTICLE)
    write(tmp_path / "b.html", page())
    write(tmp_path / "c.html", b"")
    texts, problems = read(tmp_path)
    assert texts == [None, TEXT, None]
    assert problems == [
        ["a", "no article was found on the page a.html"],
        ["c", "no article was found on the page c.html"],
    ]


def test_a_page_that_breaks_the_extraction_is_a_row_without_text_and_a_problem(tmp_path, monkeypatch):
    import trafilatura

    def breaks(*args, **options):
        raise IndexError("planted")

    monkeypatch.setattr(trafilatura, "bare_extraction", breaks)
    texts, ((article, what),) = read(write(tmp_path / "a.html", page()))
    assert (texts, article) == ([None], "a.html")
    assert "a.html" in what
    assert "IndexError: planted" in what


def test_frames_that_a_browser_saved_beside_a_page_are_not_articles(tmp_path):
    write(tmp_path / "a.html", page())
    write(tmp_path / "a_files" / "saved_resource.html", NO_ARTICLE)
    write(tmp_path / "case_files" / "b.html", page())
    assert read_articles(tmp_path).articles["article_id"].tolist() == ["a", "case_files/b"]


@pytest.mark.parametrize(
    "start",
    ["<!doctype html>", "\n<!DOCTYPE HTML PUBLIC>", "<html lang='en'>", "<!-- x --><html>", "\ufeff<?xml?><html>"],
)
def test_a_text_that_is_a_whole_page_is_left_alone_and_reported(start):
    given = f"{start}<body><p>It rained.</p></body></html>"
    texts, ((_, what),) = read([given])
    assert texts == [given]
    assert "looks like HTML" in what


@pytest.mark.parametrize("text", ["He wrote <html> on the board.", "<p>It rained.</p>", "<htmlish>", "<!-- <html>"])
def test_a_text_with_some_markup_is_not_called_a_page(text):
    assert read([text]) == ([text], [])


# The extra ------------------------------------------------------------------------------------------------


def test_without_the_extra_a_page_is_an_error_that_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = write(tmp_path / "a.html", page())
    for attempt in (lambda: read_page(page()), lambda: read_articles(path), lambda: read_articles(tmp_path)):
        with pytest.raises(InputError, match="trafilatura") as caught:
            attempt()
        assert "pip install 'framing-analysis[html]'" in caught.value.do
        assert caught.value.where


def test_without_the_extra_every_other_format_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    write(tmp_path / "a.txt", "It rained.")
    assert read(tmp_path) == (["It rained."], [])
