"""Pages say what the tables say, lose no character of the text, and let no text become markup."""

import html
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import OptionError
from framing.show import article_page, corpus_page
from framing.show.evidence import evidence
from framing.show.figures import dots, written
from framing.show.marks import Span, marked, pieces
from framing.show.markup import escape, visible

TEXT = "Officials said Ann Lee might resign. Share this story"
EVIL = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>"
VOID = {"meta", "input", "br", "col"}


class Reader(HTMLParser):
    """Reads a page the way a browser would: elements, attributes, and what is never closed."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.text = [], [], {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, words):
        for tag, attributes in self.open:
            for name in {tag, *(attributes.get("class") or "").split()}:
                self.text[name] = self.text.get(name, "") + words


@pytest.fixture
def small(make_report, at):
    content = at(TEXT, "Ann Lee might resign")
    return make_report(
        [
            {
                "text": TEXT,
                "title": "Lee may go",
                "outlet": "Wire",
                "n_words": 6,
                "hedges_per_1000_words": 166.7,
            }
        ],
        sentences=[at(TEXT, TEXT[:36]), at(TEXT, "Share this story", body=False, sentence=1)],
        hedges=[
            at(
                TEXT,
                "might",
                cue="might",
                category="epistemic",
                strength=0.6,
                voice="source",
                attribution_id="0:0",
                entry="hedges:might",
            )
        ],
        attributions=[
            at(
                TEXT,
                TEXT[:35],
                attribution_id="0:0",
                cue="said",
                cue_class="neutral",
                source="Officials",
                source_type="official",
                kind="indirect",
                content=content["text"],
                entry="cues:say",
            )
        ],
        attribution_spans=[
            {**content, "attribution_id": "0:0", "role": "content"},
            at(TEXT, "Officials", attribution_id="0:0", role="source"),
            at(TEXT, "said", attribution_id="0:0", role="cue"),
        ],
        mentions=[
            at(
                TEXT,
                "Ann Lee",
                actor="Ann Lee",
                voice="source",
                attribution_id="0:0",
                stance="unfavorable",
                p_unfavorable=0.7,
                entry="stance:resign",
            )
        ],
        sources=[{"source_id": "0:s0", "name": "Officials", "source_type": "official", "n_words": 4}],
        actors=[{"actor": "Ann Lee", "n_mentions": 1}],
    )


def comparison(*rows):
    names = ("metric", "group", "estimate", "low", "high", "p_adjusted", "n", "n_missing", "note", "average")
    return pd.DataFrame([dict(zip(names, (*row, pd.NA, "pooled"), strict=True)) for row in rows], columns=names)


NAN = float("nan")
TWO_GROUPS = comparison(
    ("hedges_per_1000_words", "Sun", 4.0, NAN, NAN, NAN, 1, 0),
    ("hedges_per_1000_words", "Wire", 12.5, 2.5, 14.5, 0.01, 3, 1),
)


def marks(page, name):
    return [a for tag, a in Reader(page).elements if tag == "mark" and name in (a.get("class") or "").split()]


def test_the_marked_text_is_the_article_character_for_character(small):
    assert Reader(article_page(small, 0)).text["text"] == TEXT


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map(visible),
    st.lists(st.tuples(st.integers(-3, 65), st.integers(-3, 65), st.sampled_from(["hedge", "content", "cue"]))),
)
def test_no_overlap_of_spans_loses_or_doubles_a_character(text, spans):
    page = str(marked(text, [Span(start, end, layer, "note") for start, end, layer in spans]))
    assert html.unescape(re.sub(r"<[^>]*>", "", page)) == text


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_every_piece_carries_exactly_the_spans_that_cover_it(places):
    spans = [Span(start, end, str(at), "") for at, (start, end) in enumerate(places)]
    for piece in pieces(25, spans):
        covering = {span.layer for span in spans if span.start <= piece.start and piece.end <= span.end}
        assert {span.layer for span in piece.spans} == covering


def test_a_mark_says_what_made_it_and_whose_words_it_stands_in(small):
    (hedge,) = marks(article_page(small, 0), "hedge")
    assert "epistemic, strength 0.60" in hedge["aria-description"]
    assert "source: Officials" in hedge["aria-description"]
    assert "hedges:might" in hedge["aria-description"]


def test_crossing_spans_are_each_marked(small):
    page = article_page(small, 0)
    assert {"content", "mention", "unfavorable", "start", "end"} <= set(marks(page, "mention")[0]["class"].split())
    assert "content" in marks(page, "hedge")[0]["class"]
    assert len(marks(page, "furniture")) == 1


def test_marks_can_be_reached_by_keyboard_once_each(small):
    stops = [a for tag, a in Reader(article_page(small, 0)).elements if tag == "mark" and "tabindex" in a]
    assert len(stops) == 4  # source, cue, mention, hedge; not the ground that they stand on


def test_a_page_loads_nothing_and_runs_nothing(small):
    for page in (article_page(small, 0), corpus_page(small, TWO_GROUPS)):
        names = {tag for tag, _ in Reader(page).elements}
        assert not names & {"script", "link", "img", "iframe", "object", "base", "form"}
        assert not any(key.startswith("on") or key in ("src", "style") for _, a in Reader(page).elements for key in a)
        assert any((a.get("content") or "").startswith("default-src 'none'") for _, a in Reader(page).elements)
        assert "url(" not in page
        assert "@import" not in page


def test_every_element_is_closed(small):
    for page in (article_page(small, 0), corpus_page(small, TWO_GROUPS)):
        assert Reader(page).open == []


@pytest.mark.parametrize("place", ["title", "outlet", "author", "date", "url", "text"])
def test_hostile_metadata_stays_text(make_report, place):
    report = make_report([{"text": "One.", place: EVIL}])
    for page in (article_page(report, 0), corpus_page(report, TWO_GROUPS)):
        names = {tag for tag, _ in Reader(page).elements}
        assert not names & {"script", "img"}
        assert not any("onerror" in a for _, a in Reader(page).elements)


def test_hostile_evidence_stays_text(make_report, at):
    text = f"He said {EVIL}"
    evil = at(
        text,
        EVIL,
        cue=EVIL,
        category=EVIL,
        strength=0.5,
        entry=EVIL,
        actor=EVIL,
        voice="writer",
        stance="neutral",
        attribution_id=EVIL,
        source=EVIL,
        role="content",
    )
    tables = ("hedges", "boosters", "scare_quotes", "attributions", "attribution_spans", "mentions")
    spans = {name: [evil] for name in tables}
    report = make_report(
        [{"text": text}],
        **spans,
        sources=[{"name": EVIL, "source_type": EVIL}],
        actors=[{"actor": EVIL}],
        problems=[{"article_id": EVIL, "stage": "text", "what": EVIL, "what_to_do": EVIL}],
    )
    report.provenance[EVIL] = EVIL
    table = comparison(("hedges_per_1000_words", EVIL, 1.0, NAN, NAN, NAN, 1, 0))
    for page in (article_page(report, 0), corpus_page(report, table, title=EVIL)):
        assert not {tag for tag, _ in Reader(page).elements} & {"script", "img"}
        assert Reader(page).open == []


def test_an_address_becomes_a_link_only_on_the_web(make_report):
    report = make_report(
        [{"text": "One.", "url": "javascript:alert(1)"}, {"text": "One.", "url": "https://example.org"}]
    )
    assert not any("javascript" in (a.get("href") or "") for _, a in Reader(article_page(report, 0)).elements)
    assert 'href="https://example.org"' in article_page(report, 1)


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x00", "␀"),
        ("\x1b", "␛"),
        ("\x7f", "⟨U+007F⟩"),
        ("\u202e", "⟨U+202E⟩"),
        ("\u2066", "⟨U+2066⟩"),
        ("\u200b", "⟨U+200B⟩"),
        ("\ud83d", "⟨U+D83D⟩"),
    ],
)
def test_what_cannot_be_seen_is_shown(make_report, hidden, shown):
    report = make_report([{"text": f"a{hidden}b", "title": f"a{hidden}b", "outlet": f"a{hidden}b"}])
    for page in (article_page(report, 0), corpus_page(report, TWO_GROUPS)):
        assert hidden not in page
        assert page.count(f"a{shown}b") >= 3
        page.encode("utf-8")


@pytest.mark.parametrize("text", ["tab\tline\r\nend", "👩\u200d🔬 e\u0301 \u200cم", "soft\u00adhyphen", "a < b & c"])
def test_ordinary_text_is_left_alone(text):
    assert visible(text) == text
    assert html.unescape(escape(text)) == text


def test_an_article_without_text_says_so(make_report):
    assert "This article has no text" in article_page(make_report([{"text": ""}]), 0)
    assert "This article has no text" in article_page(make_report([{"text": pd.NA}]), 0)


def test_an_unknown_article_is_refused_with_the_ids_that_exist(make_report):
    with pytest.raises(OptionError, match=r"no article 7.*Valid: '0', '1'"):
        article_page(make_report([{"text": "a"}, {"text": "b"}]), 7)


def test_a_missing_figure_is_not_drawn_as_zero():
    assert written([NAN, 1.0]) == ["–", "1.00"]
    assert "<circle" not in dots([NAN], ["Wire"], low=0.0, high=1.0)


def test_rounding_does_not_claim_a_direction():
    assert written([-0.001, 0.001], signed=True) == ["0.00", "0.00"]


def test_the_corpus_page_shows_each_group_of_the_comparison(small):
    page = corpus_page(small, TWO_GROUPS)
    text = Reader(page).text["comparison"]
    for part in ("Sun", "Wire", "n = 4", "12.5", "+2.5 to +14.5", "4.0"):
        assert part in text
    assert 'aria-label="Sun 4.0, Wire 12.5"' in page


def test_articles_without_a_group_have_a_column_of_their_own(small):
    table = comparison(
        ("hedges_per_1000_words", "Sun", 4.0, NAN, NAN, NAN, 1, 0),
        ("hedges_per_1000_words", pd.NA, 5.0, NAN, NAN, NAN, 1, 0),
    )
    assert "(not given)" in Reader(corpus_page(small, table)).text["comparison"]


def test_an_empty_report_still_makes_a_page(make_report):
    page = corpus_page(make_report([]), comparison())
    assert "Nothing to compare" in page
    assert "0 articles" in page
    assert Reader(page).open == []


def test_more_than_fifty_articles_are_not_all_drawn_and_the_page_says_so(make_report):
    page = corpus_page(make_report([{"text": f"Article {at}."} for at in range(53)]), TWO_GROUPS)
    assert page.count("<article ") == 50
    assert "50 of 53 articles with their text, a sample" in page
    assert "List of all 53 articles" in page


def test_sources_and_stances_are_drawn_when_given(small):
    sources = pd.DataFrame({"group": ["Wire"], "source_type": ["official"], "n_sources": [2], "share": [0.25]})
    stances = pd.DataFrame(
        {
            "actor": ["Ann Lee"],
            "group": ["Wire"],
            "estimate": [-0.5],
            "n_mentions": [3],
            "n_favorable": [0],
            "n_neutral": [1],
            "n_unfavorable": [2],
        }
    )
    text = Reader(corpus_page(small, TWO_GROUPS, sources=sources, stances=stances)).text["main"]
    assert "25 %" in text
    assert "−0.50" in text


def test_problems_are_on_the_page(make_report):
    report = make_report(
        [{"text": "a"}],
        problems=[{"article_id": "3", "stage": "read", "what": "no text", "what_to_do": "give one"}],
    )
    assert "give one" in Reader(corpus_page(report, TWO_GROUPS)).text["section"]


def test_evidence_is_in_reading_order_and_names_the_holder(small):
    rows = evidence(small, 0)
    assert rows["kind"].tolist() == ["attribution", "mention", "hedge"]
    assert rows["voice"].tolist() == ["", "source: Officials", "source: Officials"]


def test_the_same_report_gives_the_same_page(small):
    assert article_page(small, 0) == article_page(small, 0)
    assert corpus_page(small, TWO_GROUPS) == corpus_page(small, TWO_GROUPS)
