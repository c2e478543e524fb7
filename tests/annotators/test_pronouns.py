"""Who he, she, it and they are: sentences of our own."""

import pytest

import framing
from framing.annotators.pronouns import Name, Pronouns
from framing.scorers.pronouns import shipped_pronouns
from framing.text import read_tokens
from framing.text.reading import Reading

CASES = [
    ("Ana Ruiz met Tom Hale. She said the port was safe.", ["Ana Ruiz"]),
    ("Ana Ruiz met Tom Hale. He said the port was safe.", ["Tom Hale"]),
    ("Mr. Brent sued the ferry company. He said it had cheated him.", ["Brent"]),
    ("Tom Hale spoke first. Mark Lind spoke last. “We lost,” he said.", ["Mark Lind"]),
    ("Tom Hale said the talks failed. “We tried,” he added.", ["Tom Hale", "Tom Hale"]),
    ("Sen. Ana Ruiz left early. The senator said she was ill.", ["Ana Ruiz"]),
    ("Ana Ruiz, 59, of Leeds, who ran the port, said it was safe.", ["Ana Ruiz"]),
    ("Ana Ruiz lost to Jane Orr. “We will beat Orr,” she said.", ["Ana Ruiz"]),
    ("Mayor Ana Ruiz spoke first. Her aides clapped. The mayor smiled. Then she said no.", ["Ana Ruiz"]),
    ("The company denied it. Tom Hale, a clerk, said it had lied.", ["The company", "Tom Hale"]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_source_is_the_one_it_stands_for(text, names):
    report = framing.analyze(text)
    by_id = report.sources.set_index("source_id")["name"].to_dict()
    assert [by_id[k] for k in report.attributions["source_id"]] == names


TEXTS = [
    "Ana Ruiz met Jane Orr. “Orr is late,” she said. She added that she was ill.",
    "She said no. “It rained”",
    "he said the mayor had lied. Mayor Tom Hale left. The mayor said he was ill.",
    "They told Tom Hale that it was over, and he said so.",
]


def test_a_pronoun_is_the_same_in_any_batch():
    together = framing.analyze(TEXTS).sources["name"].tolist()
    assert together == [name for text in TEXTS for name in framing.analyze(text).sources["name"]]


def test_every_mention_before_is_a_candidate_and_so_is_nobody():
    reading = Reading(read_tokens(["Ana Ruiz met Tom Hale in Orsk. Mr. Hale smiled. She left."]))
    names = [Name(0, 1, "Ana Ruiz", "person"), Name(3, 4, "Tom Hale", "person"), Name(6, 6, "Orsk", "place")]
    described = [Name(8, 9, "Tom Hale", "person", "description")]
    token = reading.low.index("she")
    found = Pronouns(reading, names, described).candidates(token, None)
    assert [name and name.name for name, _ in found] == ["Ana Ruiz", None]
    evidence = dict(word.rsplit(" ", 1) for word in found[0][1])
    assert evidence["back"] == "2"
    assert evidence["rank"] == "0"
    assert evidence["opens"] == "True"
    assert evidence["how"] == "name"


def test_mentions_of_one_name_count_together():
    reading = Reading(read_tokens(["Ana Ruiz spoke. Jane Orr spoke. She left."]))
    ana, jane = Name(0, 1, "Ana Ruiz", "person"), Name(4, 5, "Jane Orr", "person")

    class Plain:
        def weigh(self, evidence, _which):
            return int(evidence[0])

        def odds(self, weight):
            return float(weight)

    pronouns = Pronouns(reading, [ana, jane], scorer=Plain())
    seen = [(jane, ["5"]), (ana, ["3"]), (ana, ["4"]), (None, ["1"])]
    assert pronouns.decide(reading.low.index("she"), seen) is ana
    assert pronouns.decide(reading.low.index("she"), [*seen[:2], (None, ["9"])]) is None


def test_a_word_of_evidence_that_was_never_seen_weighs_nothing():
    scorer = shipped_pronouns()
    assert scorer.weigh(["no such evidence"], 0) == 0
    assert scorer.weigh(["agrees same"], 0) == scorer.weigh(["agrees same", "no such evidence"], 0) != 0


def test_a_pronoun_does_not_reach_into_another_article():
    report = framing.analyze(["Ana Ruiz left.", "She said no."])
    assert "Ana Ruiz" not in report.sources["name"].tolist()
