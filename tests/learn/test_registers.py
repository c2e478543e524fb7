"""Kinds of articles in the AllSides sample: what theory expects, and what is drawn of it."""

import pandas as pd
import pytest

from framing.learn.plot_registers import draw_registers
from framing.learn.registers import CONTRASTS, METRICS, study_registers, write_registers


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # few outlets on a side: the page says so
def test_boosters_set_opinion_and_partisan_outlets_apart(shared_data):
    table = study_registers(shared_data, most=150)
    boosters = table[table["metric"] == "boosters_per_1000_words"].set_index("group")
    assert (boosters.loc[["opinion", "partisan"], "low"] > 0).all()
    assert len(table) == len(CONTRASTS) * len(METRICS)
    assert write_registers(table).count("\n") == len(table) + len(CONTRASTS) + 1


def test_only_what_was_expected_and_is_sure_is_filled():
    row = {"group": "a", "reference": "b", "metric": "x_per_1000_words", "difference": 1.0, "low": 0.5, "high": 1.5}
    circles = [
        draw_registers(pd.DataFrame([row | {"expected": sign}])).count('fill="#0b3d91"') for sign in ("+", "-", "")
    ]
    assert circles == [1, 0, 0]


def test_nothing_is_expected_of_a_figure_that_is_not_compared():
    assert {name for contrast in CONTRASTS for name in contrast.expected} <= set(METRICS)
