"""The verdict is decided from the recording: distance, tilt, slip, holder."""

import math

import numpy as np
import pytest

from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.analysis.verdict.verdict import judge
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.robots.model import RobotModel
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain

HAND = "right_hand"
ROWS, FIRST, LAST = 300, 50, 249  # the robot alone holds from FIRST to LAST
CRITERIA = Criteria(
    distance=1.0,
    max_base_tilt=0.2,
    max_slip=0.01,
    max_torch_tilt=0.5,
    max_off_path=0.3,
    max_contact_force=40.0,
)

STRAIGHT = Course("robot", PlanarPath.straight(PlanarPose(0.0, 0.0, 0.0), 2.0))


@pytest.fixture
def carry(record, motion, kuavo, human, torch):
    """Return the verdict on a carry of 2 m at 1 m/s, spoilt in some way."""
    model = RobotModel(kuavo)
    posture = kuavo.pose("stand")
    frame = kuavo.hands[HAND].frame

    def run(spoil=lambda base, pose, force: None, criteria=CRITERIA, course=STRAIGHT):
        base = np.zeros((ROWS, 7))
        walked = np.clip(np.arange(ROWS) - FIRST, 0, LAST - FIRST) * 0.01
        for row, distance in enumerate(walked):
            x, y, yaw = course.path.at(distance)
            base[row] = x, y, 0.8, 0.0, 0.0, np.sin(yaw / 2), np.cos(yaw / 2)
        pose = np.zeros((ROWS, 7))
        for row in range(ROWS):
            q = np.concatenate((base[row], posture[model.select]))
            pose[row, :3], _ = model.frame_pose_at(frame, q)
        pose[:, 2] -= 0.2
        pose[:, 3:] = base[:, 3:]
        force = {name: np.zeros(ROWS) for name in ("robot", "giver", "receiver")}
        force["giver"][:FIRST] = 16.0
        force["robot"][FIRST - 10 : LAST + 11] = 16.0
        force["receiver"][LAST + 1 :] = 16.0
        spoil(base, pose, force)
        contact = {
            n: {HAND: np.outer(f, [0, 0, 1.0, 0, 0, 0])} for n, f in force.items()
        }
        still = np.tile(posture, (ROWS, 1))
        motions = {
            "robot": motion(base=base, position=still, contact=contact["robot"]),
            "giver": motion(contact=contact["giver"]),
            "receiver": motion(contact=contact["receiver"]),
        }
        cards = {"robot": kuavo, "giver": human, "receiver": human}
        props = {"torch": torch}
        seen = record(cards, ROWS, motions, props, {"torch": pose})
        return judge(seen, cards, props, [course], criteria)

    return run


def test_a_clean_carry_has_no_shortcoming(carry):
    verdict = carry()
    assert verdict.shortcomings == ()
    assert verdict.torch.held
    assert verdict.distance == pytest.approx(1.99)
    assert verdict.speed == pytest.approx(1.0)
    assert verdict.torch.max_slip == pytest.approx(0.0, abs=1e-9)
    (robot,) = verdict.carriers
    assert (robot.actor, robot.hand, robot.prop) == ("robot", HAND, "torch")
    assert (robot.distance, robot.held) == (verdict.distance, True)
    assert [(h.giver, h.receiver) for h in verdict.handovers] == [
        ("giver", "robot"),
        ("robot", "receiver"),
    ]


def test_too_short_a_way(carry):
    criteria = Criteria(5.0, 0.2, 0.01, 0.5, 0.3, 40.0)
    (said,) = carry(criteria=criteria).shortcomings
    assert "carried 1.990 m alone, 5 m asked" in said


def test_leaning_back_is_no_shortcoming_where_no_way_is_asked(carry):
    def spoil(base, pose, force):
        moved = -1.1 * base[:, 0]
        base[:, 0] += moved
        pose[:, 0] += moved

    verdict = carry(spoil, Criteria(0.0, 0.2, 0.01, 0.5, 0.3, 40.0))
    assert verdict.distance < 0.0
    assert verdict.shortcomings == ()


def test_a_slip_is_found(carry):
    def spoil(base, pose, force):
        pose[150:, 2] -= 0.03

    verdict = carry(spoil)
    assert verdict.torch.max_slip == pytest.approx(0.03)
    assert any("torch slip" in said for said in verdict.shortcomings)


def test_a_tilted_trunk_is_found(carry):
    def spoil(base, pose, force):
        base[280, 3:] = np.sin(0.15), 0.0, 0.0, np.cos(0.15)

    verdict = carry(spoil)
    assert verdict.max_base_tilt == pytest.approx(0.3)
    assert any("base tilt" in said for said in verdict.shortcomings)


def test_a_tilted_torch_is_found(carry):
    def spoil(base, pose, force):
        pose[200, 3:] = 0.0, np.sin(0.3), 0.0, np.cos(0.3)

    verdict = carry(spoil)
    assert verdict.torch.max_tilt == pytest.approx(0.6)
    assert any("torch tilt" in said for said in verdict.shortcomings)


def test_a_turn_about_the_vertical_is_no_tilt(carry):
    def spoil(base, pose, force):
        pose[:, 3:] = 0.0, 0.0, np.sin(0.5), np.cos(0.5)

    assert carry(spoil).torch.max_tilt == pytest.approx(0.0)


def test_off_the_path_is_found(carry):
    def spoil(base, pose, force):
        base[120, 1] = -0.4

    verdict = carry(spoil)
    assert verdict.max_off_path == pytest.approx(0.4)
    assert any("off the path" in said for said in verdict.shortcomings)


@pytest.mark.parametrize("yaw", [0.0, 0.7, 3.0, -2.4])
def test_the_verdict_is_the_same_for_every_heading_far_from_the_origin(carry, yaw):
    start = PlanarPose(1000.0, -300.0, yaw)
    points = [start.transform(*point) for point in ((0, 0), (0.8, 0), (0.8, 3.0))]
    verdict = carry(course=Course("robot", PlanarPath.through(points, 0.5)))
    assert verdict.shortcomings == ()
    assert verdict.distance == pytest.approx(1.99)
    assert verdict.speed == pytest.approx(1.0)
    assert verdict.max_off_path == pytest.approx(0.0, abs=1e-9)
    assert verdict.path_length == pytest.approx(3.8 - 1.0 + np.pi / 4)


def test_who_walks_straight_on_where_the_path_bends_is_off_it(carry):
    bend = Course("robot", PlanarPath.through([(0, 0), (1, 0), (1, 2)], 0.5))

    def spoil(base, pose, force):
        ahead = np.clip(np.arange(ROWS) - FIRST, 0, LAST - FIRST) * 0.01
        moved = np.stack((ahead, 0.0 * ahead), axis=1) - base[:, :2]
        base[:, :2] += moved
        pose[:, :2] += moved

    verdict = carry(spoil, course=bend)
    assert verdict.max_off_path > 0.9
    assert any("off the path" in said for said in verdict.shortcomings)


def test_the_torch_is_off_the_ground_that_is_under_it(carry):
    slope = Terrain((Plane(0.5, math.atan(0.5)),))
    high = Course("robot", STRAIGHT.path, slope)
    assert carry(course=STRAIGHT).torch.held
    assert not carry(course=high).torch.held


def test_help_from_a_human_ends_the_hold(carry):
    def spoil(base, pose, force):
        force["giver"][100:110] = 5.0

    verdict = carry(spoil)
    assert verdict.distance == pytest.approx(1.39)


def test_a_torch_in_the_ground_is_not_held(carry):
    def spoil(base, pose, force):
        pose[150, 2] = -0.01

    verdict = carry(spoil)
    assert not verdict.torch.held
    assert any("off the ground" in said for said in verdict.shortcomings)


def test_a_hard_pull_is_found(carry):
    def spoil(base, pose, force):
        force["giver"][FIRST - 5] = 60.0

    assert any("60.0 N" in said for said in carry(spoil).shortcomings)


def test_a_number_that_is_none_is_a_shortcoming(carry):
    def spoil(base, pose, force):
        base[280, 3:] = np.nan

    assert any("base tilt" in said for said in carry(spoil).shortcomings)


def test_a_robot_that_never_held_the_torch(carry):
    def spoil(base, pose, force):
        force["robot"][:] = 0.0

    verdict = carry(spoil)
    assert (verdict.distance, verdict.torch.held) == (0.0, False)
    assert len(verdict.shortcomings) == 2


@pytest.fixture
def relay(record, motion, kuavo, torch):
    """Return the verdict on two robots: one carries 1 m, hands over, two carries on.

    Each has a way of its own and may carry a torch of its own; parts may be spoilt.
    """
    model, posture = RobotModel(kuavo), kuavo.pose("stand")

    def run(spoil=lambda base, force: None, grips=None, criteria=CRITERIA):
        starts = {"one": 0.0, "two": 2.0}
        hands = grips or {"one": (HAND, "torch"), "two": ("left_hand", "torch")}
        walks = {"one": (50, 149), "two": (150, 249)}
        base, force = {}, {}
        for name, (first, last) in walks.items():
            walked = np.clip(np.arange(ROWS) - first, 0, last - first) * 0.01
            base[name] = np.tile([0, 0, 0.8, 0, 0, 0, 1.0], (ROWS, 1))
            base[name][:, 0] = starts[name] + walked
            force[name] = np.zeros(ROWS)
            force[name][first - 10 : last + 10] = 16.0
        spoil(base, force)
        props = dict.fromkeys(dict.fromkeys(prop for _, prop in hands.values()), torch)
        poses = {prop: np.zeros((ROWS, 7)) for prop in props}
        for name, (hand, prop) in hands.items():
            frame = kuavo.hands[hand].frame
            for row in range(ROWS):
                if len(props) > 1 or (row < 145) == (name == "one"):
                    q = np.concatenate((base[name][row], posture[model.select]))
                    poses[prop][row, :3], _ = model.frame_pose_at(frame, q)
        for pose in poses.values():
            pose[:, 2] -= 0.2
            pose[:, 6] = 1.0
        motions = {
            name: motion(
                base=base[name],
                position=np.tile(posture, (ROWS, 1)),
                grip={hands[name]: np.outer(force[name], [0, 0, 1.0, 0, 0, 0])},
            )
            for name in walks
        }
        cards = dict.fromkeys(walks, kuavo)
        seen = record(cards, ROWS, motions, props, poses)
        courses = [
            Course(n, PlanarPath.straight(PlanarPose(x, 0.0, 0.0), 1.0))
            for n, x in starts.items()
        ]
        return judge(seen, cards, props, courses, criteria)

    return run


def test_each_carrier_counts_along_its_own_way_while_it_alone_holds(relay):
    verdict = relay()
    one, two = verdict.carriers
    assert (one.actor, one.hand, one.prop) == ("one", HAND, "torch")
    assert (two.actor, two.hand, two.prop) == ("two", "left_hand", "torch")
    # both held it for 0.18 s around the exchange
    assert one.distance == pytest.approx(0.89, abs=0.011)
    assert verdict.distance == pytest.approx(one.distance + two.distance)
    assert verdict.speed == pytest.approx(verdict.distance / (one.time + two.time))
    assert verdict.path_length == pytest.approx(2.0)
    (exchange,) = verdict.handovers
    assert (exchange.giver_hand, exchange.receiver_hand) == (HAND, "left_hand")
    assert verdict.torch.held
    assert verdict.shortcomings == ()


def test_a_relay_in_which_one_carrier_never_held_a_torch_is_not_held(relay):
    def spoil(base, force):
        force["two"][:] = 0.0

    verdict = relay(spoil)
    assert [carrier.held for carrier in verdict.carriers] == [True, False]
    assert not verdict.torch.held
    assert any("held by one hand alone" in said for said in verdict.shortcomings)


def test_the_worst_carrier_is_what_a_limit_is_compared_with(relay):
    def spoil(base, force):
        base["two"][200, 1] = 0.4
        base["one"][280, 3:] = np.sin(0.15), 0.0, 0.0, np.cos(0.15)

    verdict = relay(spoil)
    assert [c.max_off_path for c in verdict.carriers] == pytest.approx([0.0, 0.4])
    assert verdict.max_off_path == pytest.approx(0.4)
    assert verdict.max_base_tilt == pytest.approx(0.3)


def test_a_torch_for_each_is_no_exchange(relay):
    grips = {"one": (HAND, "torch"), "two": (HAND, "second")}
    verdict = relay(grips=grips)
    assert [carrier.prop for carrier in verdict.carriers] == ["torch", "second"]
    assert verdict.handovers == ()
    assert verdict.torch.held
