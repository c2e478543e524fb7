"""The article the project was conceived from: what a careful reader of it would sign. Its text may not be shipped."""

import pytest

import framing


@pytest.fixture(scope="module")
def seed(shared_data):
    return framing.analyze(next((shared_data / "seed").glob("*.txt")))


@pytest.mark.parametrize(
    "words", ["allegedly", "might", "suggest", "if true", "speculation", "possible", "supposed", "somewhat", "may"]
)
def test_its_hedges_are_found(seed, words):
    assert words in seed.hedges["text"].str.lower().tolist()


def test_a_date_in_may_is_no_hedge(seed):
    text = seed.articles["text"].iloc[0]
    dates = [row for row in seed.hedges.itertuples() if text[row.start : row.end + 3].lower() == "may 10"]
    assert dates == []


def test_the_vague_source_is_vague_and_what_it_suggests_is_not_the_writer_s(seed):
    analysts = seed.attributions[seed.attributions["source"] == "Some analysts"]
    assert analysts["source_type"].unique().tolist() == ["vague"]
    inside = seed.hedges[seed.hedges["attribution_id"].isin(analysts["attribution_id"])]
    assert {"could", "if true"} <= set(inside["text"])


def test_the_accusation_and_its_denial_are_attributed(seed):
    found = set(seed.attributions[["source", "cue_class"]].itertuples(index=False, name=None))
    assert {("Islamabad", "denying"), ("India", "evaluating")} <= found


@pytest.mark.parametrize(
    ("alias", "actor"),
    [
        ("ISKP", "Islamic State Khorasan Province"),
        ("BLA", "Baloch Liberation Army"),
        ("ISI", "Inter-Services Intelligence"),
        ("SCO", "Shanghai Cooperation Organisation"),
        ("Islamabad", "Pakistan"),
        ("Pakistani", "Pakistan"),
        ("Kabul", "Afghanistan"),
        ("Trump", "Donald Trump"),
    ],
)
def test_its_actors_go_under_one_name_each(seed, alias, actor):
    assert seed.mentions.loc[seed.mentions["text"] == alias, "actor"].unique().tolist() == [actor]


def test_share_lines_credits_biography_and_pleas_are_not_the_article(seed):
    body = " ".join(seed.sentences.loc[seed.sentences["body"], "text"])
    for furniture in ("share button", "Instagram", "originally published", "PhD", "reader-funded", "Source link"):
        assert furniture in seed.articles["text"].iloc[0]
        assert furniture not in body
    assert "Global Research" not in set(seed.actors["actor"])


def test_the_writer_is_not_his_own_source(seed):
    own = seed.sources[seed.sources["source_type"] == "writer"]
    assert own["n_words"].tolist() == [0]


def test_given_actors_are_found_under_their_other_names(shared_data):
    path = next((shared_data / "seed").glob("*.txt"))
    report = framing.analyze(path, actors={"Pakistan": [], "ISKP": ["Islamic State Khorasan Province"]})
    assert set(report.actors["actor"]) == {"Pakistan", "ISKP"}
    assert {"Islamabad", "Pakistani", "Pakistan"} <= set(report.mentions["text"])
