"""Noun phrases, verb groups, subjects and agents."""

from framing.text import read_tokens
from framing.text.reading import Reading
from framing.text.subjects import agent, subject

CASE_FILE = "phrases.json"
FLAGS = ("passive", "negated", "modal", "infinitive")


def _noun_phrases(reading):
    phrases = reading.phrases
    return [reading.tokens.text_of(a, b) for a, b in zip(phrases.first, phrases.last, strict=True)]


def _verb_groups(reading):
    groups = reading.groups
    return [
        [reading.tokens.text_of(groups.first[k], groups.last[k]), *(flag for flag in FLAGS if getattr(groups, flag)[k])]
        for k in range(len(groups.first))
    ]


def _text(reading, span):
    return None if span is None else reading.tokens.text_of(*span)


def _subjects(reading, verbs):
    found = []
    for verb in verbs:
        first, _ = reading.group_span(reading.form.index(verb))
        found.append([verb, _text(reading, subject(reading, first))])
    return found


def _agents(reading, verbs):
    return [[verb, _text(reading, agent(reading, reading.form.index(verb)))] for verb in verbs]


def test_phrases_are_those_of_the_case(case):
    reading = Reading(read_tokens([case["text"]]))
    found = {"noun_phrases": _noun_phrases(reading), "verb_groups": _verb_groups(reading)}
    for role, find in (("subjects", _subjects), ("agents", _agents)):
        found[role] = find(reading, [verb for verb, _ in case.get(role, [])])
    expected = {role: case[role] for role in found if role in case}
    assert {role: found[role] for role in expected} == expected, case["why"]
