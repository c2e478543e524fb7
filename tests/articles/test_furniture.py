"""Furniture is marked where it stands, and no paragraph is lost. Golden cases: ../cases/furniture.json."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import find_furniture
from framing.articles.furniture import RULES, _read_line, _rule_at

CASES = json.loads((Path(__file__).parent.parent / "cases" / "furniture.json").read_text("utf-8"))
PARAGRAPH = (
    "The port of Harrowgate stayed closed on Monday after the ferry company and its crews failed to agree on pay, "
    "the third such day this month, and nobody expects the talks to end soon."
)
LINES = st.sampled_from(
    [
        *(line for rule in CASES["rules"].values() for line in (*rule["fires"], *rule["fires_not"])),
        *(PARAGRAPH, "***", "", " ", "\u00a0", "\ufeff", "OSLO (AP) — It rained.", "One"),
        *("\U0001f469\u200d\U0001f680", "e\u0301", "\x00", "\u2028", "(", ")"),
    ]
)
PAGES = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"])), max_size=12).map(
    lambda parts: "".join(line + end for line, end in parts)
)
TEXTS = st.one_of(st.text(max_size=300), PAGES)
METADATA = st.one_of(st.none(), st.text(max_size=30), LINES)


def marked(text, **metadata):
    return [[kind, text[start:end]] for start, end, kind in find_furniture(text, **metadata)]


def examples(which):
    return [
        pytest.param(rule, line, id=f"{rule}: {line[:40]}")
        for rule, both in CASES["rules"].items()
        for line in both[which]
    ]


def named(cases):
    return [pytest.param(case, id=case["name"]) for case in cases]


def test_every_rule_owns_lines_that_fire_and_lines_that_do_not():
    assert sorted(CASES["rules"]) == sorted(rule.name for rule in RULES)
    assert all(both["fires"] and both["fires_not"] for both in CASES["rules"].values())


@pytest.mark.parametrize(("name", "line"), examples("fires"))
def test_a_rule_fires_on_its_line_where_it_may_stand_and_nowhere_else(name, line):
    rule = next(rule for rule in RULES if rule.name == name)
    pages = {
        "head": f"{line}\n\n{PARAGRAPH}\n\n{PARAGRAPH}",
        "middle": f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}",
        "tail": f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{line}",
    }
    for place, page in pages.items():
        fitting = _rule_at(_read_line(line, 0), place)
        if place in rule.where:
            assert fitting is not None
            assert fitting.name == name
            assert marked(page) == [[rule.kind, line]]
        else:
            assert fitting is None or fitting.name != name


@pytest.mark.parametrize(("name", "line"), examples("fires_not"))
def test_a_line_of_news_that_merely_resembles_furniture_stays_article(name, line):
    for page in (
        f"{line}\n\n{PARAGRAPH}\n\n{PARAGRAPH}",
        f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}",
        f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{line}",
        f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n***\n\nShare this article\n\n{line}\n\nCopyright 2025 Meridian Wire",
    ):
        assert line not in [text for _, text in marked(page)]


@pytest.mark.parametrize("case", named(CASES["articles"]))
def test_everything_around_an_article_is_marked_and_nothing_else(case):
    assert marked(case["text"], **case["metadata"]) == case["marked"]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", named(CASES["known_failures"]))
def test_known_failures_still_fail(case):
    assert marked(case["text"], **case["metadata"]) == case["marked"]


def test_every_known_failure_says_why_it_is_hard():
    assert all(case["why"] for case in CASES["known_failures"])


@given(TEXTS, METADATA, METADATA, METADATA)
def test_spans_are_sorted_disjoint_and_inside_the_text_whatever_the_text(text, title, author, outlet):
    found = find_furniture(text, title=title, author=author, outlet=outlet)
    ends = 0
    for start, end, _ in found:
        assert ends <= start < end <= len(text)
        ends = end


@given(PAGES)
def test_a_span_holds_no_white_space_at_its_edges_and_no_line_break(text):
    for start, end, _ in find_furniture(text):
        span = text[start:end]
        assert span == span.strip()
        assert not {"\n", "\r"} & set(span)


@given(PAGES)
def test_a_span_is_a_whole_line_or_the_dateline_at_its_beginning(text):
    for start, end, kind in find_furniture(text):
        before = text[:start].replace("\r", "\n").rpartition("\n")[2]
        after = text[end:].replace("\r", "\n").partition("\n")[0]
        assert not before.strip()
        assert kind == "dateline" or not after.strip()


@given(PAGES)
def test_the_sort_of_line_break_changes_nothing(text):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert marked(plain) == marked(plain.replace("\n", "\r\n")) == marked(plain.replace("\n", "\r"))


@given(st.lists(st.just(PARAGRAPH), min_size=1, max_size=5), st.lists(LINES, max_size=4), st.lists(LINES, max_size=4))
def test_no_paragraph_is_lost_whatever_stands_around_it(body, above, below):
    text = "\n\n".join([*above, *body, *below])
    assert PARAGRAPH not in [span for _, span in marked(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Ana " * 300,
        "by " + "Ana Ruiz, " * 100,
        "1:2 " * 290,
        "reporting by " + "A.b " * 200,
        "(" * 1000,
        "we donate please " * 60,
        "Ana, " * 200 + "is a",
        "A" * 1100,
        "OSLO " * 200,
    ],
)
def test_no_line_makes_a_rule_slow(line):
    began = time.process_time()
    find_furniture(f"{line}\n\n{PARAGRAPH}\n\n{line}")
    assert time.process_time() - began < 1  # a few milliseconds; a pattern that blows up takes for ever


def test_of_real_news_that_was_cleaned_almost_nothing_is_marked(shared_data):
    """Floor: of the 840 articles of PolNeAR, 0.4 % of the characters besides titles; by hand, almost all rightly."""
    import gzip

    n_characters = n_marked = 0
    with gzip.open(shared_data / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            found = find_furniture(article["text"], title=article["title"], author=article["author"])
            n_characters += len(article["text"])
            n_marked += sum(end - start for start, end, kind in found if kind != "title")
    assert 0.002 < n_marked / n_characters < 0.006


def test_the_article_the_project_began_with_comes_out_right(shared_data):
    text = (shared_data / "seed" / "global-research-2025-06-15.txt").read_bytes().decode("utf-8")
    kinds = [kind for _, _, kind in find_furniture(text)]
    assert kinds == [
        *("date", "title", "separator", "share", "note", "biography"),
        *("credit", "promotion", "note", "promotion", "note"),
    ]
    assert find_furniture(text)[2].start > 0.8 * len(text)
