"""Who is given a voice: golden cases, with negatives and known failures."""

import json
from pathlib import Path

import pytest

import framing
from framing.annotators.attribution import Attribution, _without_charges, look
from framing.text import read_tokens
from framing.text.reading import Reading

CASES = json.loads((Path(__file__).parent.parent / "cases" / "attribution.json").read_text(encoding="utf-8"))


def as_params(cases):
    for case in cases:
        marks = [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []
        yield pytest.param(case, id=case["name"], marks=marks)


def rows_of(report):
    table = report.attributions[["source", "cue", "content", "kind"]]
    return [[None if v is framing.report.pd.NA else v for v in row] for row in table.astype(object).to_numpy().tolist()]


@pytest.mark.parametrize("case", list(as_params(CASES)))
def test_golden_case(case):
    report = framing.analyze(case["text"])
    found = rows_of(report)
    assert len(found) == len(case["expect"]), found
    for row, wanted in zip(found, case["expect"], strict=True):
        assert [v for v, w in zip(row, wanted, strict=True) if w != "*"] == [w for w in wanted if w != "*"]
    if "types" in case:
        assert report.attributions["source_type"].tolist() == case["types"]
    if "parents" in case:
        ids = report.attributions["attribution_id"].tolist()
        parents = [None if p is None else ids[p] for p in case["parents"]]
        assert [None if v is framing.report.pd.NA else v for v in report.attributions["parent_id"]] == parents
    if "same_source" in case:
        assert report.attributions["source_id"].iloc[case["same_source"]].nunique() == 1


def test_every_attribution_has_a_cue_span_and_a_content_span(newsroom):
    spans = newsroom.attribution_spans
    roles = spans.groupby("attribution_id")["role"].agg(set)
    assert all({"cue", "content"} <= r for r in roles)
    assert set(roles.index) == set(newsroom.attributions["attribution_id"])


NESTED = [
    "The mayor said that critics accuse him of lying.",
    "The spokesman said the report warned that prices would rise.",
    "Ruiz said that Hale had claimed that the vote was rigged.",
]


def test_a_parent_holds_its_child_and_there_is_no_circle(newsroom):
    for report, least in ((framing.analyze(NESTED), len(NESTED)), (newsroom, 0)):
        assert count_nested(report) >= least


def count_nested(report):
    """How many attributions stand inside another's content, each looked at."""
    spans = report.attribution_spans
    parents = dict(zip(report.attributions["attribution_id"], report.attributions["parent_id"], strict=True))
    nested = [(child, parent) for child, parent in parents.items() if isinstance(parent, str)]
    for child, first in nested:
        cue = spans[(spans["attribution_id"] == child) & (spans["role"] == "cue")].iloc[0]
        content = spans[(spans["attribution_id"] == first) & (spans["role"] == "content")]
        assert ((content["start"] <= cue["start"]) & (cue["end"] <= content["end"])).any()
        seen, parent = {child}, first
        while isinstance(parent, str):
            assert parent not in seen
            seen.add(parent)
            parent = parents[parent]
    return len(nested)


def test_what_the_writer_says_of_himself_stays_the_writer_s_voice():
    report = framing.analyze("I wrote last year that the port might close.")
    assert report.attributions["source_type"].tolist() == ["writer"]
    assert report.hedges["voice"].tolist() == ["writer"]


def test_what_is_attributed_to_nobody_stays_the_writer_s_voice():
    report = framing.analyze("The mayor is expected to resign, perhaps on Monday.")
    assert set(report.hedges["voice"]) == {"writer"}


def settled(text, source, cue):
    """One attribution as the decoder may leave it, and the reading it stands in."""
    reading = Reading(read_tokens([text]))
    find = {form: k for k, form in enumerate(reading.form)}
    return reading, Attribution((find[cue], find[cue]), (find[source[0]], find[source[1]]), [(0, 1)])


def test_a_charge_that_somebody_denies_is_no_part_of_the_source():
    reading, found = settled("India accused Pakistan, a charge Islamabad denies.", ("a", "Islamabad"), "denies")
    _without_charges(reading, look(reading)[1], [found])
    assert reading.tokens.text_of(*found.source) == "Islamabad"
    assert [reading.tokens.text_of(*span) for span in found.content] == ["India accused", "a charge"]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("They met, a spokesman Tuesday said, in Orsk.", ("a", "Tuesday"), "said"),
        ("It ended, a friend Maria Lopez said.", ("a", "Lopez"), "said"),
        ("a charge Islamabad denies.", ("a", "Islamabad"), "denies"),
    ],
    ids=["a day", "a name behind a description", "no apposition"],
)
def test_a_description_stays_with_its_source(text, source, cue):
    reading, found = settled(text, source, cue)
    before = found.source
    _without_charges(reading, look(reading)[1], [found])
    assert found.source == before
