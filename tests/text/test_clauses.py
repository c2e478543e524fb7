"""Subjects and objects of verbs, on invented news sentences."""

from dataclasses import replace

import numpy as np
import pytest

from framing.text import read_tokens
from framing.text.clauses import LEFT, Between, Scene, find_clauses
from framing.text.phrases import FUTURE, MODAL, NO_TENSE, PAST, PRESENT, find_verb_groups

SUBJECTS = [
    ("The plan that the union rejected would cut wages.", {"cut": "plan"}),
    ("The mayor closed the port.", {"closed": "mayor"}),
    ("Hugh Hale, a doctor in Leeds, said it rained.", {"said": "Hale", "rained": "it"}),
    ("The minister who resigned on Monday blamed the press.", {"resigned": "who", "blamed": "minister"}),
    ("The bill, which passed in May, hurts farmers.", {"passed": "which", "hurts": "bill"}),
    ("“The levy will go,” said Ana Ruiz, a spokeswoman for the port.", {"go": "levy", "said": "Ruiz"}),
    ("The clerk was arrested by police in March.", {"arrested": "clerk"}),
    ("He came to Leeds and accused the council.", {"came": "He", "accused": "He*"}),
    ("Did the senator sign the letter?", {"sign": "senator"}),
    ("Why has the company sold its ships?", {"sold": "company"}),
    ("A spokesman for the mayor of the old town declined to comment.", {"declined": "spokesman", "comment": None}),
    ("The police said that the driver fled.", {"said": "police", "fled": "driver"}),
    ("She believes that workers who strike lose money.", {"believes": "She", "strike": "who", "lose": "workers"}),
    ("Speaking in Oslo, the envoy denied the charge.", {"Speaking": None, "denied": "envoy"}),
    ("The ship carrying grain sank on Friday.", {"carrying": None, "sank": "ship"}),
    ("There were protests, but nobody died.", {"died": "nobody"}),
    ("The plan that the union rejected would cut wages.", {"rejected": "union"}),
    ("On Tuesday Smith told reporters he would resign.", {"told": "Smith", "resign": "he"}),
    ("Officials have not said when the bridge will open.", {"said": "Officials", "open": "bridge"}),
]

OBJECTS = [
    ("The mayor closed the port.", {"closed": "port"}),
    ("The union that the bank sued lost the case.", {"lost": "case"}),
    ("She spoke in Leeds and praised the police.", {"spoke": None, "praised": "police"}),
    ("Police arrested two men in March.", {"arrested": "men"}),
]


NOT_YET = [
    ("The union that the bank sued lost the case.", {"lost": "union"}),
]
"""A relative clause without commas between subject and verb."""


def subjects(text):
    tokens = read_tokens([text])
    clauses = find_clauses(tokens)
    found = {}
    for verb, subject, shared in zip(clauses.verb, clauses.subject, clauses.shared, strict=True):
        found[tokens.form(verb)] = None if subject < 0 else tokens.form(subject) + "*" * bool(shared)
    return found


@pytest.mark.parametrize(("text", "wanted"), SUBJECTS)
def test_subject_is_found(text, wanted):
    found = subjects(text)
    assert {verb: found.get(verb) for verb in wanted} == wanted


@pytest.mark.xfail(reason="a clause without commas between subject and verb hides the subject", raises=AssertionError)
@pytest.mark.parametrize(("text", "wanted"), NOT_YET)
def test_subject_before_a_relative_clause(text, wanted):
    found = subjects(text)
    assert {verb: found.get(verb) for verb in wanted} == wanted


@pytest.mark.parametrize(("text", "wanted"), OBJECTS)
def test_object_is_found(text, wanted):
    tokens = read_tokens([text])
    clauses = find_clauses(tokens)
    pairs = zip(clauses.verb, clauses.object, strict=True)
    found = {tokens.form(verb): None if other < 0 else tokens.form(other) for verb, other in pairs}
    assert {verb: found[verb] for verb in wanted} == wanted


def relative_pairs(tokens, clauses, article):
    base = int(tokens.article_bounds[article])
    chosen = tokens.article[clauses.verb] == article
    columns = (clauses.verb, clauses.subject, clauses.object)
    found = [np.where(column[chosen] >= 0, column[chosen] - base, -1).tolist() for column in columns]
    return [*found, clauses.shared[chosen].tolist()]


def test_a_sentence_alone_reads_as_in_a_batch():
    texts = [text for text, _ in SUBJECTS + OBJECTS]
    tokens = read_tokens(texts)
    together = find_clauses(tokens)
    for k, text in enumerate(texts):
        alone = read_tokens([text])
        assert relative_pairs(alone, find_clauses(alone), 0) == relative_pairs(tokens, together, k)


def test_subjects_and_objects_stay_in_the_sentence():
    tokens = read_tokens(["The mayor left. Closed the port? Nobody knew. The bridge opened."])
    clauses = find_clauses(tokens)
    for other in (clauses.subject, clauses.object):
        has = other >= 0
        assert (tokens.sentence[other[has]] == tokens.sentence[clauses.verb[has]]).all()


@pytest.mark.parametrize("texts", [[], [""], ["Rain."], ["Go!"], ["!"], ["Stop. Wait."]])
def test_little_text_has_no_clauses(texts):
    clauses = find_clauses(read_tokens(texts))
    assert (clauses.subject < 0).all()
    assert len(clauses.subject) == len(clauses.object) == len(clauses.shared) == len(clauses.verb)


def test_arrays_are_token_numbers():
    clauses = find_clauses(read_tokens(["The mayor closed the port."]))
    assert (clauses.subject.dtype, clauses.object.dtype, clauses.shared.dtype) == (np.int64, np.int64, np.bool_)


def test_no_more_candidates_than_allowed():
    tokens = read_tokens(["Ann, " * 40 + "and Bob left."])
    scene = Scene(tokens)
    assert np.bincount(scene.group).max() <= LEFT + 4


def test_hash_of_what_is_between_depends_on_the_order():
    between = Between(np.array([1, 2, 2, 1]), np.ones(4, np.bool_))
    ab, ba = between.hash(np.array([0]), np.array([2])), between.hash(np.array([2]), np.array([4]))
    assert ab != ba


@pytest.mark.parametrize(
    ("text", "tense", "finite", "perfect", "progressive"),
    [
        ("He left.", PAST, True, False, False),
        ("He has left.", PRESENT, True, True, False),
        ("He will leave.", FUTURE, True, False, False),
        ("He won't leave.", FUTURE, True, False, False),
        ("He might have left.", MODAL, True, True, False),
        ("He was leaving.", PAST, True, False, True),
        ("He is being questioned.", PRESENT, True, False, True),
        ("To leave was wise.", NO_TENSE, False, False, False),
    ],
)
def test_verb_groups_tell_their_tense(text, tense, finite, perfect, progressive):
    groups = find_verb_groups(read_tokens([text]))
    told = groups.tense[0], groups.finite[0], groups.perfect[0], groups.progressive[0]
    assert told == (tense, finite, perfect, progressive)


def test_modal_token():
    tokens = read_tokens(["The port might not open."])
    groups = find_verb_groups(tokens)
    assert tokens.form(groups.modal_token[0]) == "might"
    assert find_verb_groups(replace(tokens)).modal_token.tolist() == groups.modal_token.tolist()
