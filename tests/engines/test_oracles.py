"""Engines against Pinocchio and closed forms; the bars are those of the design."""

import dataclasses
from pathlib import Path

import numpy as np
import pinocchio as pin
import pytest

from relaywalk import registry
from relaywalk.engines import GRAVITY
from relaywalk.types import RobotState

MODELS = Path(__file__).parents[2] / "models"
BODIES = [name for name in registry.names(MODELS, "/card.yaml") if name != "torch"]
FLOATING = [name for name in BODIES if name != "human"]


class Truth:
    """Pinocchio's view of a card's URDF, with a free-flyer root."""

    def __init__(self, card) -> None:
        self.model = pin.buildModelFromUrdf(
            str(card.urdf_path), pin.JointModelFreeFlyer()
        )
        self.data = self.model.createData()
        self.ids = [self.model.getJointId(joint) for joint in card.joints]
        self.q_index = np.array([self.model.joints[i].idx_q for i in self.ids])
        self.v_index = np.array([self.model.joints[i].idx_v for i in self.ids])

    def q(self, state):
        q = pin.neutral(self.model)
        q[:7] = state.pose_base_in_world
        q[self.q_index] = state.joint_position
        return q

    def v(self, state):
        v = np.zeros(self.model.nv)
        v[:6] = state.twist_base_in_base
        v[self.v_index] = state.joint_velocity
        return v

    def torque_for(self, q, v, joint_acceleration):
        """Torque (nv,) that gives joints an acceleration in free flight."""
        mass = pin.crba(self.model, self.data, q)
        mass = np.triu(mass) + np.triu(mass, 1).T
        bias = pin.nle(self.model, self.data, q, v)
        acceleration = np.zeros(self.model.nv)
        acceleration[self.v_index] = joint_acceleration
        pull = -bias[:6] - mass[:6, 6:] @ acceleration[6:]
        acceleration[:6] = np.linalg.solve(mass[:6, :6], pull)
        torque = mass @ acceleration + bias
        torque[:6] = 0.0
        return torque

    def fly(self, q, v, torque, seconds, step=1e-4):
        """Integrate the articulated-body algorithm by the midpoint rule."""
        for _ in range(round(seconds / step)):
            a = pin.aba(self.model, self.data, q, v, torque)
            v_mid = v + 0.5 * step * a
            q_mid = pin.integrate(self.model, q, 0.5 * step * v)
            a = pin.aba(self.model, self.data, q_mid, v_mid, torque)
            q = pin.integrate(self.model, q, step * v_mid)
            v = v + step * a
        return q, v


@pytest.fixture(params=["two_link", *BODIES])
def card(request, lab):
    return lab.robot(request.param)


@pytest.fixture(params=["two_link", *FLOATING])
def floating(request, lab):
    return lab.robot(request.param)


def test_mass_com_and_inertia(lab, card):
    engine = lab.engine({"robot": card}, floor=False)
    engine.reset({"robot": lab.state(card)}, {})
    seen, truth = engine.mass_properties("robot"), Truth(card)
    q = pin.neutral(truth.model)
    pin.ccrba(truth.model, truth.data, q, np.zeros(truth.model.nv))
    expected = pin.computeTotalMass(truth.model)
    # A fixed root's own mass moves nothing; MuJoCo and PyBullet keep it all the same.
    assert seen.mass == pytest.approx(expected, rel=1e-6)
    np.testing.assert_allclose(seen.com_in_world, truth.data.com[0], atol=1e-6)
    inertia = truth.data.Ig.inertia
    np.testing.assert_allclose(
        seen.inertia_in_world, inertia, atol=1e-6 * np.abs(inertia).max()
    )


def test_gravity_torque_in_twenty_poses(lab, card):
    engine = lab.engine({"robot": card}, floor=False)
    engine.reset({"robot": lab.state(card)}, {})
    truth, rng = Truth(card), np.random.default_rng(0)
    for _ in range(20):
        joints = rng.uniform(-1.0, 1.0, len(card.joints))
        state = RobotState(0.0, lab.state(card).pose_base_in_world, 0, joints, 0)
        expected = pin.computeGeneralizedGravity(
            truth.model, truth.data, truth.q(state)
        )[truth.v_index]
        seen = engine.gravity_torque("robot", joints)
        scale = np.abs(expected).max()
        np.testing.assert_allclose(seen, expected, atol=1e-6 * scale)


def test_free_flight_under_small_torques(lab, floating):
    engine = lab.engine({"robot": floating}, floor=False)
    start = lab.state(floating, (0.3, -0.2, 2.0), pose="stand")
    engine.reset({"robot": start}, {})
    truth = Truth(floating)
    q, v = truth.q(start), truth.v(start)
    torque = truth.torque_for(q, v, 2.5 * np.cos(np.arange(len(floating.joints))))
    command = lab.torque(floating, torque[truth.v_index])
    for _ in range(100):
        seen = engine.step({"robot": command})
    state = seen.actors["robot"].state
    q, _ = truth.fly(q, v, torque, 0.2)
    np.testing.assert_allclose(state.joint_position, q[truth.q_index], atol=5e-4)
    sign = np.sign(q[3:7] @ state.pose_base_in_world[3:])
    np.testing.assert_allclose(state.pose_base_in_world[3:] * sign, q[3:7], atol=5e-4)


def test_joint_wrench_in_flight_whatever_the_speed(lab, floating):
    """Newton, Euler and Galileo agree: travelling at 2 m/s changes no reaction."""
    engine = lab.engine({"robot": floating}, floor=False, timestep=1e-4, substeps=1)
    rest = lab.state(floating, (0.3, -0.2, 2.0), pose="stand")
    twist = np.array([2.0, -1.0, 0.5, 0.3, 0.6, 1.0])
    start = RobotState(
        0.0, rest.pose_base_in_world, twist, rest.joint_position, rest.joint_velocity
    )
    engine.reset({"robot": start}, {})
    truth = Truth(floating)
    q, v = truth.q(start), truth.v(start)
    torque = truth.torque_for(q, v, 2.5 * np.cos(np.arange(len(floating.joints))))
    seen = engine.step({"robot": lab.torque(floating, torque[truth.v_index])})
    a = pin.aba(truth.model, truth.data, q, v, torque)
    pin.rnea(truth.model, truth.data, q, v, a)
    expected = np.array([truth.data.f[i].vector for i in truth.ids])
    scale = np.abs(expected).max()
    np.testing.assert_allclose(
        seen.actors["robot"].joint_wrench, expected, atol=2e-3 * scale
    )


def test_pendulum_keeps_its_energy(lab):
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, floor=False)
    engine.reset({"swing": lab.state(card)}, {})
    highest = 0.5 * GRAVITY  # [J] above the lowest point
    for _ in range(1000):
        state = engine.step({"swing": lab.torque(card, 0.0)}).actors["swing"].state
        angle, speed = state.joint_position[0], state.joint_velocity[0]
        energy = 0.5 * (0.25 + 0.0004) * speed**2 - GRAVITY * 0.5 * np.sin(angle)
        assert abs(energy) <= 0.005 * highest


def test_pendulum_reaction_follows_the_closed_form(lab):
    """Along the arm: m g sin θ + m r ω²; across it: what the hinge's law leaves."""
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, floor=False, timestep=1e-4, substeps=1)
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


def test_wrist_holds_what_it_carries(lab):
    """A 1.6 kg arm held level reacts with m g and m g r, to 1e-4."""
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, floor=False)
    engine.reset({"swing": lab.state(card)}, {})
    angle = 0.4
    rest = lab.state(card)
    start = dataclasses.replace(rest, joint_position=np.array([angle]))
    engine.reset({"swing": start}, {})
    moment = -GRAVITY * 0.5 * np.cos(angle)
    seen = engine.step({"swing": lab.torque(card, moment)}).actors["swing"]
    expected = [-GRAVITY * np.sin(angle), 0, GRAVITY * np.cos(angle), 0, moment, 0]
    np.testing.assert_allclose(seen.joint_wrench[0], expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", FLOATING)
def test_a_standing_robot_presses_its_weight_on_its_soles(lab, name):
    """Held by stiff servos, the soles carry the weight ± 0.5 %."""
    card = lab.robot(name)
    engine = lab.engine({"robot": card})
    joints = card.pose("stand")
    truth = Truth(card)
    q = pin.neutral(truth.model)
    q[truth.q_index] = joints
    pin.framesForwardKinematics(truth.model, truth.data, q)
    sole = truth.data.oMf[truth.model.getFrameId(card.feet["left_foot"].frame)]
    start = lab.state(card, (0.0, 0.0, -sole.translation[2]), pose="stand")
    engine.reset({"robot": start}, {})
    peak = card.envelope().peak
    hold = lab.hold(
        card, joints, np.minimum(8 * peak, 1000.0), np.minimum(0.1 * peak, 8)
    )
    mass = pin.computeTotalMass(truth.model)
    forces, height = [], []
    for _ in range(300):
        wrench = engine.step({"robot": hold}).actors["robot"].contact_wrench
        forces.append(wrench["left_foot"][2] + wrench["right_foot"][2])
        height.append(engine.mass_properties("robot").com_in_world[2])
    # Open-loop servos sway: what is pressed is weight and what lifts the CoM.
    lifted = ((height[-1] - height[-2]) - (height[99] - height[98])) / 0.002 / 0.4
    expected = mass * (GRAVITY + lifted)
    assert np.mean(forces[100:]) == pytest.approx(expected, rel=5e-3)
