"""A task's rows are the derivatives of what it is about, and ask for the right thing.

Derivatives are differences of placements: q moves with a constant velocity v, so
that the second one is J̇ v.
"""

import numpy as np
import pinocchio as pin
import pytest

STEP = 1e-4  # [s]


def travel(task, body, before, after):
    """Return linear and angular way (6,) between two moments [s]."""
    first, last = body.after(before), body.after(after)
    if task.frame is None:
        way = last.model.com_in_world - first.model.com_in_world
        return np.concatenate((way, np.zeros(3)))
    (start, turned), (end, turn) = first.place(task.frame), last.place(task.frame)
    return np.concatenate((end - start, pin.log3(turn @ turned.T)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_jacobian_gives_the_velocity(task, moving, seed):
    body = moving(seed)
    velocity = travel(task, body, -STEP, STEP)[task.axes] / (2.0 * STEP)
    np.testing.assert_allclose(
        task.rows(body.model).jacobian @ body.v, velocity, atol=1e-6
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rows_ask_for_the_wanted_acceleration(task, moving, seed):
    """J v̇ = a − J̇v, where a answers to error and velocity with their gains."""
    body = moving(seed)
    velocity = travel(task, body, -STEP, STEP) / (2.0 * STEP)
    drift = (travel(task, body, 0.0, STEP) - travel(task, body, -STEP, 0.0)) / STEP**2
    wanted = task.wanted(body, velocity) - drift[task.axes]
    np.testing.assert_allclose(task.rows(body.model).wanted, wanted, atol=1e-4)


def test_every_row_has_a_weight(task, standing):
    rows = task.rows(standing.model)
    assert rows.jacobian.shape == (len(rows.wanted), standing.model.nv)
    assert rows.weight.shape == rows.wanted.shape
    assert (rows.weight > 0.0).all()
