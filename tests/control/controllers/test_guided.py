"""The guided body: its hand follows a path in world, its base one in its own frame."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.control.guided import POSTURE_RATE, GuidedController
from relaywalk.robots.model import RobotModel
from relaywalk.types import FrameReference, Grip, Reference, RobotState

PERIOD = 0.005  # [s]
HAND = "right_hand"
ROOT = np.array([1.2, -0.4, 2.5])  # x, y [m], yaw [rad]


class Bearer:
    """A guided body whose joints are where they are commanded to be."""

    def __init__(self, card):
        self.card, self.model = card, RobotModel(card)
        count = len(card.joints)
        turn = Rotation.from_euler("z", ROOT[2])
        self.turn, pose = turn.as_matrix(), np.array([*ROOT[:2], 0.0, *turn.as_quat()])
        self.state = RobotState(
            0.0, pose, np.zeros(6), card.pose("offer", "hand_open"), np.zeros(count)
        )
        self.controller = GuidedController(self.model, ROOT, self.state, PERIOD)

    def command(self, reference):
        """Return the command, and be where it says."""
        command = self.controller.command(self.state, reference)
        self.state.joint_position[:] = command.position
        return command

    def hand(self):
        """Return position (3,) and rotation (3, 3) of the hand in world."""
        q = self.state.joint_position[self.model.select]
        place, rotation = self.model.frame_pose_at(self.card.hands[HAND].frame, q)
        return np.array([*ROOT[:2], 0.0]) + self.turn @ place, self.turn @ rotation

    def index(self, group):
        """Return the places of a group's joints."""
        return self.card.index(self.card.groups[group])


@pytest.fixture
def bearer(human):
    return Bearer(human)


def test_it_holds_what_it_is_and_carries_its_arm(bearer):
    """At rest the arm's feed-forward is gravity's torque, no servo needed."""
    arm = bearer.index("right_arm")
    before = bearer.state.joint_position.copy()
    command = bearer.command(Reference(posture=before))
    np.testing.assert_allclose(command.position[arm], before[arm])
    np.testing.assert_allclose(command.velocity[arm], 0.0)
    q = before[bearer.model.select]
    gravity = np.zeros(len(before))
    gravity[bearer.model.select] = bearer.model.gravity_torque(q)
    np.testing.assert_allclose(command.torque, gravity)
    assert np.abs(command.torque[arm]).max() > 1.0


def test_the_hand_goes_where_it_should_in_world(bearer):
    place, rotation = bearer.hand()
    there = place + np.array([0.04, -0.05, 0.06])
    turned = Rotation.from_rotvec([0.1, -0.1, 0.2]).as_matrix() @ rotation
    path = FrameReference(there, turned, np.zeros(3), np.zeros(3))
    posture = bearer.state.joint_position.copy()
    gaps = []
    for _ in range(200):
        bearer.command(Reference(posture=posture, hand={HAND: path}))
        gaps.append(np.linalg.norm(bearer.hand()[0] - there))
    assert gaps[0] < np.linalg.norm(there - place)
    assert gaps[-1] < 0.002
    np.testing.assert_allclose(bearer.hand()[1], turned, atol=0.01)


def test_a_moving_hand_leads_with_the_velocity_asked_for(bearer):
    place, rotation = bearer.hand()
    velocity = np.array([0.1, 0.0, 0.05])
    path = FrameReference(place, rotation, velocity, np.zeros(3))
    posture = bearer.state.joint_position.copy()
    bearer.command(Reference(posture=posture, hand={HAND: path}))
    found = (bearer.hand()[0] - place) / PERIOD
    np.testing.assert_allclose(found, velocity, atol=0.01)


def test_the_arm_goes_to_a_posture_no_faster_than_it_may(bearer):
    arm = bearer.index("right_arm")
    posture = bearer.state.joint_position.copy()
    posture[arm] += 0.3
    command = bearer.command(Reference(posture=posture))
    np.testing.assert_allclose(command.velocity[arm], POSTURE_RATE)
    for _ in range(round(0.3 / POSTURE_RATE / PERIOD) + 1):
        command = bearer.command(Reference(posture=posture))
    np.testing.assert_allclose(command.position[arm], posture[arm])


def test_the_base_is_where_its_path_says(bearer):
    base = bearer.index("base")
    posture = bearer.state.joint_position.copy()
    posture[base] += [0.01, -0.02, 0.03]
    command = bearer.command(Reference(posture=posture))
    np.testing.assert_allclose(command.position[base], posture[base])
    assert (command.stiffness[base] > 0.0).all()
    assert (command.damping[base] > 0.0).all()


def test_the_arm_gives_way_like_a_spring(bearer):
    """0.01 rad off, the servo pulls the arm back and nothing else changes."""
    arm, card = bearer.index("right_arm"), bearer.card
    posture = bearer.state.joint_position.copy()
    command = bearer.command(Reference(posture=posture))
    away = command.position.copy()
    away[arm] += 0.01
    still = np.zeros(len(away))
    change = command.joint_torque(away, still) - command.joint_torque(
        command.position, still
    )
    assert (change[arm] < 0.0).all()
    assert (np.abs(command.joint_torque(away, still)) <= card.envelope().peak).all()


def test_the_fingers_close_with_the_grip(bearer):
    fingers, card = bearer.index(HAND), bearer.card
    posture = bearer.state.joint_position.copy()
    reference = Reference(posture=posture, grip={HAND: Grip(closure=1.0)})
    for _ in range(400):
        command = bearer.command(reference)
    np.testing.assert_allclose(
        command.position[fingers], card.pose("hand_closed")[fingers]
    )
