"""Whether a task's rows are the derivatives of what the task is about.

Derivatives are differences of placements: q moves with a constant velocity v, so that
the second one is J̇ v.
"""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.tasks import FrameRows

STEP = 1e-4  # [s]


def displacement(frame, first, last):
    """Return linear and angular displacement (6,) of a frame, or of the CoM."""
    if frame is None:
        moved = last.model.com_in_world - first.model.com_in_world
        return np.concatenate((moved, np.zeros(3)))
    (start, before), (end, after) = first.place(frame), last.place(frame)
    return np.concatenate((end - start, pin.log3(after @ before.T)))


@pytest.fixture(params=[1, 2, 3])
def moved(moving, request):
    """Return a body that moves and turns, each time another one."""
    return moving(request.param)


@pytest.fixture
def asks(moved):
    """Return a function that checks what rows ask for.

    J v is the velocity, and J v̇ = a − J̇v, where a answers to the velocity.
    """

    def check(rows, frame, axes, acceleration):
        """Check rows.

        Args:
            rows: Of the task.
            frame: What moves; the centre of mass if None.
            axes: Of (linear, angular) that the rows are about.
            acceleration: Velocity (6,) → a (k,).
        """
        rows = rows.dense(moved.model) if isinstance(rows, FrameRows) else rows
        before, after = moved.after(-STEP), moved.after(STEP)
        velocity = displacement(frame, before, after) / (2.0 * STEP)
        drift = displacement(frame, moved, after) - displacement(frame, before, moved)
        np.testing.assert_allclose(rows.jacobian @ moved.v, velocity[axes], atol=1e-6)
        np.testing.assert_allclose(
            rows.desired, acceleration(velocity) - drift[axes] / STEP**2, atol=1e-4
        )
        assert rows.weight.shape == rows.desired.shape
        assert rows.jacobian.shape == (len(rows.desired), moved.model.nv)

    return check
