"""The left side of every body is the mirror image of its right side, in every pose."""

import re

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.robots.catalogue import robot_card
from relaywalk.robots.model import whole_body

ROBOTS = ("kuavo_4_pro", "kuavo_5", "human")
POSES = [(robot, pose) for robot in ROBOTS for pose in robot_card(robot).poses]
MIRROR = np.diag([1.0, -1.0, 1.0])  # y → −y
EXACT = {"rtol": 0.0, "atol": 1e-9}


class Body:
    """A body whose base is at the origin, and which of its parts are alike."""

    def __init__(self, robot):
        self.card = robot_card(robot)
        self.model = whole_body(self.card)
        self.data = self.model.createData()
        names = self.model.names
        frames = [f.name for f in self.model.frames if f.type == pin.FrameType.BODY]
        self.joints = [(n, other_side(n)) for n in names if other_side(n) != n]
        self.links = [(n, other_side(n)) for n in frames if other_side(n) != n]

    def place(self, *poses):
        """Go into a pose; return the configuration (nq,)."""
        q = pin.neutral(self.model)
        for joint, angle in zip(self.card.joints, self.card.pose(*poses), strict=True):
            q[self.model.joints[self.model.getJointId(joint)].idx_q] = angle
        pin.framesForwardKinematics(self.model, self.data, q)
        pin.computeJointJacobians(self.model, self.data, q)
        return q

    def frame(self, name):
        """Return where a frame is in the base's frame at the origin."""
        return self.data.oMf[self.model.getFrameId(name)]

    def inertia(self, joint):
        """Return mass, CoM and inertia of what a joint moves, in its own frame."""
        return self.model.inertias[self.model.getJointId(joint)]

    def axis(self, joint):
        """Return a joint's axis (3,) in world, with every joint at zero."""
        self.place()
        column = self.model.joints[self.model.getJointId(joint)].idx_v
        return self.data.J[3:, column]

    def range(self, joint):
        """Return the lowest and the highest angle of a joint [rad]."""
        index = self.model.joints[self.model.getJointId(joint)].idx_q
        limits = (self.model.lowerPositionLimit, self.model.upperPositionLimit)
        return np.array([limit[index] for limit in limits])


def other_side(name):
    """Return the name of a left part's image on the right; others keep theirs."""
    return re.sub(r"_l(?=\d|_)", "_r", name.replace("left_", "right_"))


@pytest.fixture(scope="module", params=ROBOTS)
def body(request):
    return Body(request.param)


@pytest.mark.parametrize(("robot", "pose"), POSES)
def test_every_link_is_where_its_image_is_seen(robot, pose):
    """p_l = M p_r and R_l = M R_r M: a grasp frame's z is the thumb's side on both."""
    body = Body(robot)
    body.place(pose)
    assert ("left_grasp", "right_grasp") in body.links
    for left, right in body.links:
        image, here = body.frame(right), body.frame(left)
        seen = MIRROR @ image.translation
        np.testing.assert_allclose(here.translation, seen, **EXACT)
        np.testing.assert_allclose(
            here.rotation, MIRROR @ image.rotation @ MIRROR, **EXACT
        )


def test_both_sides_have_the_same_mass_and_inertia(body):
    assert len(body.joints) >= 13
    for left, right in body.joints:
        here, image = body.inertia(left), body.inertia(right)
        assert here.mass == pytest.approx(image.mass, abs=1e-12)
        np.testing.assert_allclose(here.lever, MIRROR @ image.lever, **EXACT)
        seen = MIRROR @ image.inertia @ MIRROR
        np.testing.assert_allclose(here.inertia, seen, **EXACT)


def test_both_sides_have_the_same_actuators_and_friction(body):
    card = body.card
    for left, right in body.joints:
        assert card.ratings[left] == card.ratings[right]
    for link, friction in card.friction.items():
        assert friction == card.friction[other_side(link)]


def test_an_angle_has_one_sign_on_both_sides_about_y_and_fingers_alone(body):
    """M R(a, θ) M = R(−M a, θ): about axes a_r and a_l, θ_l = −(a_l · M a_r) θ_r."""
    fingers = {joint for hand in body.card.hands for joint in body.card.groups[hand]}
    for left, right in body.joints:
        sign = -body.axis(left) @ MIRROR @ body.axis(right)
        about_y = abs(body.axis(left)[1]) == pytest.approx(1.0)
        assert sign == pytest.approx(1.0 if about_y or left in fingers else -1.0)
        low, high = sorted(np.round(sign) * body.range(right))
        np.testing.assert_allclose(body.range(left), (low, high))


def test_what_may_touch_itself_is_the_same_on_both_sides(body):
    pairs = {frozenset(pair) for pair in body.card.self_collision}
    swap = {left: right for left, right in body.links}
    swap |= {right: left for left, right in body.links}
    assert {frozenset(swap.get(n, n) for n in pair) for pair in pairs} == pairs


@pytest.mark.parametrize("pose", robot_card("human").poses)
def test_the_centre_of_mass_of_a_person_is_in_the_middle(pose):
    human = Body("human")
    q = human.place("stand", pose)
    centre = pin.centerOfMass(human.model, human.data, q)
    assert centre[1] == pytest.approx(0.0, abs=1e-12)


def test_the_second_arm_changed_neither_mass_nor_height_of_the_centre_of_mass():
    """With every joint at zero it is as high as when the left arm was only drawn."""
    human = Body("human")
    centre = pin.centerOfMass(human.model, human.data, human.place())
    assert pin.computeTotalMass(human.model) == pytest.approx(72.70, abs=1e-3)
    assert centre[2] == pytest.approx(0.98792, abs=2e-5)
