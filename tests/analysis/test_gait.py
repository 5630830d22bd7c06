"""What a walk was like: a made-up walk on the spot, and none at all."""

import math

import numpy as np
import pytest

from relaywalk.analysis.gait import gait
from relaywalk.errors import RecordingError

ROWS, PERIOD = 400, 0.01
STEP, SWING = 50, 40  # rows


def feet(row):
    """Return what each foot bears [N]: swings of 0.4 s in turn every 0.5 s."""
    step, within = divmod(row - 50, STEP)
    swinging = row >= 50 and step < 6 and within < SWING
    left = 0.0 if swinging and step % 2 == 0 else 300.0
    right = 0.0 if swinging and step % 2 == 1 else 300.0
    return left, right


@pytest.fixture
def walk(record, kuavo, motion):
    """Record steps on the spot; one row of chatter in a stance."""
    loads = np.array([feet(row) for row in range(ROWS)])
    loads[20, 0] = 0.0
    contact = {name: np.zeros((ROWS, 6)) for name in kuavo.feet}
    for column, name in enumerate(kuavo.feet):
        contact[name][:, 2] = loads[:, column]
    position = np.tile(kuavo.pose("stand"), (ROWS, 1))
    moves = motion(position=position, contact=contact)
    return record({"robot": kuavo}, ROWS, {"robot": moves}, period=PERIOD)


def test_steps_alternate_and_chatter_is_no_step(walk, kuavo):
    found = gait(walk, kuavo, "robot", 0.0, 4.0)
    assert [step.foot for step in found.steps] == ["left_foot", "right_foot"] * 3


def test_times_and_shares_are_those_of_the_walk(walk, kuavo):
    found = gait(walk, kuavo, "robot", 0.0, 4.0)
    assert found.step_time == pytest.approx(0.5)
    assert found.steps[0].lift_off == pytest.approx(0.5)
    assert found.steps[0].touchdown == pytest.approx(0.9)
    assert found.double_support == pytest.approx(50 / 290, abs=0.01)
    assert found.flight == 0.0


def test_feet_on_the_spot_make_steps_without_length(walk, kuavo):
    found = gait(walk, kuavo, "robot", 0.0, 4.0)
    assert found.step_length == pytest.approx(0.0, abs=1e-6)
    assert 0.1 < found.step_width < 0.4


def test_standing_has_no_steps(walk, kuavo):
    found = gait(walk, kuavo, "robot", 0.0, 0.4)
    assert found.steps == ()
    assert math.isnan(found.step_length)


def test_a_guided_body_does_not_walk(walk, human):
    with pytest.raises(RecordingError, match="two feet"):
        gait(walk, human, "robot", 0.0, 1.0)
