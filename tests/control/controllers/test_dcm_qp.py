"""Walker, whole-body QP and fingers as one controller."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.control.controllers import ControlledBody
from relaywalk.control.controllers.dcm_qp import DcmQp, Params
from relaywalk.control.whole_body_qp import Solution, WholeBodyQp
from relaywalk.errors import CardError, NoSolution
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.types import GRAVITY, ActorObservation, Goal, Grip

PERIOD = 0.002  # [s]


class Robot:
    """A humanoid that stands, and its controller; it does not move."""

    def __init__(self, body, period=PERIOD, **params):
        self.body, self.model, self.card = body, body.model, body.model.card
        self.period, self.posture = period, body.state.joint_position
        self.model.update(body.state)
        controlled = ControlledBody(self.model, period)
        params = Params.model_validate(params)
        self.controller = DcmQp(params, controlled, self.seen())

    def seen(self):
        """Return the observation of this moment."""
        count, half = len(self.card.joints), np.zeros(6)
        half[2] = 0.5 * self.model.mass * GRAVITY
        return ActorObservation(
            self.body.state,
            np.zeros(count),
            np.zeros((count, 6)),
            dict.fromkeys(self.card.feet, half),
        )

    def command(self, **goal):
        """Return the command for a goal in this posture."""
        return self.controller.command(self.seen(), Goal(self.posture, **goal))


def _refused(*_):
    raise NoSolution("told so", None)


@pytest.fixture
def make(standing):
    """Return a function that makes a robot that stands."""
    return lambda **options: Robot(standing, **options)


@pytest.fixture
def unsolvable(monkeypatch):
    """Return a function that lets no QP have a solution from now on."""

    return lambda: monkeypatch.setattr(WholeBodyQp, "solve", _refused)


def test_standing_the_feed_forward_bears_the_body(make):
    """Its joint torques are those of the QP, the fingers' are none."""
    robot = make()
    command = robot.command()
    fingers = np.setdiff1d(np.arange(len(robot.posture)), robot.model.select)
    assert np.abs(command.torque[robot.model.select]).max() > 5.0
    assert (command.torque[fingers] == 0.0).all()


def test_a_joint_is_damped_about_the_velocity_that_is_meant(make):
    """θ̇* = θ̇ + θ̈ T, no stiffness."""
    robot = make(joint_damping=0.7)
    command, joints = robot.command(), robot.model.select
    meant = robot.controller.predicted_acceleration()[6:] * PERIOD
    np.testing.assert_allclose(command.velocity[joints], meant, atol=1e-15)
    assert (command.damping[joints] == 0.7).all()
    assert (command.stiffness[joints] == 0.0).all()


def test_the_fingers_follow_the_grip(make):
    robot = make()
    for hand in robot.card.hands:
        fingers = robot.card.index(robot.card.groups[hand])
        closed = robot.card.pose("hand_closed")[fingers]
        command = robot.command(grip={hand: Grip(closure=1.0)})
        np.testing.assert_allclose(command.position[fingers], closed)
        robot = make()


def test_what_is_seen_stays_as_it_was(make):
    robot = make()
    kept = replace(
        robot.body.state,
        joint_position=robot.body.state.joint_position.copy(),
        joint_velocity=robot.body.state.joint_velocity.copy(),
    )
    robot.command(grip={"right_hand": Grip(closure=1.0)})
    np.testing.assert_array_equal(robot.body.state.q, kept.q)
    np.testing.assert_array_equal(robot.body.state.v, kept.v)


def test_signals_are_of_this_moment(make):
    robot = make()
    robot.command()
    names = [channel.name for channel in robot.controller.CHANNELS]
    signals = dict(zip(names, robot.controller.signals(), strict=True))
    com = robot.model.com_in_world
    assert [signals[f"com.{axis}"] for axis in "xyz"] == pytest.approx([*com])
    # at rest the DCM is over the CoM
    assert [signals[f"dcm.{axis}"] for axis in "xy"] == pytest.approx([*com[:2]])


def test_pushed_it_tells_that_it_catches_itself(make):
    """By its channels and to its script; at rest it does not."""
    robot = make()

    def told():
        names = [channel.name for channel in robot.controller.CHANNELS]
        return dict(zip(names, robot.controller.signals(), strict=True))["recovering"]

    robot.command()
    assert (robot.controller.recovering(), told()) == (False, 0.0)
    robot.model.com_velocity[:2] = (0.8, 0.0)
    for _ in range(5):
        robot.command()
    assert (robot.controller.recovering(), told()) == (True, 1.0)


def test_hands_go_along_with_a_pelvis_that_is_driven_away(make, monkeypatch, aim):
    """A pelvis 5 cm further ahead takes the hand that is led 5 cm ahead."""
    robot, asked = make(), []

    def solve(qp, model, reference):
        asked.append(reference.goal.hand["right_hand"].position_in_world)
        return Solution(np.zeros(model.nv), np.zeros(len(model.joints)))

    monkeypatch.setattr(WholeBodyQp, "solve", solve)
    robot.model.com_velocity[:2] = (0.8, 0.0)
    for _ in range(5):
        robot.command(hand={"right_hand": aim})
    base = robot.card.base_link
    position, rotation = robot.model.placement(base)
    moved = type(robot.model.placement(base))(
        position + np.array([0.05, 0, 0]), rotation
    )
    monkeypatch.setitem(robot.model._placements, base, moved)
    robot.command(hand={"right_hand": aim})
    np.testing.assert_allclose(asked[0], aim.position_in_world)
    np.testing.assert_allclose(asked[-1] - asked[0], [0.05, 0.0, 0.0], atol=1e-4)


def test_a_path_is_walked_along_and_none_stood_on(make):
    robot = make()
    robot.command()
    assert robot.controller.arrived()
    robot.command(path=PlanarPath.straight(PlanarPose(0.0, 0.0, 0.0), 1.0))
    assert not robot.controller.arrived()


def time_to_give_up(robot):
    """Return for how long commands come without a solution [s]."""
    for tick in range(10_000):
        try:
            robot.command()
        except NoSolution:
            return tick * robot.period
    raise AssertionError("never")


@pytest.mark.parametrize("period", [PERIOD, PERIOD / 2.0])
@pytest.mark.parametrize("failure_time", [0.0, 0.1, 0.2])
def test_it_gives_up_after_its_time_whatever_the_period(
    make, unsolvable, period, failure_time
):
    robot = make(period=period, failure_time=failure_time)
    robot.command()
    unsolvable()
    assert time_to_give_up(robot) == pytest.approx(failure_time, abs=1.5 * period)


def test_meanwhile_the_torque_stays_as_it_was_and_nothing_is_meant(make, unsolvable):
    robot = make()
    before = robot.command()
    unsolvable()
    command = robot.command()
    np.testing.assert_array_equal(command.torque, before.torque)
    assert not robot.controller.predicted_acceleration().any()


def test_one_solution_in_between_begins_the_time_anew(make, monkeypatch, unsolvable):
    robot = make(failure_time=0.1)
    robot.command()
    with monkeypatch.context() as once:
        once.setattr(WholeBodyQp, "solve", _refused)
        for _ in range(40):
            robot.command()
    robot.command()
    unsolvable()
    assert time_to_give_up(robot) == pytest.approx(0.1, abs=1.5 * PERIOD)


def test_a_joint_range_is_a_limit_more(make):
    """A knee beyond its stop is brought back unless the limit is turned off."""

    def knee(**params):
        robot = make(**params)
        number = robot.model.joints.index(robot.card.groups["left_leg"][3])
        robot.model.q[7 + number] = robot.model.joint_range[1][number] + 0.3
        robot.command()
        return robot.controller.predicted_acceleration()[6 + number]

    assert knee() < -100.0
    assert knee(limits={"joint_range": None}) > -100.0


def test_gains_reach_the_tasks(make):
    """0.1 m too low, the CoM is lifted as its stiffness says, if at all weighed."""

    def lift(**gains):
        robot = make(tasks={"com": {"height_damping": 0.0, **gains}})
        robot.model.com_in_world[2] -= 0.1
        robot.command()
        acceleration = robot.controller.predicted_acceleration()
        return (robot.model.com_jacobian @ acceleration)[2]

    assert lift(height_stiffness=40.0, height_weight=1e3) == pytest.approx(4.0, rel=0.1)
    assert lift(height_stiffness=20.0, height_weight=1e3) == pytest.approx(2.0, rel=0.1)
    assert lift(height_stiffness=40.0, height_weight=0.0) < 1.0


def test_a_body_without_a_sole_is_refused(make, standing):
    card = standing.model.card
    standing.model.card = card.model_copy(update={"sole": None})
    with pytest.raises(CardError, match="no sole"):
        make()
