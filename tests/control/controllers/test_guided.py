"""The guided body: its hand follows a path in world, its base one in its own frame."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.control.controllers import ControlledBody
from relaywalk.control.controllers.guided import Guided, Params, unfit
from relaywalk.robots.model import RobotModel
from relaywalk.types import ActorObservation, FrameReference, Goal, Grip, RobotState

PERIOD = 0.005  # [s]
PARAMS = Params()
HAND = "right_hand"
ROOT = np.array([1.2, -0.4, 2.5])  # x, y [m], yaw [rad]


class Bearer:
    """A guided body whose joints are where they are commanded to be."""

    def __init__(self, card, period=PERIOD, params=PARAMS, posture="offer"):
        self.card, self.model, self.period = card, RobotModel(card), period
        count = len(card.joints)
        turn = Rotation.from_euler("z", ROOT[2])
        self.turn, pose = turn.as_matrix(), np.array([*ROOT[:2], 0.0, *turn.as_quat()])
        self.state = RobotState(
            0.0, pose, np.zeros(6), card.pose(posture, "hand_open"), np.zeros(count)
        )
        body = ControlledBody(self.model, period)
        self.controller = Guided(params, body, self.seen())

    def seen(self):
        """Return the observation of this moment."""
        count = len(self.card.joints)
        state = replace(self.state, joint_position=self.state.joint_position.copy())
        return ActorObservation(state, np.zeros(count), np.zeros((count, 6)), {})

    def command(self, goal):
        """Return the command, and be where it says."""
        command = self.controller.command(self.seen(), goal)
        self.state.joint_position[:] = command.position
        return command

    def hand(self, name=HAND):
        """Return position (3,) and rotation (3, 3) of a hand in world."""
        q = self.state.joint_position[self.model.select]
        place, rotation = self.model.frame_pose_at(self.card.hands[name].frame, q)
        return np.array([*ROOT[:2], 0.0]) + self.turn @ place, self.turn @ rotation

    def index(self, group):
        """Return the indices of a group's joints."""
        return self.card.index(self.card.groups[group])


@pytest.fixture
def bearer(human):
    return Bearer(human)


def test_it_holds_what_it_is_and_carries_its_arm(bearer):
    """At rest the arm's feed-forward is gravity's torque, no servo needed."""
    arm = bearer.index("right_arm")
    before = bearer.state.joint_position.copy()
    command = bearer.command(Goal(posture=before))
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
        bearer.command(Goal(posture=posture, hand={HAND: path}))
        gaps.append(np.linalg.norm(bearer.hand()[0] - there))
    assert gaps[0] < np.linalg.norm(there - place)
    assert gaps[-1] < 0.002
    np.testing.assert_allclose(bearer.hand()[1], turned, atol=0.01)


def test_no_joint_is_sent_past_its_stop_where_the_hand_is_out_of_reach(bearer):
    """The elbow would be sent through the straight arm, and press against its stop."""
    place, rotation = bearer.hand()
    far = place + 0.4 * bearer.turn[:, 0] - np.array([0.0, 0.0, 0.3])
    path = FrameReference(far, rotation, np.zeros(3), np.zeros(3))
    posture = bearer.state.joint_position.copy()
    lower, upper = bearer.model.joint_range
    for _ in range(600):
        command = bearer.command(Goal(posture=posture, hand={HAND: path}))
        q = command.position[bearer.model.select]
        assert (q >= lower).all()
        assert (q <= upper).all()


def led_from_where_it_takes(bearer, hand, way):
    """Lead a hand some way in the body's axes (3,) [m]; no joint leaves its range."""
    place, rotation = bearer.hand(hand)
    there = place + bearer.turn @ way
    path = FrameReference(there, rotation, np.zeros(3), np.zeros(3))
    posture = bearer.state.joint_position.copy()
    lower, upper = bearer.model.joint_range
    for _ in range(200):
        command = bearer.command(Goal(posture=posture, hand={hand: path}))
        q = command.position[bearer.model.select]
        assert (q >= lower - 1e-12).all()
        assert (q <= upper + 1e-12).all()
    reached, turned = bearer.hand(hand)
    assert np.linalg.norm(reached - there) < 0.002
    np.testing.assert_allclose(turned, rotation, atol=0.01)


@pytest.mark.parametrize(("hand", "inwards"), [(HAND, 0.1), ("left_hand", -0.1)])
def test_a_hand_is_led_inwards_though_the_shoulder_cannot_roll(human, hand, inwards):
    """The trunk stops the upper arm at the side: the other joints make up for it."""
    bearer = Bearer(human, posture="take")
    led_from_where_it_takes(bearer, hand, (0.0, inwards, 0.0))
    roll = human.joints.index(human.arm(hand)[1])
    assert bearer.state.joint_position[roll] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("hand", [HAND, "left_hand"])
@pytest.mark.parametrize("way", [(0, 0, 0.15), (0, 0, -0.15), (-0.15, 0, 0)], ids=str)
def test_what_is_higher_lower_or_nearer_is_in_reach_of_who_takes(human, hand, way):
    led_from_where_it_takes(Bearer(human, posture="take"), hand, way)


def test_a_moving_hand_leads_with_the_velocity_asked_for(bearer):
    place, rotation = bearer.hand()
    velocity = np.array([0.1, 0.0, 0.05])
    path = FrameReference(place, rotation, velocity, np.zeros(3))
    posture = bearer.state.joint_position.copy()
    bearer.command(Goal(posture=posture, hand={HAND: path}))
    found = (bearer.hand()[0] - place) / PERIOD
    np.testing.assert_allclose(found, velocity, atol=0.01)


def test_the_arm_goes_to_a_posture_no_faster_than_it_may(bearer):
    arm = bearer.index("right_arm")
    posture = bearer.state.joint_position.copy()
    posture[arm] += 0.3
    command = bearer.command(Goal(posture=posture))
    np.testing.assert_allclose(command.velocity[arm], PARAMS.posture_rate)
    for _ in range(round(0.3 / PARAMS.posture_rate / PERIOD) + 1):
        command = bearer.command(Goal(posture=posture))
    np.testing.assert_allclose(command.position[arm], posture[arm])


def test_the_base_is_where_its_path_says(bearer):
    base = bearer.index("base")
    posture = bearer.state.joint_position.copy()
    posture[base] += [0.01, -0.02, 0.03]
    command = bearer.command(Goal(posture=posture))
    np.testing.assert_allclose(command.position[base], posture[base])
    assert (command.stiffness[base] > 0.0).all()
    assert (command.damping[base] > 0.0).all()


def test_the_arm_gives_way_like_a_spring(bearer):
    """0.01 rad off, the servo pulls the arm back and nothing else changes."""
    arm, card = bearer.index("right_arm"), bearer.card
    posture = bearer.state.joint_position.copy()
    command = bearer.command(Goal(posture=posture))
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
    goal = Goal(posture=posture, grip={HAND: Grip(closure=1.0)})
    for _ in range(400):
        command = bearer.command(goal)
    np.testing.assert_allclose(
        command.position[fingers], card.pose("hand_closed")[fingers]
    )


def time_to_posture(card, period):
    """Return how long an arm takes to a posture 0.3 rad away [s]."""
    bearer = Bearer(card, period)
    arm, posture = bearer.index("right_arm"), bearer.state.joint_position.copy()
    posture[arm] += 0.3
    goal = Goal(posture=posture)
    for tick in range(1, 1000):
        if np.allclose(bearer.command(goal).position, posture, atol=1e-9):
            return tick * period
    raise AssertionError("never")


def test_half_the_period_reaches_a_posture_in_the_same_time(human):
    """0.3 rad at 1.5 rad/s: 0.2 s."""
    whole, half = (time_to_posture(human, p) for p in (PERIOD, PERIOD / 2.0))
    assert whole == pytest.approx(0.3 / PARAMS.posture_rate, abs=1.5 * PERIOD)
    assert half == pytest.approx(whole, abs=PERIOD)


def time_to_rest(card, period):
    """Return how long a body that rests is computed again [s]."""
    bearer = Bearer(card, period)
    goal, before = Goal(posture=bearer.state.joint_position.copy()), None
    for tick in range(1, 10_000):
        command = bearer.command(goal)
        if command is before:
            return tick * period
        before = command
    raise AssertionError("never")


@pytest.mark.parametrize("period", [PERIOD, PERIOD / 2.0])
def test_a_body_at_rest_settles_in_its_time_whatever_the_period(human, period):
    settling = time_to_rest(human, period)
    assert settling == pytest.approx(PARAMS.settling_time, abs=4.0 * period)


def test_a_settled_body_wakes_for_another_goal(bearer):
    posture = bearer.state.joint_position.copy()
    goal = Goal(posture=posture)
    for _ in range(round(2.1 / PERIOD)):
        before = bearer.command(goal)
    moved = posture.copy()
    moved[bearer.index("right_arm")] += 0.3
    assert bearer.command(goal) is before
    command = bearer.command(Goal(posture=moved))
    arm = bearer.index("right_arm")
    np.testing.assert_allclose(command.velocity[arm], PARAMS.posture_rate)


def test_a_hand_that_holds_is_computed_for_ever(bearer):
    """Its fingers answer to what they hold."""
    posture = bearer.state.joint_position.copy()
    goal = Goal(posture=posture, grip={HAND: Grip(closure=1.0)})
    for _ in range(round(2.1 / PERIOD)):
        before = bearer.command(goal)
    assert bearer.command(goal) is not before


def restored(bearer, goal):
    """Return another body that goes on where one is, and its goal; as a snapshot."""
    other = Bearer(bearer.card)
    written = pickle.dumps((goal, bearer.controller.state()))
    same, state = pickle.loads(written)
    other.controller.set_state(state)
    other.state.joint_position[:] = bearer.state.joint_position
    return other, same


@pytest.mark.parametrize("time", [0.1, 3.0])
def test_it_goes_on_from_its_state_moving_and_settled(bearer, time):
    posture = bearer.state.joint_position.copy()
    posture[bearer.index("right_arm")] += 0.3
    goal = Goal(posture=posture)
    for _ in range(round(time / PERIOD)):
        bearer.command(goal)
    other, same = restored(bearer, goal)
    for _ in range(10):
        ours, theirs = bearer.command(goal), other.command(same)
        np.testing.assert_array_equal(ours.position, theirs.position)
        np.testing.assert_array_equal(ours.velocity, theirs.velocity)
        np.testing.assert_array_equal(ours.torque, theirs.torque)


def test_a_settled_body_is_not_computed_again_after_a_restart(bearer):
    goal = Goal(posture=bearer.state.joint_position.copy())
    for _ in range(round(2.1 / PERIOD)):
        bearer.command(goal)
    other, same = restored(bearer, goal)
    assert other.command(same) is other.command(same)


def test_no_joint_of_a_led_arm_is_faster_than_it_may(bearer):
    place, rotation = bearer.hand()
    there = place + np.array([0.0, 0.0, 5.0])
    path = FrameReference(there, rotation, np.zeros(3), np.zeros(3))
    posture = bearer.state.joint_position.copy()
    command = bearer.command(Goal(posture=posture, hand={HAND: path}))
    maximum_speed = np.abs(command.velocity).max()
    assert maximum_speed == pytest.approx(PARAMS.hand_rate)


def test_gains_are_those_of_the_joints_from_the_shoulder_on(bearer):
    command = bearer.command(Goal(posture=bearer.state.joint_position.copy()))
    arm, base = bearer.index("right_arm"), bearer.index("base")
    np.testing.assert_array_equal(command.stiffness[arm], PARAMS.arm_stiffness)
    np.testing.assert_array_equal(command.damping[arm], PARAMS.arm_damping)
    np.testing.assert_array_equal(command.stiffness[base], PARAMS.base_stiffness)
    np.testing.assert_array_equal(command.damping[base], PARAMS.base_damping)


@pytest.mark.parametrize("key", ["arm_stiffness", "arm_damping"])
def test_a_gain_too_few_is_refused_with_the_joints_that_want_one(human, key):
    joints = len(human.arm(HAND))
    params = Params(**{key: (1.0,) * (joints - 1)})
    (told,) = unfit(params, human, HAND)
    assert told.context["path"] == (key,)
    assert told.context["allowed"].startswith("one value each for arm_r1_joint")
    assert list(unfit(Params(), human, HAND)) == []


def test_a_body_on_its_way_is_computed_to_the_end(human):
    """One goal for longer than the settling time: a slow joint still gets there."""
    bearer = Bearer(human, params=Params(posture_rate=0.1))
    posture = bearer.state.joint_position.copy()
    joint = bearer.index("right_arm")[0]
    posture[joint] += 0.5
    goal = Goal(posture=posture)
    for _ in range(round(5.5 / PERIOD)):
        command = bearer.command(goal)
    assert command.position[joint] == pytest.approx(posture[joint])


def test_it_begins_from_where_the_body_is_led(human):
    """After a reset elsewhere a hand's path counts from there."""
    bearer = Bearer(human)
    there = bearer.state.pose_base_in_world.copy()
    there[:2] += [3.0, -2.0]
    bearer.state = replace(bearer.state, pose_base_in_world=there)
    bearer.controller.reset(bearer.seen())
    place, rotation = bearer.hand()
    moved = place + np.array([3.0, -2.0, 0.0])
    path = FrameReference(moved, rotation, np.zeros(3), np.zeros(3))
    posture = bearer.state.joint_position.copy()
    command = bearer.command(Goal(posture=posture, hand={HAND: path}))
    np.testing.assert_allclose(command.velocity, 0.0, atol=1e-6)
