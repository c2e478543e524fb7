"""Names, aliases and references: sentences of our own."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.annotators.corpus import Appearance, name_across
from framing.annotators.names import find_names
from framing.text import read_tokens
from framing.text.reading import Reading

ALIASES = [
    ("Dana P. Whitlow won. Dana Whitlow smiled.", {"Dana P. Whitlow", "Dana Whitlow"}, 1),
    ("Dana P. Whitlow met Dana R. Whitlow.", {"Dana P. Whitlow", "Dana R. Whitlow"}, 2),
    (
        "Republicans left. Later the Republican Party and other Republicans came.",
        {"Republicans", "Republican Party"},
        1,
    ),
    ("Officials at the White House met Americans.", {"White House", "Americans"}, 2),
    ("Voters asked House Democrats. Later Democrats left.", {"House", "Democrats"}, 2),
]


@pytest.mark.parametrize(("text", "names", "actors"), ALIASES)
def test_names_are_gathered_and_kept_apart(text, names, actors):
    mentions = framing.analyze(text).mentions
    own = mentions[mentions["text"].isin(names)]
    assert set(own["text"]) == names
    assert own["actor"].nunique() == actors


REFERENCES = [
    ("Ana Ruiz met Tom Hale. She was late.", "She", "Ana Ruiz", "rule:pronoun"),
    ("Sen. Ana Ruiz spoke. The senator smiled.", "The senator", "Ana Ruiz", "rule:description"),
    (
        "Later the Port Workers Union voted. The group wants peace.",
        "The group",
        "Port Workers Union",
        "rule:description",
    ),
]


@pytest.mark.parametrize(("text", "words", "actor", "rule"), REFERENCES)
def test_mentions_without_a_name_say_by_which_rule_they_are_linked(text, words, actor, rule):
    mentions = framing.analyze(text).mentions
    row = mentions[mentions["text"] == words].iloc[0]
    assert (row["actor"], row["linked_by"]) == (actor, rule)


def test_a_pronoun_looks_no_further_than_the_sentence_before():
    mentions = framing.analyze("Ana Ruiz came. It rained all day. She was late.").mentions
    assert "She" not in mentions["text"].tolist()


def test_a_pronoun_does_not_reach_into_another_article():
    assert framing.analyze(["Ana Ruiz came.", "She was late."]).mentions["text"].tolist() == ["Ana Ruiz"]


def test_an_apposition_is_no_second_mention():
    assert framing.analyze("Mayor Ana Ruiz, the mayor, smiled.").mentions["text"].tolist() == ["Ana Ruiz"]


def test_a_pronoun_may_stand_for_whom_a_description_stands_for():
    text = "Sen. Ana Ruiz came to Orsk. It rained. It rained all day. The senator smiled. Later she left."
    mentions = framing.analyze(text).mentions.query("actor == 'Ana Ruiz'")
    assert mentions[["text", "linked_by"]].to_numpy().tolist() == [
        ["Ana Ruiz", "rule:name"],
        ["The senator", "rule:description"],
        ["she", "rule:pronoun"],
    ]


def test_actors_that_are_given_win_over_names_that_are_found():
    text = "Ana Ruiz met Tom Hale. She was late, the Boss said. He waited."
    mentions = framing.analyze(text, actors={"The Ruiz Camp": ["Ana Ruiz", "Boss"]}).mentions
    assert mentions[["text", "actor"]].to_numpy().tolist() == [
        ["Ana Ruiz", "The Ruiz Camp"],
        ["She", "The Ruiz Camp"],
        ["Boss", "The Ruiz Camp"],
    ]


CORPUS = [
    "Sen. Ana M. Ruiz spoke. Ruiz smiled.",
    "Ana Ruiz came. Later Ana Ruiz left.",
    "Everybody praised Ruiz. Then Ruiz and the PWU met.",
    "The Port Workers Union (PWU) met Ana Ruiz.",
]


def test_an_actor_has_one_name_over_all_articles():
    report = framing.analyze(CORPUS, actors="corpus")
    assert set(report.actors["actor"]) == {"Ana Ruiz", "Port Workers Union"}
    assert set(report.stance["actor"]) == set(report.mentions["actor"]) == set(report.actors["actor"])
    assert not report.actors.duplicated(["article_id", "actor"]).any()


def test_without_the_corpus_each_article_stands_for_itself():
    assert {"Ruiz", "PWU"} <= set(framing.analyze(CORPUS).actors["actor"])


@pytest.mark.parametrize("size", [1, 2, 64])
def test_names_over_a_corpus_depend_neither_on_order_nor_on_batches(size):
    turned = [3, 1, 0, 2]
    plain = framing.analyze(CORPUS, actors="corpus").mentions
    frame = pd.DataFrame({"id": turned, "text": [CORPUS[k] for k in turned]})
    other = framing.analyze(frame, actors="corpus", batch_size=size).mentions
    keys = ["article_id", "start"]
    columns = [*keys, "actor", "linked_by", "p_favorable"]
    pd.testing.assert_frame_equal(
        plain.sort_values(keys)[columns].reset_index(drop=True),
        other.sort_values(keys)[columns].reset_index(drop=True),
        check_dtype=False,
    )


def test_a_column_named_corpus_goes_first():
    report = framing.analyze([{"text": "Ana Ruiz met Tom Hale.", "corpus": "Tom Hale"}], actors="corpus")
    assert report.actors["actor"].tolist() == ["Tom Hale"]


def test_a_surname_that_two_people_share_stays_alone():
    seen = [Appearance(k, name, "person", name, "rule:name") for k, name in enumerate(["Ana Ruiz", "Tom Ruiz", "Ruiz"])]
    assert name_across(seen)["Ruiz"] == ("Ruiz", "person")


def test_other_articles_of_a_batch_change_no_name():
    texts = ["Hale waited for New York police.", "Tom Hale spoke. Perhaps Sony Pictures and Sony agree.", "New"]
    together = Reading(read_tokens(texts))
    article = together.tokens.article
    for a, text in enumerate(texts):
        alone = [(n.words, n.kind) for n in find_names(Reading(read_tokens([text])))]
        assert alone == [(n.words, n.kind) for n in find_names(together) if article[n.first] == a]


def test_no_name_is_found_in_nothing():
    assert find_names(Reading(read_tokens([""]))) == []
    assert framing.analyze(["", "1 2 3"]).mentions.empty
    assert np.isnan(framing.analyze("Hm.").actors["stance"]).sum() == 0
