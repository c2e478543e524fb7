"""Who he, she, it and they are: sentences of our own."""

import pytest

import framing

CASES = [
    ("Ana Ruiz met Tom Hale. She said the port was safe.", ["Ana Ruiz"]),
    ("Ana Ruiz met Tom Hale. He said the port was safe.", ["Tom Hale"]),
    ("Mr. Brent sued the ferry company. He said it had cheated him.", ["Brent"]),
    ("Tom Hale spoke first. Mark Lind spoke last. “We lost,” he said.", ["Mark Lind"]),
    ("Tom Hale said the talks failed. “We tried,” he added.", ["Tom Hale", "Tom Hale"]),
    ("Sen. Ana Ruiz left early. The senator said she was ill.", ["Ana Ruiz"]),
    ("Ana Ruiz, 59, of Leeds, who ran the port, said it was safe.", ["Ana Ruiz"]),
    ("The company denied it. Tom Hale, a clerk, said it had lied.", ["The company", "Tom Hale"]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_source_is_the_one_it_stands_for(text, names):
    report = framing.analyze(text)
    by_id = report.sources.set_index("source_id")["name"].to_dict()
    assert [by_id[k] for k in report.attributions["source_id"]] == names


def test_a_pronoun_does_not_reach_into_another_article():
    report = framing.analyze(["Ana Ruiz left.", "She said no."])
    assert "Ana Ruiz" not in report.sources["name"].tolist()
