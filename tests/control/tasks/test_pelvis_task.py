"""The pelvis is brought level, with the heading of the walk."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.tasks.pelvis_task import PelvisTask, PelvisTaskParams

PARAMS = PelvisTaskParams(stiffness=90.0, damping=18.0, weight=4.0)


@pytest.mark.parametrize("heading", [0.0, 0.4])
def test_rows_ask_for_a_level_base_at_the_heading(moved, asks, heading):
    """90 log(R* Rᵀ) − 18 ω with R* a rotation about z."""
    base = moved.model.card.base_link
    reference = moved.reference(heading=heading)
    (rows,) = PelvisTask(PARAMS).rows(moved.model, reference)
    level = pin.exp3(np.array([0.0, 0.0, heading]))
    turn = pin.log3(level @ moved.place(base)[1].T)
    asks(rows, base, slice(3, 6), lambda velocity: 90.0 * turn - 18.0 * velocity[3:])
    np.testing.assert_array_equal(rows.weight, np.full(3, 4.0))


def test_a_heading_that_changes_is_followed_and_one_that_changes_back_too(standing):
    task = PelvisTask(PARAMS)

    def asked(heading):
        (rows,) = task.rows(standing.model, standing.reference(heading=heading))
        return rows.desired

    np.testing.assert_allclose(asked(0.0), 0.0, atol=1e-9)
    np.testing.assert_allclose(asked(0.1), [0.0, 0.0, 9.0], atol=1e-9)
    np.testing.assert_allclose(asked(0.0), 0.0, atol=1e-9)
