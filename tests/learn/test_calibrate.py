"""A constant has a measurement behind it: the command gives it back."""

import pytest

from framing.annotators import stance
from framing.learn.calibrate import fit_stance


@pytest.mark.slow
def test_the_constants_of_stance_are_those_that_the_command_fits(shared_data):
    fitted = fit_stance(shared_data)
    ours = {name: getattr(stance, name) for name in fitted}
    assert {n: pytest.approx(v, abs=0.03) for n, v in ours.items()} == fitted
