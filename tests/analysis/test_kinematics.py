"""Frames of a body, from its recorded joints."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.analysis.kinematics import frame_poses
from relaywalk.robots.free_body import FreeBody
from relaywalk.types import RobotState

ROWS = np.array([0, 3])


@pytest.mark.parametrize("body", ["kuavo", "human"])
def test_the_hand_of_a_body_is_where_its_joints_put_it(record, motion, request, body):
    """Of one on feet, and of one that is led from a root."""
    card = request.getfixturevalue(body)
    turn = Rotation.from_euler("z", 2.0).as_quat()
    base = np.array([3.0, -1.0, 0.9 if card.feet else 0.0, *turn])
    joints = card.pose("stand") + 0.1
    moves = motion(base=np.tile(base, (5, 1)), position=np.tile(joints, (5, 1)))
    seen = record({"one": card}, 5, {"one": moves})
    frame = card.hands["right_hand"].frame
    position, rotation = frame_poses(seen, card, "one", frame, ROWS)
    state = RobotState(0.0, base, np.zeros(6), joints, 0.0 * joints)
    expected = FreeBody(card).placement(state, frame)
    for row in range(len(ROWS)):
        np.testing.assert_allclose(position[row], expected[0], atol=1e-6)
        np.testing.assert_allclose(rotation[row], expected[1], atol=1e-6)
