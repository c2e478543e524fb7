"""Models are plain data that says what it is worth, and a broken folder says what is broken."""

import json
from dataclasses import fields
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import framing.models.model as room
from framing.errors import ModelError
from framing.models import Card, LinearModel, load_file, load_model

WEIGHTS = resources.files("framing.models").joinpath("weights")
NAMES = sorted(folder.name for folder in WEIGHTS.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_card_says_something(name):
    card = load_model(name).card
    assert card.name == name
    assert all(getattr(card, field.name) for field in fields(Card))


@pytest.mark.parametrize("name", NAMES)
def test_a_card_names_the_licence_of_what_was_trained_on(name):
    card = load_model(name).card
    assert "CC BY" in card.licence
    assert any(gold in source for source in card.trained_on for gold in ("EWT", "GUM", "PolNeAR"))


@pytest.mark.parametrize("name", NAMES)
def test_arrays_cannot_be_changed(name):
    for array in load_model(name).arrays.values():
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the tag lexicon's folder, in place of the models that ship."""
    monkeypatch.setattr(room.resources, "files", lambda _: tmp_path)
    copy = tmp_path / "weights" / "copy"
    copy.mkdir(parents=True)
    for name in ("card.json", "weights.safetensors"):
        (copy / name).write_bytes(WEIGHTS.joinpath("words", name).read_bytes())
    return copy


def load(name):
    return load_model.__wrapped__(name)


def test_a_folder_without_weights_says_what_is_missing(folder):
    (folder / "weights.safetensors").unlink()
    with pytest.raises(ModelError, match=r"lacks weights.safetensors .*: reinstall"):
        load("copy")


def test_weights_that_are_not_the_cards_are_refused(folder):
    content = bytearray((folder / "weights.safetensors").read_bytes())
    content[-1] ^= 1
    (folder / "weights.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match="not those the card describes"):
        load("copy")


def test_a_card_that_keeps_silent_is_refused(folder):
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"licence": ""}), "utf-8")
    with pytest.raises(ModelError, match="says nothing under licence"):
        load("copy")


@given(arrays.arrays(np.int16, (9, 4), elements=st.integers(-127, 127)), st.integers(0, 2**32 - 1))
def test_a_packed_model_comes_back_as_it_was(weights, seed):
    weights[0] = 0
    weights[1:][~weights[1:].any(1)] = 1
    row = np.zeros(64, np.int32)
    row[np.random.default_rng(seed).choice(64, 8, replace=False)] = np.arange(1, 9)
    model = LinearModel(weights, row, np.arange(4, dtype=np.int16))
    again = LinearModel.of(room.Model(model.packed("x"), {"bits": "6"}, load_model("words").card), "x")
    features = np.arange(64, dtype=np.uint32).reshape(16, 4)
    assert (again.score(features) == model.score(features)).all()
    assert (again.bias == model.bias).all()


def test_rows_are_scored_alike_alone_and_together():
    model = LinearModel.of(load_model("tagger"), "first")
    features = np.random.default_rng(0).integers(0, model.buckets, (50, 30), dtype=np.uint32)
    alone = np.concatenate([model.score(features[k : k + 1]) for k in range(50)])
    assert (alone == model.score(features)).all()


def test_a_file_beside_the_weights_has_to_be_the_one_that_they_name(folder):
    digest = load("copy").card.digest
    assert load_file("copy", "weights.safetensors", digest)
    (folder / "weights.safetensors").write_bytes(b"another")
    for file in ("weights.safetensors", "missing.onnx"):
        with pytest.raises(ModelError, match=rf"{file} is not the one the weights name .*: reinstall"):
            load_file("copy", file, digest)
