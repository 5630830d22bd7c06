"""What gives way is found in the recording, in the order in which it happened."""

import numpy as np
import pytest

from relaywalk.analysis.loads.giving_way import findings, saturation
from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.robots.model import RobotModel
from relaywalk.types import RobotState

ROWS = 100
COURSE = Course("robot", PlanarPath.straight(PlanarPose(0.0, 0.0, 0.0), 1.0))
CRITERIA = Criteria(0.0, 0.26, 0.005, 0.35, 0.2, 140.0)


@pytest.fixture
def carried(record, motion, kuavo, torch):
    """Return a run in which the robot holds a torch; parts of it can be spoilt."""

    def make(held=True, slip_from=None, tilt_from=None, clamp=(), off_from=None):
        joints = kuavo.pose_of("right_hand", "carry")
        base = np.tile([0.0, 0.0, 0.8, 0.0, 0.0, 0.0, 1.0], (ROWS, 1))
        state = RobotState(0.0, base[0], np.zeros(6), joints, np.zeros(len(joints)))
        model = RobotModel(kuavo)
        place, _ = model.frame_pose_at("right_grasp", model.configuration(state))
        torches = np.tile([*place, 0.0, 0.0, 0.0, 1.0], (ROWS, 1))
        if slip_from is not None:
            torches[slip_from:, 2] -= 0.02
        if tilt_from is not None:
            base[tilt_from:, 4:6] = np.sin(0.15), 0.0
            base[tilt_from:, 6] = np.cos(0.15)
        if off_from is not None:
            base[off_from:, 1] = 0.25
        touch = np.zeros((ROWS, 6))
        touch[:, 2] = -16.0 * held
        torque = np.zeros((ROWS, len(joints)))
        for joint, first, last in clamp:
            number = kuavo.joints.index(joint)
            torque[first:last, number] = -kuavo.envelope().peak[number]
        moves = motion(
            base=base,
            position=np.tile(joints, (ROWS, 1)),
            torque=torque,
            contact={"right_hand": touch},
        )
        props = {"torch": torch}
        seen = record(
            {"robot": kuavo}, ROWS, {"robot": moves}, props, {"torch": torches}
        )
        return seen, {"robot": kuavo}

    return make


def found_in(run, **options):
    seen, cards = run
    return findings(seen, cards, COURSE, "torch", CRITERIA, **options)


def test_nothing_gives_way_in_a_good_run(carried):
    assert found_in(carried()) == ()


def test_a_torch_that_slips_is_the_grip(carried):
    (finding,) = found_in(carried(slip_from=60))
    assert finding.what == "grip"
    assert finding.time == pytest.approx(0.6, abs=0.011)
    assert "beyond 0.005 m (at most 0.02 m)" in finding.detail


def test_a_joint_that_stays_at_its_clamp_is_named_with_its_share(carried):
    (finding,) = found_in(carried(clamp=[("leg_l4_joint", 20, 45)]))
    assert (finding.what, finding.time) == ("joint", pytest.approx(0.2))
    assert finding.detail.startswith("leg_l4_joint saturates, 25.0 % of the run")


def test_a_moment_at_the_clamp_is_no_saturation(carried):
    assert found_in(carried(clamp=[("leg_l4_joint", 20, 23)])) == ()


def test_fingers_press_at_their_clamp_by_design(carried):
    assert found_in(carried(clamp=[("hand_r_index_1_joint", 0, ROWS)])) == ()


def test_the_share_of_a_good_run_stands_beside(carried, kuavo):
    run = carried(clamp=[("leg_l4_joint", 20, 45)])
    usual = saturation(*run[:1], kuavo, "robot")
    assert usual[kuavo.joints.index("leg_l4_joint")] == pytest.approx(0.25)
    (finding,) = found_in(run, usual=0.5 * usual)
    assert finding.detail.endswith("(12.5 % when it is carried)")


def test_a_body_beside_its_path_is_out_of_balance(carried):
    found = found_in(carried(off_from=70))
    assert (found[0].what, found[0].time) == ("balance", pytest.approx(0.7))
    assert "leaves its path, beyond 0.2 m (at most 0.25 m)" in found[0].detail


def test_what_came_first_stands_first(carried):
    run = carried(slip_from=80, tilt_from=50, clamp=[("leg_r5_joint", 30, 60)])
    kinds = [finding.what for finding in found_in(run)]
    assert kinds[:2] == ["joint", "balance"]
    assert "grip" in kinds


def test_a_robot_that_never_held_the_torch_is_said_to(carried):
    (finding,) = found_in(carried(held=False))
    assert finding.detail == "robot never held the torch alone"
