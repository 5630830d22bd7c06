"""A body is held where it stands, whatever its encoders read."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.control.posture_hold import (
    PostureHold,
    PostureHoldParams,
    standing_torque,
)
from relaywalk.robots.model import RobotModel
from relaywalk.types import GRAVITY, ActorObservation, Grip, RobotState

PERIOD, PARAMS = 0.002, PostureHoldParams()


@pytest.fixture
def body(kuavo):
    """Return a model that stands, and what is seen of it."""
    model, position = RobotModel(kuavo), kuavo.pose("stand")
    pose = np.array([0.0, 0.0, 0.8, 0.0, 0.0, 0.0, 1.0])
    state = RobotState(0.0, pose, np.zeros(6), position, 0.0 * position)
    model.update(state)
    zero = np.zeros(len(position))
    return model, ActorObservation(state, zero, np.zeros((len(position), 6)), {})


def test_the_torque_that_bears_the_weight_balances_the_base(body):
    """It is gravity's less that of contact wrenches, which bear all the weight."""
    model, _ = body
    gravity = model.gravity_torque(model.q)
    feet = [model.frame_motion(f.frame).jacobian.T for f in model.card.feet.values()]
    contact = np.hstack(feet)
    lacking = gravity.copy()
    lacking[6:] -= standing_torque(model)
    wrench = np.linalg.lstsq(contact, lacking, rcond=None)[0]
    np.testing.assert_allclose(contact @ wrench, lacking, atol=1e-6)
    weight = wrench.reshape(2, 6)[:, 2].sum()
    assert weight == pytest.approx(model.mass * GRAVITY)


def test_the_set_point_is_the_mean_of_the_first_readings_and_stays(body):
    model, seen = body
    hold = PostureHold(PARAMS, model, PERIOD, {})
    ticks = round(PARAMS.rise_time / PERIOD)
    random = np.random.default_rng(1)
    noise = 0.03 * random.uniform(-1.0, 1.0, (ticks, len(seen.joint_torque)))
    for each in noise:
        position = seen.state.joint_position + each
        read = replace(seen, state=replace(seen.state, joint_position=position))
        command = hold.command(read)
    select = model.select
    mean = (seen.state.joint_position + noise.mean(axis=0))[select]
    np.testing.assert_allclose(command.position[select], mean, atol=1e-12)
    later = hold.command(seen)
    np.testing.assert_array_equal(later.position[select], command.position[select])


def test_springs_stiffen_and_light_links_have_soft_ones(body):
    model, seen = body
    hold, select = PostureHold(PARAMS, model, PERIOD, {}), model.select
    first = hold.command(seen).stiffness[select]
    for _ in range(round(PARAMS.rise_time / PERIOD)):
        full = hold.command(seen)
    stiffness, damping = full.stiffness[select], full.damping[select]
    assert (first < 0.2 * stiffness).all()
    assert stiffness.max() <= PARAMS.stiffness
    inertia = np.diag(model.mass_matrix)[6:]
    assert (stiffness <= PARAMS.frequency**2 * inertia * 1.001).all()
    np.testing.assert_allclose(damping, np.sqrt(stiffness * inertia))


def test_what_a_spring_bears_the_torque_takes_over(body):
    """0.01 rad off for a time: the torque grows by the spring's, over that time."""
    model, seen = body
    hold, select = PostureHold(PARAMS, model, PERIOD, {}), model.select
    for _ in range(round(PARAMS.rise_time / PERIOD)):
        before = hold.command(seen)
    position = seen.state.joint_position - 0.01
    sagged = replace(seen, state=replace(seen.state, joint_position=position))
    ticks = round(0.1 * PARAMS.integral_time / PERIOD)
    for _ in range(ticks):
        after = hold.command(sagged)
    grown = (after.torque - before.torque)[select]
    np.testing.assert_allclose(grown, 0.1 * 0.01 * before.stiffness[select])


def test_a_hand_keeps_what_it_holds(body, kuavo):
    model, seen = body
    hold = PostureHold(PARAMS, model, PERIOD, {"right_hand": Grip(closure=1.0)})
    command = hold.command(seen)
    right, left = (kuavo.index(kuavo.groups[h]) for h in ("right_hand", "left_hand"))
    closed, opened = kuavo.pose("hand_closed"), kuavo.pose("hand_open")
    np.testing.assert_allclose(command.position[right], closed[right])
    np.testing.assert_allclose(command.position[left], opened[left])
    assert (command.stiffness[right] > 0.0).all()
