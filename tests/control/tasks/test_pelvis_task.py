"""The pelvis is brought to the walk's heading and lean, and turns as it does."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.reference import CentralReference
from relaywalk.control.tasks.pelvis_task import PelvisTask, PelvisTaskParams

PARAMS = PelvisTaskParams(stiffness=90.0, damping=18.0, weight=4.0)


def turned(**central):
    """Return where the pelvis should be."""
    return CentralReference(0.8, **central)


@pytest.mark.parametrize("heading", [0.0, 0.4, -2.0])
@pytest.mark.parametrize("lean", [0.0, -0.06])
def test_rows_ask_for_heading_and_lean_and_for_the_turn(moved, asks, heading, lean):
    """90 log(R* Rᵀ) + 18 (ω* − ω), R* the lean about y, then the heading about z."""
    base, rate = moved.model.card.base_link, 0.3
    central = turned(heading=heading, heading_rate=rate, lean=lean)
    reference = moved.reference(central=central)
    (rows,) = PelvisTask(PARAMS).rows(moved.model, reference)
    about_z, about_y = np.array([0.0, 0.0, heading]), np.array([0.0, lean, 0.0])
    aim = pin.exp3(about_z) @ pin.exp3(about_y)
    turn = pin.log3(aim @ moved.place(base)[1].T)

    def acceleration(velocity):
        return 90.0 * turn + 18.0 * (np.array([0.0, 0.0, rate]) - velocity[3:])

    asks(rows, base, slice(3, 6), acceleration)
    np.testing.assert_array_equal(rows.dense(moved.model).weight, np.full(3, 4.0))


def test_a_heading_that_changes_is_followed_and_one_that_changes_back_too(standing):
    task = PelvisTask(PARAMS)

    def asked(heading):
        reference = standing.reference(central=turned(heading=heading))
        (rows,) = task.rows(standing.model, reference)
        return rows.dense(standing.model).desired

    np.testing.assert_allclose(asked(0.0), 0.0, atol=1e-9)
    np.testing.assert_allclose(asked(0.1), [0.0, 0.0, 9.0], atol=1e-9)
    np.testing.assert_allclose(asked(0.0), 0.0, atol=1e-9)


def test_leaning_back_is_a_negative_turn_about_y(standing):
    reference = standing.reference(central=turned(lean=-0.1))
    (rows,) = PelvisTask(PARAMS).rows(standing.model, reference)
    np.testing.assert_allclose(
        rows.dense(standing.model).desired, [0.0, -9.0, 0.0], atol=1e-9
    )
