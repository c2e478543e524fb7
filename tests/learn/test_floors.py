"""Quality floors: what we measured cannot sink by accident."""

import json
import os
from importlib import resources

import pytest

from framing.learn.evaluate import TASKS

FLOORS = json.loads(resources.files("framing.learn").joinpath("floors.json").read_text("utf-8"))

HONEST = 0.05
"""What the calibration error of hedges stays under, by each of the guidelines on its own gold."""
WHOLE = tuple(f"{model}/{gold}" for model in ("compact", "cascade") for gold in ("seesaw", "basil", "persent"))
LONG = {name for name in TASKS if name.startswith(WHOLE)}
"""Whole articles' stance by the encoder: minutes a task, checked where `FRAMING_ALL_FLOORS` is set. What it says of
sentences, hedges and attributions is checked always."""


def test_every_task_has_a_floor():
    assert set(FLOORS) == set(TASKS)


@pytest.mark.slow
@pytest.mark.parametrize("task", sorted(TASKS))
def test_no_figure_sinks_below_its_floor(task, shared_data):
    if task in LONG and "FRAMING_ALL_FLOORS" not in os.environ:
        pytest.skip("takes minutes; set FRAMING_ALL_FLOORS to check it")
    figures = TASKS[task](shared_data, None)
    sunk = {name: figures[name] for name, floor in FLOORS[task].items() if figures[name] < floor}
    assert sunk == {}
    if task.startswith("hedging/"):
        assert figures.get("calibration_error", 0.0) <= HONEST
