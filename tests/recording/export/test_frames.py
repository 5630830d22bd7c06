"""Frames are where the recorded base and joints put them."""

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._frames import frame_trajectories
from relaywalk.robots.model import RobotModel


def test_a_guided_root_stays_where_it_was_set(record, motion, human):
    """The base moves by the first three joints; the root must not."""
    position, turn = np.array([1.0, -0.5, 0.2]), Rotation.from_rotvec([0, 0, 2.5])
    joints = np.random.default_rng(4).normal(size=(9, len(human.joints)))
    model = RobotModel(human)
    base = np.empty((9, 7))
    for row, angles in enumerate(joints):
        model.locate(angles[model.select])
        there, rotation = model.placement(human.base_link)
        base[row, :3] = position + turn.apply(there.copy())
        base[row, 3:] = (turn * Rotation.from_matrix(rotation)).as_quat()
    moves = {"giver": motion(base=base, position=joints)}
    excerpt = Excerpt.of(record({"giver": human}, 9, moves), {"giver": human})
    root = frame_trajectories(excerpt, "giver", ["root"])["root"]
    assert np.allclose(root.position, position)
    assert np.allclose(root.rotation, turn.as_matrix())


def test_a_link_turns_about_its_joint(record, motion, two_link):
    """Shoulder: origin (0.02, 0, 0.05), turned 0.2 about z, axis y."""
    angles = np.array([[0.0, 0.7], [0.0, -1.1]])  # elbow, shoulder
    excerpt = Excerpt.of(
        record({"robot": two_link}, 2, {"robot": motion(position=angles)}),
        {"robot": two_link},
    )
    upper = frame_trajectories(excerpt, "robot", ["upper"])["upper"]
    assert np.allclose(upper.position, [0.02, 0.0, 0.05])
    for row, angle in enumerate(angles[:, 1]):
        turn = Rotation.from_euler("ZY", [0.2, angle]).as_matrix()
        assert np.allclose(upper.rotation[row], turn)
