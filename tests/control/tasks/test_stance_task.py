"""A foot that bears load comes to rest and stays there."""

import numpy as np
import pytest

from relaywalk.control.tasks.stance_task import StanceTask, StanceTaskParams

PARAMS = StanceTaskParams(damping=15.0, weight=70.0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_rows_ask_for_a_damper_of_the_sole(moved, asks, side):
    reference = moved.reference(stance=(f"{side}_foot",))
    (rows,) = StanceTask(PARAMS).rows(moved.model, reference)
    asks(rows, f"{side}_sole", slice(0, 6), lambda velocity: -15.0 * velocity)
    np.testing.assert_array_equal(rows.dense(moved.model).weight, np.full(6, 70.0))


def test_each_stance_foot_has_its_rows_in_order(moved):
    reference = moved.reference()
    rows = StanceTask(PARAMS).rows(moved.model, reference)
    left, right = (foot.dense(moved.model) for foot in rows)
    motion = moved.model.frame_motion
    np.testing.assert_array_equal(left.jacobian, motion("left_sole").jacobian)
    np.testing.assert_array_equal(right.jacobian, motion("right_sole").jacobian)


def test_in_the_air_nothing_is_asked_for(standing):
    assert StanceTask(PARAMS).rows(standing.model, standing.reference(stance=())) == ()
