"""The weights that ship are what the command makes from the data, to the last bit."""

from importlib import metadata

import numpy as np
import pytest

from framing.learn.feeling_gold import read_feelings
from framing.learn.gold import read_lines
from framing.learn.train_attribution import train_attribution
from framing.learn.train_feelings import SEEN
from framing.learn.train_hedges import train_hedges
from framing.learn.train_names import train_names
from framing.learn.train_pronouns import train_pronouns
from framing.learn.train_sources import train_sources
from framing.learn.train_stance import (
    evened,
    fit_pairs,
    judged_by,
    label_shares,
    look_at,
    read_marked,
    read_people,
    read_teacher,
)
from framing.learn.train_subjects import train_subjects
from framing.learn.train_tagger import train_tagger
from framing.models import load_model

MADE = {
    "tagger": train_tagger,
    "subjects": train_subjects,
    "attribution": train_attribution,
    "hedges": train_hedges,
    "source_types": train_sources,
    "names": train_names,
    "pronouns": train_pronouns,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MADE))
def test_training_gives_the_shipped_weights_again(name, shared_data, tmp_path):
    card = load_model(name).card
    stated = card.made_with["scikit-learn"]
    if metadata.version("scikit-learn") != stated:
        pytest.skip(f"trained with scikit-learn {stated}; another release may round otherwise")
    assert MADE[name](shared_data, tmp_path) == card.digest


@pytest.mark.slow
def test_training_gives_the_linear_part_of_stance_again(shared_data):
    """The network beside it multiplies matrices: it comes out alike on machines of one kind, and takes ten minutes."""
    shipped = load_model("stance")
    people = read_people(list(read_lines(shared_data, "newsmtsc/train")))
    lessons = [people, read_teacher(shared_data)]
    made = fit_pairs(lessons, *judged_by(lessons)).packed("stance")
    assert made.keys() == {name for name in shipped.arrays if name.startswith("stance.")}
    assert all((made[name] == shipped.arrays[name]).all() for name in made)


@pytest.mark.slow
def test_training_gives_the_linear_part_of_feelings_again(shared_data):
    shipped, judged = load_model("feelings"), read_feelings(shared_data)
    lesson = look_at([(judged.texts[k], start, end) for k, start, end in judged.mentions], judged.said)
    made = fit_pairs([lesson], judged.said, judged.weight, (SEEN,)).packed("feelings")
    assert made.keys() == {name for name in shipped.arrays if name.startswith("feelings.")}
    assert all((made[name] == shipped.arrays[name]).all() for name in made)


def test_judgements_count_so_that_labels_are_as_common_as_asked():
    said = np.eye(3)[[0, 1, 1, 1, 1, 1, 2, 2]]
    weight = evened(said, np.array([0.25, 0.35, 0.4]))
    assert weight.mean() == pytest.approx(1.0)
    assert (said * weight[:, None]).mean(axis=0) == pytest.approx([0.25, 0.35, 0.4])


def test_the_judged_mentions_are_words_of_sentences(shared_data):
    mentions, said = read_marked(shared_data, "stance-judged")
    assert len(mentions) == len(said) == 47_780
    assert (said.sum(axis=1) == 1).all()
    assert all(text[start:end].strip() for text, start, end in mentions)
    for part in ("train", "dev-rw", "dev-mt"):
        known = {item["text"] for item in read_lines(shared_data, f"newsmtsc/{part}")}
        assert not known & {text for text, _, _ in mentions}, part
    assert label_shares(shared_data).argmax() == 2


def test_feelings_are_judged_of_actors_and_learned_from_mentions(shared_data):
    judged = read_feelings(shared_data)
    assert len(judged.mentions) == len(judged.said) == len(judged.weight) > 50_000
    assert judged.weight.mean() == pytest.approx(1.0)
    assert np.allclose(judged.said.sum(axis=1), 1)
    assert all(0 <= start < end <= len(judged.texts[k]) for k, start, end in judged.mentions)
