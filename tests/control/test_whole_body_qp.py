"""The whole-body QP: balance at rest, and limits that hold where they are reached."""

import numpy as np
import pytest

GRAVITY = 9.81  # [m/s²]
LOAD_CAP = 1.6  # sum of vertical forces over weight [-]
SLACK = 1e-5  # of the solver


def test_who_stands_where_it_should_stays_there(standing, solve):
    np.testing.assert_allclose(solve(standing).acceleration, 0.0, atol=2e-3)


def test_the_com_accelerates_away_from_the_zmp(standing, solve):
    """c̈ = ω² (c − p): a ZMP 1 cm ahead brakes, one 1 cm to the left pushes right."""
    com = standing.model.com_in_world
    omega_squared = GRAVITY / com[2]
    found = solve(standing, zmp=com[:2] + 0.01).com_acceleration
    np.testing.assert_allclose(found[:2], -0.01 * omega_squared, rtol=0.1)


@pytest.mark.parametrize("stance", [("left_foot", "right_foot"), ("left_foot",)])
def test_the_feet_that_bear_load_stay(standing, solve, stance):
    model = standing.model
    com = model.com_in_world[:2]
    solved = solve(standing, zmp=com + np.array([0.01, 0.0]), stance=stance)
    for foot in stance:
        jacobian, _, drift = model.frame_motion(model.card.feet[foot].frame)
        moved = jacobian @ solved.acceleration + drift
        np.testing.assert_allclose(moved, 0.0, atol=0.05)


@pytest.mark.parametrize(("rise", "reached"), [(0.02, False), (0.5, True)])
def test_the_ground_never_bears_more_than_the_cap(standing, solve, rise, reached):
    """The vertical forces sum up to m (g + c̈_z)."""
    height = standing.model.com_in_world[2] + rise
    load = 1.0 + solve(standing, height=height).com_acceleration[2] / GRAVITY
    assert load <= LOAD_CAP + SLACK
    assert (load > LOAD_CAP - 0.01) == reached


def test_a_load_too_heavy_gets_the_torque_there_is(standing, solve):
    """With 60 kg in an outstretched hand some joint gives its all, and no more."""
    model, card = standing.model, standing.model.card
    arm = card.index(card.groups["right_arm"])
    standing.state.joint_position[arm] = card.pose("stand", "carry")[arm]
    model.set_payload("right_grasp", 60.0, 0.0, 0.0)
    model.update(standing.state)
    torque = solve(standing).torque
    share = np.abs(torque) / card.envelope().peak
    assert share.max() <= 1.0 + SLACK
    assert share[arm].max() > 1.0 - SLACK


@pytest.mark.parametrize("direction", [1.0, -1.0])
def test_a_fast_joint_gets_what_is_left_at_its_speed(standing, solve, direction):
    """Half-way from limit to peak speed, half the torque that would go faster."""
    card = standing.model.card
    envelope = card.envelope()
    knee = card.joints.index(card.groups["left_leg"][3])
    speed = 0.5 * (envelope.speed_limit[knee] + envelope.peak_speed[knee])
    standing.state.joint_velocity[knee] = direction * speed
    standing.model.update(standing.state)
    posture = standing.state.joint_position.copy()
    posture[knee] += direction * 100.0  # far ahead, so that it should go faster still
    torque = solve(standing, stance=("right_foot",), posture=posture).torque[knee]
    assert torque == pytest.approx(direction * 0.5 * envelope.peak[knee], rel=SLACK)
