"""Who is given a voice: golden cases, with negatives and known failures."""

import json
from pathlib import Path

import pytest

import framing

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


def test_a_parent_holds_its_child_and_there_is_no_circle(newsroom):
    spans = newsroom.attribution_spans
    parents = dict(zip(newsroom.attributions["attribution_id"], newsroom.attributions["parent_id"], strict=True))
    nested = [(child, parent) for child, parent in parents.items() if isinstance(parent, str)]
    assert nested
    for child, first in nested:
        cue = spans[(spans["attribution_id"] == child) & (spans["role"] == "cue")].iloc[0]
        content = spans[(spans["attribution_id"] == first) & (spans["role"] == "content")]
        assert ((content["start"] <= cue["start"]) & (cue["end"] <= content["end"])).any()
        seen, parent = {child}, first
        while isinstance(parent, str):
            assert parent not in seen
            seen.add(parent)
            parent = parents[parent]


def test_what_the_writer_says_of_himself_stays_the_writer_s_voice():
    report = framing.analyze("I wrote last year that the port might close.")
    assert report.attributions["source_type"].tolist() == ["writer"]
    assert report.hedges["voice"].tolist() == ["writer"]


def test_what_is_attributed_to_nobody_stays_the_writer_s_voice():
    report = framing.analyze("The mayor is expected to resign, perhaps on Monday.")
    assert set(report.hedges["voice"]) == {"writer"}
