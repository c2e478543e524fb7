"""How words came to the writer: sentences of our own."""

import pytest

import framing

CASES = [
    ("Ana Ruiz said in a statement that the port was safe.", "statement"),
    ("Ana Ruiz told reporters that the port was safe.", "press_conference"),
    ("“The port is safe,” Ana Ruiz tweeted on Sunday.", "social_media"),
    ("Ana Ruiz said in an interview that the port was safe.", "interview"),
    ("At a rally in Leeds, Ana Ruiz said the port was safe.", "speech"),
    ("Ana Ruiz told CNN that the port was safe.", "media"),
    ("A poll released on Tuesday showed Ana Ruiz ahead by six points.", "report"),
    ("Ana Ruiz testified that the port was safe.", "court"),
    ("Ana Ruiz said the port was safe.", None),
    ("Ana Ruiz said that a statement would follow.", None),
]


@pytest.mark.parametrize(("text", "channel"), CASES)
def test_the_channel_is_the_one_that_the_sentence_states(text, channel):
    table = framing.analyze(text).attributions
    found = table["channel"].iloc[0]
    assert (None if found is framing.report.pd.NA else found) == channel
