"""The cost of carrying against numbers worked out in another way."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.analysis.loads.carrying import (
    GRAVITY,
    JointCost,
    Torch,
    TorqueStatistics,
    WindowedRun,
    joint_costs,
    own_weight_torques,
    static_torques,
)
from relaywalk.analysis.loads.window import Window
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.model import RobotModel
from relaywalk.types import RobotState

ROWS = 10
ALL = Window("standing", 0.0, 1.0)
TORCH = Torch("torch", 1.6, 0.4107, "right_hand")
IN_HAND = np.array([0.01, 0.0, -0.30])  # of the torch's end in the hand [m]


@pytest.fixture
def holding(tmp_path, write_rows, motion, kuavo, torch):
    """Return a part in which the robot stands still with a torch in its hand."""

    def make(name="laden", torque=None, carried=TORCH, bend=0.0):
        joints = kuavo.pose_of("right_hand", "carry")
        joints[kuavo.joints.index("zarm_r4_joint")] += bend
        tilt = Rotation.from_euler("xyz", [0.02, -0.05, 0.3]).as_quat()
        base = np.array([0.3, -0.1, 0.8, *tilt])
        model = RobotModel(kuavo)
        state = RobotState(0.0, base, np.zeros(6), joints, np.zeros(len(joints)))
        place, turn = model.frame_pose_at("right_grasp", model.configuration(state))
        quaternion = Rotation.from_matrix(turn).as_quat()
        pose = np.concatenate((place + turn @ IN_HAND, quaternion))
        moves = motion(
            base=np.tile(base, (ROWS, 1)),
            position=np.tile(joints, (ROWS, 1)),
            torque=torque,
        )
        folder = tmp_path / name
        folder.mkdir()
        write_rows(
            folder,
            {"robot": kuavo},
            ROWS,
            {"robot": moves},
            {"torch": torch},
            {"torch": np.tile(pose, (ROWS, 1))},
        ).close()
        part = WindowedRun(Recording.open(folder), kuavo, "robot", ALL, carried)
        return part, model, model.configuration(state)

    return make


def test_the_static_share_is_the_slope_of_the_torch_s_potential_energy(holding):
    part, model, q = holding()
    torque = static_torques(part)

    def height(q):
        place, turn = model.frame_pose_at("right_grasp", q)
        centre = IN_HAND + np.array([0.0, 0.0, TORCH.centre_of_mass])
        return (place + turn @ centre)[2]

    for place, joint in enumerate(model.joints):
        step = np.zeros(len(q))
        step[7 + place] = 1e-5
        slope = (height(q + step) - height(q - step)) / 2e-5
        expected = TORCH.mass * GRAVITY * slope
        found = torque[part.card.joints.index(joint)]
        assert found == pytest.approx(expected, abs=1e-6)


def test_a_joint_off_the_way_to_the_hand_has_no_static_share(holding):
    part, _, _ = holding()
    torque = dict(zip(part.card.joints, static_torques(part), strict=True))
    others = [v for joint, v in torque.items() if not joint.startswith("zarm_r")]
    assert np.abs(others).max() < 1e-12
    assert abs(torque["zarm_r1_joint"]) > 5.0


def test_without_a_torch_nothing_is_static(holding):
    part, _, _ = holding(carried=None)
    assert not static_torques(part).any()


def test_the_own_weight_of_the_arm_is_pinocchio_s_gravity(holding):
    part, model, q = holding()
    expected = model.gravity_torque(q)[6:]
    found = own_weight_torques(part)[model.select]
    assert found == pytest.approx(expected, abs=1e-6)


def test_the_shares_of_a_perfect_pair_of_runs_leave_no_rest(holding, kuavo):
    bare, _, _ = holding("bare", carried=None, bend=0.3)
    laden, _, _ = holding("laden")
    with_torch = own_weight_torques(laden) + static_torques(laden)
    bare, _, _ = holding(
        "bare2", np.tile(own_weight_torques(bare), (ROWS, 1)), None, 0.3
    )
    laden, _, _ = holding("laden2", np.tile(with_torch, (ROWS, 1)))
    costs = {cost.joint: cost for cost in joint_costs(bare, laden)}
    assert list(costs) == list(kuavo.joints)
    shoulder = costs["zarm_r1_joint"]
    assert abs(shoulder.posture) > 0.01
    assert shoulder.rest == pytest.approx(0.0, abs=1e-5)
    assert shoulder.dynamic == pytest.approx(0.0, abs=1e-6)
    assert shoulder.balance is None
    knee = costs["leg_l4_joint"]
    assert (knee.static, knee.posture, knee.rest) == (None, None, None)
    assert knee.balance == knee.added_rms


def test_a_lighter_torch_takes_its_own_share_off(holding):
    light = Torch("torch", 0.6, TORCH.centre_of_mass, TORCH.hand)
    bare, _, _ = holding("light", carried=light)
    laden, _, _ = holding("heavy")
    whole = dict(zip(laden.card.joints, static_torques(laden), strict=True))
    costs = {cost.joint: cost for cost in joint_costs(bare, laden)}
    share = costs["zarm_r4_joint"].static
    assert share == pytest.approx(whole["zarm_r4_joint"] * 1.0 / 1.6)


def test_the_figures_of_a_torque():
    figures = TorqueStatistics.of(np.array([1.0, -3.0, 1.0, -3.0]))
    assert (figures.mean, figures.rms) == pytest.approx((-1.0, np.sqrt(5.0)))
    assert (figures.peak, figures.fluctuation) == pytest.approx((3.0, 2.0))


def test_dynamic_and_static_parts_are_told_apart():
    bare, laden = (
        TorqueStatistics(1.0, 2.0, 3.0, 0.5),
        TorqueStatistics(-4.0, 5.0, 7.0, 0.75),
    )
    cost = JointCost("elbow", "right_arm", bare, laden, -4.5, -0.25)
    assert cost.added_mean == -5.0
    assert (cost.added_rms, cost.added_peak) == (3.0, 4.0)
    assert cost.rest == pytest.approx(-0.25)
    assert cost.dynamic == 0.25


def test_a_window_without_rows_is_refused(holding):
    part, _, _ = holding()
    empty = WindowedRun(
        part.recording, part.card, "robot", Window("standing", 5.0, 6.0)
    )
    with pytest.raises(RecordingError, match="no rows within 5"):
        empty.torques()
