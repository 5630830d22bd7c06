"""Engines against Pinocchio and closed forms, beyond `relaywalk.oracles`."""

from pathlib import Path

import numpy as np
import pytest

from relaywalk import registry
from relaywalk.robots.free_body import FreeBody
from relaywalk.types import GRAVITY, RobotState

MODELS = Path(__file__).parents[2] / "models"
FLOATING = [
    name
    for name in registry.names(MODELS, "/card.yaml")
    if name not in ("human", "torch")
]


@pytest.fixture(params=["two_link", *FLOATING])
def floating(request, lab):
    return lab.robot(request.param)


def torque_in_flight(card, start):
    return FreeBody(card).flying_torque(
        start, 2.5 * np.cos(np.arange(len(card.joints)))
    )


def test_the_base_turns_in_free_flight_as_it_must(lab, floating):
    engine = lab.engine({"robot": floating}, terrain=None)
    start = lab.state(floating, (0.3, -0.2, 2.0), pose="stand")
    engine.reset({"robot": start}, {})
    torque = torque_in_flight(floating, start)
    for _ in range(100):
        seen = engine.step({"robot": lab.torque(floating, torque)})
    turned = seen.actors["robot"].state.pose_base_in_world[3:]
    expected = FreeBody(floating).flight(start, torque, 0.2).pose_base_in_world[3:]
    np.testing.assert_allclose(turned * np.sign(expected @ turned), expected, atol=5e-4)


def test_joint_wrench_in_flight_whatever_the_speed(lab, floating):
    """Newton, Euler and Galileo agree: travelling at 2 m/s changes no reaction."""
    engine = lab.engine({"robot": floating}, terrain=None, timestep=1e-4, substeps=1)
    rest = lab.state(floating, (0.3, -0.2, 2.0), pose="stand")
    twist = np.array([2.0, -1.0, 0.5, 0.3, 0.6, 1.0])
    start = RobotState(
        0.0, rest.pose_base_in_world, twist, rest.joint_position, rest.joint_velocity
    )
    engine.reset({"robot": start}, {})
    torque = torque_in_flight(floating, start)
    seen = engine.step({"robot": lab.torque(floating, torque)})
    expected = FreeBody(floating).joint_wrenches(start, torque)
    np.testing.assert_allclose(
        seen.actors["robot"].joint_wrench,
        expected,
        atol=2e-3 * np.abs(expected).max(),
    )


def test_pendulum_reaction_follows_the_closed_form_while_it_swings(lab):
    """Along the arm: m g sin θ + m r ω²; across it: what the hinge's law leaves."""
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, terrain=None, timestep=1e-4, substeps=1)
    engine.reset({"swing": lab.state(card)}, {})
    for _ in range(4000):
        seen = engine.step({"swing": lab.torque(card, 0.0)}).actors["swing"]
    angle, speed = seen.state.joint_position[0], seen.state.joint_velocity[0]
    along = -(GRAVITY * np.sin(angle) + 0.5 * speed**2)
    fall = GRAVITY * 0.5 * np.cos(angle) / (0.25 + 0.0004)
    across = GRAVITY * np.cos(angle) - 0.5 * fall
    wrench = seen.joint_wrench[0]
    np.testing.assert_allclose(wrench[:3], [along, 0, across], atol=0.01)
    np.testing.assert_allclose(wrench[3:], 0.0, atol=1e-3)


@pytest.mark.parametrize("name", FLOATING)
def test_a_standing_robot_presses_its_weight_on_its_soles(lab, name):
    """Held by stiff servos, the soles carry the weight ± 0.5 %."""
    card = lab.robot(name)
    engine, truth = lab.engine({"robot": card}), FreeBody(card)
    joints = card.pose("stand")
    still = lab.state(card, pose="stand")
    sole, _ = truth.placement(still, card.feet["left_foot"].frame)
    engine.reset({"robot": lab.state(card, (0.0, 0.0, -sole[2]), pose="stand")}, {})
    peak = card.envelope().peak
    hold = lab.hold(
        card, joints, np.minimum(8 * peak, 1000.0), np.minimum(0.1 * peak, 8)
    )
    forces, height = [], []
    for _ in range(300):
        wrench = engine.step({"robot": hold}).actors["robot"].contact_wrench
        forces.append(wrench["left_foot"][2] + wrench["right_foot"][2])
        height.append(engine.mass_properties("robot").com_in_world[2])
    # Open-loop servos sway: what is pressed is weight and what lifts the CoM.
    lifted = ((height[-1] - height[-2]) - (height[99] - height[98])) / 0.002 / 0.4
    expected = truth.mass * (GRAVITY + lifted)
    assert np.mean(forces[100:]) == pytest.approx(expected, rel=5e-3)
