"""Walking residual: torques that the motion does not need are caught."""

import numpy as np
import pytest

from relaywalk import oracles
from relaywalk.oracles import Subject

ROWS = 150


@pytest.fixture
def walk(record, motion, kuavo):
    """Return the result for a robot that hangs still with torques on its joints."""

    def examined(torque, phase="carry", hand=0.0):
        held = np.tile([hand, 0.0, 0.0, 0.0, 0.0, 0.0], (ROWS, 1))
        still = motion(
            torque=np.tile(torque, (ROWS, 1)),
            twist=falling(),
            base=fallen(),
            contact={"right_hand": held},
            phase=lambda _: phase,
        )
        recording = record({"robot": kuavo}, ROWS, {"robot": still})
        subject = Subject("mujoco", "robot", {"robot": kuavo}, {}, recording)
        return oracles.measure("walking_residual", subject)

    return examined


def falling():
    """Free fall, in which no joint needs a torque."""
    twist = np.zeros((ROWS, 6))
    twist[:, 2] = -9.81 * 0.01 * np.arange(ROWS)
    return twist


def fallen():
    base = np.tile([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], (ROWS, 1))
    base[:, 2] = -0.5 * 9.81 * (0.01 * np.arange(ROWS)) ** 2
    return base


def test_torques_that_the_motion_needs_leave_nothing(walk, kuavo):
    assert walk(np.zeros(len(kuavo.joints))).value < 1e-5


def test_a_joint_that_says_too_much_is_named(walk, kuavo):
    torque = np.zeros(len(kuavo.joints))
    torque[kuavo.joints.index("leg_l4_joint")] = 0.03 * 135.0
    result = walk(torque)
    assert result.holds is False
    assert result.value == pytest.approx(0.03, abs=1e-4)
    assert "leg_l4_joint" in result.note


def test_fingers_of_a_holding_hand_are_left_out_and_said_so(walk, kuavo):
    torque = np.zeros(len(kuavo.joints))
    torque[kuavo.joints.index("hand_r_index_1_joint")] = 0.3
    assert walk(torque).holds is False
    note = walk(torque, hand=5.0).note
    assert "fingers of the holding right hand are not comparable" in note
    assert "hand_r" not in note


def test_a_run_without_a_walk_is_not_examined(walk, kuavo):
    assert walk(np.zeros(len(kuavo.joints)), phase="stand").holds is None
