"""The weights that ship are what the command makes from the data, to the last bit."""

from importlib import metadata

import pytest

from framing.learn.train_subjects import train_subjects
from framing.models import load_model


@pytest.mark.slow
def test_training_the_subjects_gives_the_shipped_weights_again(shared_data, tmp_path):
    card = load_model("subjects").card
    stated = card.made_with["scikit-learn"]
    if metadata.version("scikit-learn") != stated:
        pytest.skip(f"trained with scikit-learn {stated}; another release may round otherwise")
    assert train_subjects(shared_data, tmp_path) == card.digest
