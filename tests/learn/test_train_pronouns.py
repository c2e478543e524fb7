"""The ranker of pronouns learns what its lessons hold."""

from framing.annotators.pronouns import Name, class_of
from framing.learn.name_gold import NamedText
from framing.learn.train_pronouns import Judged, Lesson, _told, fit_pronouns, hear, same_name, told_of


def lesson(right):
    """Two mentions and nobody, of which one is right: the near subject is where the lesson is right at 0."""
    return Lesson("a", 0, (("near", "subject"), ("far",), ("nobody",)), tuple(k == right for k in range(3)))


def test_what_is_right_in_the_lessons_weighs_more():
    scorer = fit_pronouns([lesson(0)] * 9 + [lesson(1)])
    near, far, nobody = (scorer.weigh(seen, 0) for seen in lesson(0).evidence)
    assert near > far > nobody


def test_a_class_without_lessons_has_the_weights_that_all_share():
    scorer = fit_pronouns([lesson(0)] * 9)
    assert scorer.weigh(["near"], 0) > scorer.weigh(["near"], 1) > 0


def test_classes():
    assert [class_of(low, "source") for low in ("he", "her", "it", "they", "those")] == [0, 0, 1, 2, 2]
    assert class_of("he", "mention") == 3


def test_who_is_right():
    ruiz = Name(4, 5, "Ana Ruiz", "person")
    assert Judged(names=("Ana B. Ruiz",)).is_right(ruiz)
    assert Judged(heads=frozenset({5})).is_right(ruiz)
    assert not Judged(heads=frozenset({6})).is_right(ruiz)
    assert not Judged(places=((4, 5),)).is_right(ruiz), "somebody without a name has none"
    assert Judged(places=((4, 5),)).is_right(Name(3, 4, "the aide", "person", "unnamed"))
    assert not Judged(names=("Ana Ruiz",)).is_right(None)


def test_lessons_ask_no_model_that_learns_after_the_ranker(monkeypatch):
    def unwanted():
        raise AssertionError("a model that is trained later was read")

    monkeypatch.setattr("framing.annotators.source_types.shipped_source_types", unwanted)
    monkeypatch.setattr("framing.annotators.pronouns.shipped_pronouns", unwanted)
    item = {
        "text": "The mayor met Ana Ruiz. She said no.",
        "annotations": [{"attributions": [{"source": [[24, 27]]}]}],
    }
    rows = [{"start": 24, "end": 27, "entity": [[14, 22]], "named": True}]
    (lesson,) = hear(_told("a", item, rows), None)
    assert lesson.which == 0
    assert lesson.right == (True, False)


def test_pronouns_of_a_text_without_sources_are_asked_outside_of_them():
    text = NamedText("d", "Ana Ruiz left. She sang.", ((0, 8, "person"),), ((4, 8, 1), (15, 18, 1)))
    (lesson,) = hear(told_of(text), None)
    assert lesson.which == 3
    assert lesson.right == (True, False)


def test_names_that_share_no_word_are_two():
    assert not same_name("Ana Ruiz", "Jane Orr")
