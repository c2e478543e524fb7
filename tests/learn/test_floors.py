"""Quality floors: what we measured cannot sink by accident."""

import json
from importlib import resources

import pytest

from framing.learn.evaluate import TASKS

FLOORS = json.loads(resources.files("framing.learn").joinpath("floors.json").read_text("utf-8"))

HONEST = 0.05
"""What the calibration error of hedges stays under, by each of the guidelines on its own gold."""


def test_every_task_has_a_floor():
    assert set(FLOORS) == set(TASKS)


@pytest.mark.slow
@pytest.mark.parametrize("task", sorted(TASKS))
def test_no_figure_sinks_below_its_floor(task, shared_data):
    figures = TASKS[task](shared_data, None)
    sunk = {name: figures[name] for name, floor in FLOORS[task].items() if figures[name] < floor}
    assert sunk == {}
    if task.startswith("hedging/"):
        assert figures.get("calibration_error", 0.0) <= HONEST
