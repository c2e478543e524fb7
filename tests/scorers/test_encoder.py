"""The encoder says the same of an article in any batch, on any number of threads, and is asked only when wanted."""

import builtins
import importlib.util
import subprocess
import sys
from importlib import resources

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import OptionError
from framing.learn.train_encoder import ENDS, ROUNDS, Lesson, _batches, bag_loss, mean_end, train_encoder
from framing.schema import SOURCE_TYPES
from framing.scorers import encoder
from framing.scorers.compact import CompactKinds
from framing.scorers.judges import check_model
from framing.scorers.source_types import shipped_source_types
from framing.text import read_tokens

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

TEXTS = [
    "The minister might resign, some analysts say. “I will stay,” Ann Lee said on Monday. Critics called it shameful.",
    "Police denied that the alleged thief had been beaten. The mayor, who praised them, is expected to run again.",
    "It rained.",
]
TABLES = ("hedges", "attributions", "attribution_spans", "mentions", "actors", "stance", "sources")


def analyzed(texts, **options):
    return framing.analyze([{"id": str(k), "text": t} for k, t in texts], model="compact", **options)


@pytest.fixture(scope="module")
def report():
    return analyzed(list(enumerate(TEXTS)))


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_the_same_columns_under_both_models(report, table):
    fast = framing.analyze([{"id": str(k), "text": t} for k, t in enumerate(TEXTS)])
    assert getattr(report, table).dtypes.to_dict() == getattr(fast, table).dtypes.to_dict()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("batch_size", [1, 2])
def test_no_batch_changes_an_answer(report, table, batch_size):
    pd.testing.assert_frame_equal(
        getattr(analyzed(list(enumerate(TEXTS)), batch_size=batch_size), table),
        getattr(report, table),
        check_exact=True,
    )


def test_no_order_changes_an_answer(report):
    turned = analyzed(list(enumerate(TEXTS))[::-1])
    for table in ("hedges", "mentions"):
        ours, theirs = (
            r.sort_values(["article_id", "start"], ignore_index=True)
            for r in (getattr(report, table), getattr(turned, table))
        )
        columns = [c for c in ours if c != "attribution_id"]
        pd.testing.assert_frame_equal(ours[columns], theirs[columns], check_exact=True)


def test_what_it_reads_is_written_down(report):
    shipped = {folder.name for folder in (resources.files("framing.models") / "weights").iterdir() if folder.is_dir()}
    assert set(report.provenance["models"]) == shipped
    assert report.provenance["models"]["encoder"]["name"] == "encoder"
    assert report.provenance["options"]["model"] == "compact"
    assert "encoder" not in framing.analyze("It rained.").provenance["models"]


def test_it_knows_what_words_mean_where_they_stand():
    blamed, praised = framing.stance_toward(
        ["Ann Lee ruined the town and lied about it.", "Ann Lee rescued the town and everybody thanked her."],
        [(0, 7), (0, 7)],
        model="compact",
    )["stance"]
    assert (blamed, praised) == ("unfavorable", "favorable")


def test_it_gives_a_voice_to_who_has_one(report):
    found = report.attributions[report.attributions["article_id"] == "0"]
    assert found["source"].tolist() == ["some analysts", "Ann Lee", "Critics"]


def test_a_word_is_the_mean_of_its_pieces():
    class Echo:
        def run(self, _, given):
            return [np.repeat(given["ids"][0][:, None].astype(np.float32), encoder.SAID, axis=1)]

    read = encoder.Encoder(Echo(), lambda form: range(1, len(form) + 1), {}).read(read_tokens(["It rained."]))
    assert (read.said == np.array([[1.5], [3.5], [1.0]], np.float32)).all()


def test_weighted_sums_are_of_each_stretch():
    rows, weight = np.arange(12, dtype=np.float32).reshape(6, 2), np.array([1, 2, 0, 1, 1, 3], np.float32)
    made = encoder._sums(weight, np.array([0, 2, 5]), rows)
    assert made.tolist() == [[4, 7], [14, 16], [30, 33]]


def test_sums_of_spans_do_not_hang_on_how_many_there_are():
    read = encoder.shipped_encoder().read(read_tokens([" ".join(TEXTS) * 3]))
    first = np.arange(len(read.said) - 12)
    low, high = first, first + 11
    together = read.spans("stance", first, first, low, high)
    for k in range(0, len(first), 7):
        alone = read.spans("stance", first[k : k + 1], first[k : k + 1], low[k : k + 1], high[k : k + 1])
        assert (alone[0] == together[k]).all()


def test_kinds_of_sources_are_told_by_both(report):
    text = "Dr. Ana Ruiz, who teaches law at Orsk University, says so. Ruiz added that it was late."
    tokens = read_tokens([text])
    read, linear = encoder.shipped_encoder().read(tokens), shipped_source_types()
    judge = CompactKinds(read, tokens, linear)
    own, share = read.heads["blend.kinds"].tolist()
    both = judge.scores(["h=ruiz"], [(0, 2)])
    assert share > 0
    assert np.isfinite(both).all()
    assert not np.allclose(both, own * linear.scores(["h=ruiz"]))
    assert SOURCE_TYPES[int(judge.scores([], [(0, 2)]).argmax())] in {"expert", "person"}
    assert report.attributions["source_type"].dropna().isin(SOURCE_TYPES).all()


def test_the_mean_of_ends_leaves_out_those_that_taught_a_head_nothing():
    weights = np.array(ENDS) * [diet.kinds > 0 for diet in ROUNDS]
    ends = [{"kinds.out.bias": np.full(2, float(k)), "cue.bias": np.full(1, float(k))} for k in range(len(ROUNDS))]
    made = mean_end(ends)
    assert made["kinds.out.bias"][0] == pytest.approx(np.average(range(len(ROUNDS)), weights=weights))
    assert made["cue.bias"][0] == pytest.approx(np.average(range(len(ROUNDS)), weights=ENDS))


def test_a_round_may_begin_where_a_head_has_learned_nothing():
    ends = [{"kinds.out.bias": np.full(2, float(k)), "cue.bias": np.full(1, float(k))} for k in range(4)]
    made = mean_end(ends, [False, False, True, True])
    assert made["kinds.out.bias"].tolist() == [2.5, 2.5]
    assert made["cue.bias"].tolist() == [2.5]


def test_lessons_of_an_article_that_is_learned_from_as_a_whole_are_never_apart():
    def lesson(length, article):
        return Lesson(np.ones(length, np.int64), np.arange(2), article=article)

    lessons = [lesson(50 + 10 * k, article) for article in range(40) for k in range(4)]
    batches = list(_batches(lessons, 1.0, np.random.default_rng(0)))
    articles = [{one.article for one in batch} for batch in batches]
    assert sum(map(len, articles)) == 40
    assert len(batches) > 5
    alone = list(_batches([lesson(100, None) for _ in range(50)], 0.5, np.random.default_rng(0)))
    assert sum(map(len, alone)) == 25


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_of_a_bag_the_mean_is_held_to_what_is_known():
    import torch

    scores = torch.tensor([[9.0, 0.0, 0.0], [0.0, 0.0, 9.0], [0.0, 9.0, 0.0]])
    said = torch.tensor([[0.5, 0.0, 0.5], [0.5, 0.0, 0.5], [0.0, 1.0, 0.0]])
    right = bag_loss(scores, said, np.array([7, 7, 3]))
    wrong = bag_loss(scores, said.roll(1, 1), np.array([7, 7, 3]))
    assert right.item() == pytest.approx(np.log(2) / 2, abs=0.01)
    assert wrong > 2


def test_a_model_that_does_not_exist_is_named():
    with pytest.raises(OptionError, match="there is no model 'compcat': did you mean 'compact'"):
        framing.analyze("It rained.", model="compcat")
    with pytest.raises(OptionError, match="there is no model"):
        framing.stance_toward(["It rained."], [(0, 2)], model="big")


def test_it_goes_by_the_guidelines_that_were_chosen():
    text = [(0, "The tax would hurt roughly 200 farmers if it passed.")]
    ours, szeged = analyzed(text), analyzed(text, hedge_guidelines="szeged-news")
    assert "roughly" in ours.hedges["text"].tolist()
    assert "roughly" not in szeged.hedges["text"].tolist()
    assert szeged.articles["approximator_hedges_per_1000_words"].isna().all()


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="PyTorch is installed: it would train")
def test_training_it_without_pytorch_says_what_to_install(tmp_path):
    with pytest.raises(OptionError, match="--group encoder"):
        train_encoder(tmp_path, tmp_path)


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "onnxruntime":
            raise ImportError("No module named 'onnxruntime'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    encoder.shipped_encoder.cache_clear()
    for model in ("cascade", "compact"):
        with pytest.raises(OptionError, match=rf"{model}.*framing-analysis\[compact\]"):
            check_model(model)


def test_fast_never_imports_it():
    asked = "import sys, framing; framing.analyze('It rained.'); print('onnxruntime' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )
