"""One person, one source: sentences of our own."""

import pytest

import framing

CASES = [
    ("Sen. Jon Orr (D-Mont.) left early. “No,” Orr said.", ["Jon Orr"]),
    ("Governor Ana Ruiz met Tom Hale. “No,” Mrs. Ruiz said. “Yes,” Mr. Hale said.", ["Ana Ruiz", "Tom Hale"]),
    ("Democratic nominee Tom Hale met Republican nominee Ana Ruiz. The GOP nominee said she won.", ["Ana Ruiz"]),
    ("The Port Safety Agency closed the pier. The agency said it was rotten.", ["Port Safety Agency"]),
    ("Tom Hale met the crew. The mayor said it rained.", ["The mayor"]),
    ("Sen. Ana Ruiz and Sen. Tom Hale left. Ana Ruiz and Tom Hale said they were ill.", ["Ana Ruiz and Tom Hale"]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_source_has_the_fullest_name_that_the_article_gives(text, names):
    report = framing.analyze(text)
    by_id = report.sources.set_index("source_id")["name"].to_dict()
    assert [by_id[k] for k in report.attributions["source_id"]] == names


def test_people_of_a_kind_are_nobody_by_name():
    report = framing.analyze("Many in town stayed home. Republicans said the vote was fair.")
    assert report.sources["named"].tolist() == [False]


def test_a_batch_does_not_change_who_is_meant():
    texts = [text for text, _ in CASES]
    together = framing.analyze(texts).sources["name"].tolist()
    assert together == [name for text in texts for name in framing.analyze(text).sources["name"]]
