"""The tables and the drawing behind docs/explanation/comparing.md."""

import dataclasses

import pandas as pd
import pytest

from framing.learn.keyness_curves import TESTS, TIMES, draw_curves, write_curves
from framing.learn.plot_keyness import LOOKS, draw_keyness


@pytest.fixture(scope="module")
def one_outlet(newsroom):
    """The newsroom's own outlets have four articles each: no word stands in five of them."""
    return dataclasses.replace(newsroom, articles=newsroom.articles.assign(outlet="one"))


@pytest.fixture(scope="module")
def table(one_outlet):
    return draw_curves(one_outlet, splits=1, times=TIMES[:2])


def test_the_same_halves_give_the_same_table(table, one_outlet):
    pd.testing.assert_frame_equal(table, draw_curves(one_outlet, splits=1, times=TIMES[:2]))


def test_every_test_has_a_line_and_a_row(table):
    assert set(LOOKS) == set(TESTS)
    kinds = table["of"].nunique()
    assert draw_keyness(table).count("<polyline") == kinds * len(TESTS) == len(write_curves(table).splitlines()) - 2
