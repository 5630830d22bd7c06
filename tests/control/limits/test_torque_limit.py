"""No joint gets more torque than its actuator has at its speed."""

import numpy as np
import pytest

from relaywalk.control.limits.torque_limit import TorqueLimit

SLACK = 1e-5  # of the solver [-]


def test_the_rows_are_the_joint_torques(moving):
    """lower ≤ τ ≤ upper, whatever the bias and the motion."""
    body = moving(2)
    model, dynamics = body.model, body.dynamics()
    envelope = model.card.envelope().of(model.select)
    rows = TorqueLimit(envelope).rows(dynamics)
    unknowns = np.random.default_rng(1).normal(0.0, 1.0, dynamics.size)
    lower, upper = envelope.limits(body.v[6:])
    torque = dynamics.torque(unknowns)
    values = rows.matrix @ unknowns
    np.testing.assert_allclose(values - rows.lower, torque - lower)
    np.testing.assert_allclose(rows.upper - values, upper - torque)


def test_a_load_too_heavy_gets_the_torque_there_is(standing, solve):
    """With 60 kg in an outstretched hand some joint gives its all, and no more."""
    model, card = standing.model, standing.model.card
    arm = card.index(card.groups["right_arm"])
    standing.state.joint_position[arm] = card.pose("stand", "carry")[arm]
    model.set_payload("right_grasp", 60.0, 0.0, 0.0)
    model.update(standing.state)
    fraction = np.abs(solve(standing).torque) / card.envelope().peak
    assert fraction.max() <= 1.0 + SLACK
    assert fraction[arm].max() > 1.0 - SLACK


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
    goal = standing.goal(posture=posture)
    reference = standing.reference(goal, stance=("right_foot",))
    torque = solve(standing, reference).torque[knee]
    assert torque == pytest.approx(direction * 0.5 * envelope.peak[knee], rel=SLACK)
