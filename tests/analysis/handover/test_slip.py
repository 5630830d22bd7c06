"""How the torch moves in the hand, of curves made by hand."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.analysis.handover.holding import Holding
from relaywalk.analysis.handover.slip import SETTLE, slip_of
from relaywalk.robots.model import RobotModel

HAND = "right_hand"
ROWS = 200  # 2 s
STILL = np.zeros((ROWS, 3))
HOLD = Holding("robot", HAND, "torch", 20, 180)


@pytest.fixture
def slip(record, motion, kuavo, torch):
    """Return the slip of a torch in a walking hand, moved in the hand in some way."""
    model = RobotModel(kuavo)
    posture = kuavo.pose("stand")

    def run(way=STILL, turn=STILL, hold=HOLD):
        base = np.zeros((ROWS, 7))
        base[:, 0] = 0.01 * np.arange(ROWS)
        base[:, 3:] = Rotation.from_euler("z", 0.3).as_quat()
        q = np.hstack((base, np.tile(posture[model.select], (ROWS, 1))))
        position, rotation = model.frame_path(kuavo.hands[HAND].frame, q)
        hand = Rotation.from_matrix(rotation)
        held = hand * Rotation.from_rotvec(turn)
        # the gripped point is 0.2 m above the torch's lower end
        bottom = position + hand.apply(way) - held.apply([0.0, 0.0, 0.2])
        pose = np.hstack((bottom, held.as_quat()))
        moves = {"robot": motion(base=base, position=np.tile(posture, (ROWS, 1)))}
        props = {"torch": torch}
        seen = record({"robot": kuavo}, ROWS, moves, props, {"torch": pose})
        return slip_of(seen, kuavo, hold)

    return run


def test_a_torch_that_moves_with_the_hand_does_not_slip(slip):
    seen = slip()
    assert seen.largest == pytest.approx(0.0, abs=1e-12)
    assert seen.time[0] == pytest.approx(0.2 + SETTLE, abs=0.011)
    assert seen.time[-1] == pytest.approx(1.8 - SETTLE, abs=0.011)


def test_a_creep_down_the_hand_is_seen_along_the_grip(slip):
    way = np.zeros((ROWS, 3))
    way[:, 2] = -0.0001 * np.arange(ROWS)  # 1 cm/s
    seen = slip(way)
    assert np.allclose(
        seen.displacement_in_hand[:, 2], -0.01 * (seen.time - seen.time[0])
    )
    assert np.allclose(seen.displacement_in_hand[:, :2], 0.0, atol=1e-12)
    assert seen.largest == pytest.approx(0.01 * (1.6 - 2 * SETTLE), abs=2e-4)


def test_a_turn_about_the_gripped_point_is_no_slip(slip):
    turn = np.zeros((ROWS, 3))
    turn[:, 1] = 0.002 * np.arange(ROWS)
    assert slip(turn=turn).largest == pytest.approx(0.0, abs=1e-9)


def test_a_hold_too_short_to_tell_has_no_slip(slip):
    seen = slip(hold=Holding("robot", HAND, "torch", 20, 30))
    assert (len(seen.time), seen.largest) == (0, 0.0)
