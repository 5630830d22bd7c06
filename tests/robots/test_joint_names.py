"""Every joint is named, and a growing angle moves what the card says, that way."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.robots.catalogue import robot_card
from relaywalk.robots.model import whole_body

ROBOTS = ("kuavo_4_pro", "kuavo_5", "human")
ANGLE = 0.1  # [rad], or [m] of a body that is led
FORWARDS, LEFT, UP = np.eye(3)
SIDES = {"left": LEFT, "right": -LEFT}
AHEAD = np.array([0.1, 0.0, 0.0])  # a point on the link before the joint [m]
FINGERS = ("thumb", "index", "ring")

# What is said → where on the body it is seen, and the direction in which it goes; a
# point is a frame ("sole", "grasp") or lies ahead of the joint, on the joint's link.
MOTIONS = {
    "the leg swings to the left": ("sole", LEFT),
    "the toes turn to the left": ("ahead", LEFT),
    "the leg swings back (extends)": ("sole", -FORWARDS),
    "the shank swings back (flexes)": ("sole", -FORWARDS),
    "the toes go down": ("ahead", -UP),
    "the sole's left edge goes up": ("left edge", UP),
    "the trunk turns to the left": ("ahead", LEFT),
    "the arm swings back (extends)": ("grasp", -FORWARDS),
    "the arm swings to the left": ("grasp", LEFT),
    "the bent forearm turns to the left": ("ahead", LEFT),
    "the forearm swings back (extends)": ("grasp", -FORWARDS),
    "the hanging hand turns to the left": ("ahead", LEFT),
    "the hand swings to the left": ("grasp", LEFT),
    "the hand swings back": ("grasp", -FORWARDS),
    "the face turns to the left": ("ahead", LEFT),
    "the face goes down": ("ahead", -UP),
    "the body moves forwards": ("joint", FORWARDS),
    "the body moves to the left": ("joint", LEFT),
    "the body turns to the left": ("ahead", LEFT),
}
JOINTS = [(robot, joint) for robot in ROBOTS for joint in robot_card(robot).joints]


class Body:
    """A body whose joints are all 0 but those that are said."""

    def __init__(self, robot):
        self.card = robot_card(robot)
        self.model = whole_body(self.card)
        self.data = self.model.createData()

    def place(self, angles):
        q = pin.neutral(self.model)
        for joint, angle in angles.items():
            q[self.model.joints[self.model.getJointId(joint)].idx_q] = angle
        pin.framesForwardKinematics(self.model, self.data, q)

    def point(self, joint, where):
        """Return where something is in world [m]."""
        side = self.card.joint_names[joint].side
        if where in ("sole", "grasp"):
            frame = self.model.getFrameId(f"{side}_{where}")
            return self.data.oMf[frame].translation.copy()
        offset = {"ahead": AHEAD, "left edge": AHEAD[[1, 0, 2]], "joint": np.zeros(3)}
        return self.data.oMi[self.model.getJointId(joint)].act(offset[where])

    def moved(self, joint, where):
        """Return how far a point goes when a joint's angle grows (3,) [m]."""
        self.place({})
        before = self.point(joint, where)
        self.place({joint: ANGLE})
        return self.point(joint, where) - before

    def from_grasp(self, joint, angles):
        """Return how far a finger's link is from the axis of what is gripped [m]."""
        self.place(angles)
        index = self.model.getJointId(joint)
        frame = self.model.getFrameId(f"{self.card.joint_names[joint].side}_grasp")
        middle = self.data.oMi[index].act(self.model.inertias[index].lever)
        return np.linalg.norm(self.data.oMf[frame].actInv(middle)[:2])


@pytest.fixture(scope="module")
def bodies():
    return {robot: Body(robot) for robot in ROBOTS}


@pytest.mark.parametrize("robot", ROBOTS)
def test_every_joint_has_a_name_of_its_own(robot):
    card = robot_card(robot)
    assert set(card.joint_names) == set(card.joints)
    assert len({card.common_name(joint) for joint in card.joints}) == len(card.joints)


@pytest.mark.parametrize("robot", ROBOTS)
def test_a_joint_is_named_on_the_side_of_its_group(robot):
    card = robot_card(robot)
    for group, joints in card.groups.items():
        side = group.split("_")[0] if group.startswith(("left", "right")) else ""
        assert {card.joint_names[joint].side for joint in joints} == {side}


@pytest.mark.parametrize(("robot", "joint"), JOINTS)
def test_a_growing_angle_moves_what_is_said_that_way(bodies, robot, joint):
    named, body = bodies[robot].card.joint_names[joint], bodies[robot]
    if named.name.startswith(FINGERS):
        opened = body.card.poses["hand_open"]
        closed = {**opened, joint: opened.get(joint, 0.0) + ANGLE}
        assert named.positive.endswith("closes")
        closer = body.from_grasp(joint, opened) - body.from_grasp(joint, closed)
        assert closer > 0.0
        return
    motion, _, aside = named.positive.partition(", ")
    where, direction = MOTIONS[motion]
    moved = body.moved(joint, where)
    assert moved @ direction > 0.95 * np.linalg.norm(moved) > 0.0
    outwards = np.sign(LEFT @ SIDES.get(named.side, LEFT))
    said = {"outwards": 1, "inwards": -1, "the outer one": 1, "the inner one": -1}
    assert said.get(aside, outwards) == outwards


def test_the_feet_and_the_card_agree_on_the_ankles():
    for robot in ROBOTS[:2]:
        card = robot_card(robot)
        for foot in card.feet.values():
            assert card.joint_names[foot.ankle_pitch].name == "ankle pitch"
            assert card.joint_names[foot.ankle_roll].name == "ankle roll"


def test_a_joint_without_a_name_has_its_code():
    card = robot_card("human").model_copy(update={"joint_names": {}})
    assert card.common_name("arm_r4_joint") == "arm_r4_joint"
    assert card.full_name("arm_r4_joint") == "arm_r4_joint"
    assert robot_card("human").common_name("arm_r4_joint") == "elbow, right"
    assert (
        robot_card("human").full_name("arm_r4_joint") == "elbow, right (arm_r4_joint)"
    )
