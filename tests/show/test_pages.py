"""Pages say what the tables say, lose no character of the text, and let no text become markup."""

import html
import math
import re
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.errors import OptionError
from framing.measures import MEASURES
from framing.report import STRING
from framing.show import article_page, corpus_page
from framing.show.counted import counted_by
from framing.show.evidence import evidence, gathered, parts
from framing.show.figures import dots, written
from framing.show.marks import Span, marked, pieces
from framing.show.markup import escape, visible
from framing.show.samples import chosen
from framing.show.style import STYLE

TEXT = "Officials said Ann Lee might resign. Share this story"
EVIL = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>\u202e\u2066"
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
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
        assert not HIDDEN.search(page)


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
        assert not HIDDEN.search(page)
        assert not any("<" in name or '"' in name for _, a in Reader(page).elements for name in a)
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


@pytest.fixture(scope="module")
def hostile():
    """Ids, outlets, titles, actors and texts that try to become markup, from the front door on."""
    articles = [
        {"id": f"{EVIL}{k}", "outlet": f"{EVIL}{k % 2}", "title": EVIL, "text": f"{EVIL} might lie."} for k in (0, 1, 2)
    ]
    return framing.analyze(articles, actors=[EVIL])


@pytest.fixture(scope="module")
def whole(newsroom, tmp_path_factory):
    """The newsroom's page and that of its first article, as a browser would read them."""
    folder = tmp_path_factory.mktemp("whole")
    first = newsroom[newsroom.articles.index[0]]
    return [Reader(part.to_html(folder / "page.html").read_text("utf-8")) for part in (newsroom, first)]


def test_hostile_ids_outlets_and_actors_stay_text(hostile, tmp_path):
    one = hostile[f"{EVIL}0"]
    pages = [part.to_html(tmp_path / "page.html").read_text("utf-8") for part in (hostile, one)]
    for page in [*pages, hostile._repr_html_(), one._repr_html_()]:
        reader = Reader(page)
        assert not {tag for tag, _ in reader.elements} & {"script", "img"}
        assert not any("onerror" in a for _, a in reader.elements)
        assert not HIDDEN.search(page)
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", a["id"]) for _, a in reader.elements if "id" in a)


def test_every_link_within_a_page_leads_somewhere_and_no_id_stands_twice(whole):
    for reader in whole:
        ids = [a["id"] for _, a in reader.elements if "id" in a]
        links = {a["href"][1:] for tag, a in reader.elements if tag == "a" and a.get("href", "").startswith("#")}
        assert len(ids) == len(set(ids))
        assert links <= set(ids)
        assert len(links) > 50


def test_a_screen_reader_finds_its_way(whole):
    """One main heading, no level left out, landmarks; drawings are named or hidden, table heads have their scope."""
    for reader in whole:
        levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after <= before + 2 for before, after in pairwise(levels))
        tags = [tag for tag, _ in reader.elements]
        assert {"header", "nav", "main", "footer"} <= set(tags)
        assert reader.elements[0] == ("html", {"lang": "en"})
        first = next(a for tag, a in reader.elements if tag == "a")
        assert (first["class"], first["href"]) == ("skip", "#main")
        for tag, a in reader.elements:
            assert tag != "svg" or a.get("aria-hidden") == "true" or a.get("aria-label")
            assert tag != "th" or a["scope"] in ("col", "row")
            assert tag != "nav" or a["aria-label"]


def test_what_a_figure_lists_is_what_it_counts(newsroom):
    """Every figure that is a count over a column of `articles`, for every article."""
    checked = 0
    for article_id, part in parts(newsroom, list(newsroom.articles.index)).items():
        rows = [row for row in gathered(part) if row["body"]]
        for measure in MEASURES:
            article, classes = newsroom.articles.loc[article_id], frozenset(counted_by(measure.name))
            over = f"n_{measure.denominator}"
            if (
                not classes
                or over == "n_sentences"
                or measure.numerator.startswith("words")
                or over not in article.index
            ):
                continue
            figure = 0 if math.isnan(article[measure.name]) else article[measure.name] * article[over] / measure.factor
            assert sum(classes <= row["classes"] for row in rows) == round(figure), (article_id, measure.name)
            checked += 1
    assert checked > 250


def test_what_is_lit_in_the_text_has_a_rule_and_a_figure(whole):
    """Each list's class has its rule in the style sheet, so that opening it lights something."""
    for reader in whole:
        lights = {
            name for _, a in reader.elements for name in (a.get("class") or "").split() if name.startswith("see-")
        }
        assert lights
        assert all(f".{name}[open]" in STYLE for name in lights)


def test_articles_are_sampled_evenly_over_the_groups(make_report):
    articles = [{"text": "One.", "outlet": "Big"}] * 100 + [{"text": "Two.", "outlet": "Small"}] * 10
    report = make_report(articles)
    shown = report.articles.loc[chosen(report, "outlet", None), "outlet"].tolist()
    assert (shown.count("Big"), shown.count("Small")) == (40, 10)
    assert chosen(report, "outlet", [3, 1]) == [3, 1]
    with pytest.raises(OptionError, match="no article 200"):
        chosen(report, "outlet", [200])


def test_long_articles_make_no_larger_page(make_report):
    report = make_report([{"text": "word " * 40_000} for _ in range(5)])
    assert len(chosen(report, "outlet", None)) == 1


@pytest.fixture(scope="module")
def two_thousand(newsroom):
    """The invented newsroom 125 times over, each article under 125 ids."""
    copies = {name: [] for name in newsroom.tables}
    for at in range(125):
        for name, table in newsroom.tables.items():
            copy = table.copy()
            if name == "articles":
                copy.index = pd.Index([f"{i}-{at}" for i in copy.index], dtype=STRING, name="article_id")
            else:
                copy["article_id"] = (copy["article_id"] + f"-{at}").astype(STRING)
            copies[name].append(copy)
    tables = {name: pd.concat(parts, ignore_index=name != "articles") for name, parts in copies.items()}
    return framing.Report(**tables, provenance=newsroom.provenance)


@pytest.mark.slow
def test_two_thousand_articles_make_a_page_of_a_few_megabytes_that_says_what_it_leaves_out(two_thousand, tmp_path):
    page = two_thousand.to_html(tmp_path / "page.html")
    text = page.read_text("utf-8")
    assert len(two_thousand) == 2_000
    assert page.stat().st_size < 6_000_000
    assert "50 of 2,000 articles with their text, a sample, spread evenly over the groups" in text
    assert "List of all 2,000 articles" in text
    assert re.search(r"3 of [\d,]+ in the articles shown; [\d,]+ counted in all articles of the group", text)


@pytest.mark.slow
def test_a_notebook_shows_two_thousand_articles_at_a_glance(two_thousand):
    shown = two_thousand._repr_html_()
    assert len(shown) < 50_000
    assert Reader(shown).text["th"].count("n = 500") == 4
