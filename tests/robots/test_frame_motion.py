"""How frames move: as Pinocchio has it one by one, by NumPy and by loops alike."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.compilation import compiled
from relaywalk.robots._frame_motion import (
    FrameMotions,
    FrameSet,
    JointMotion,
    write_by_numpy,
)
from relaywalk.robots._frame_motion_loops import write_by_loops
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel
from relaywalk.types import RobotState

AXES = pin.ReferenceFrame.LOCAL_WORLD_ALIGNED


@pytest.fixture(params=["kuavo_4_pro", "kuavo_5"])
def model(request):
    """Return a humanoid's model in some motion."""
    card, random = load_robot_card(card_path(request.param)), np.random.default_rng(8)
    model = RobotModel(card)
    turn = pin.Quaternion(pin.exp3(random.normal(size=3))).coeffs()
    count = len(card.joints)
    pose = np.concatenate((random.normal(size=3), turn))
    joints = 0.3 * random.normal(size=(2, count))
    model.update(RobotState(0.0, pose, random.normal(size=6), *joints))
    return model


def frames(model):
    """Return base, soles and grasp frames."""
    parts = (*model.card.feet.values(), *model.card.hands.values())
    return (model.card.base_link, *(part.frame for part in parts))


def test_all_frames_move_as_pinocchio_has_each(model):
    for name in frames(model):
        model.frame_index(name)
    motions = {name: model.frame_motion(name) for name in frames(model)}
    places = {name: model.placement(name) for name in frames(model)}
    still = np.zeros(model.nv)
    pin.forwardKinematics(model.model, model.data, model.q, model.v, still)
    for name, (jacobian, twist, drift) in motions.items():
        at = (model.model, model.data, model.frame_id(name), AXES)
        expected = pin.getFrameJacobian(*at)
        np.testing.assert_allclose(jacobian, expected, atol=1e-12)
        speed, change = (
            pin.getFrameVelocity(*at).vector,
            pin.getFrameClassicalAcceleration(*at).vector,
        )
        np.testing.assert_allclose(twist, speed, atol=1e-12)
        np.testing.assert_allclose(drift, change, atol=1e-11)
        place = pin.updateFramePlacement(*at[:3])
        np.testing.assert_allclose(places[name].position, place.translation, atol=1e-12)
        np.testing.assert_allclose(places[name].rotation, place.rotation, atol=1e-12)


def test_a_frame_moves_alike_whoever_was_asked_for_before(model):
    """Bit for bit: a run that is taken up again asks in another order."""
    first = model.frame_motion("left_sole")
    for name in reversed(frames(model)):
        model.frame_index(name)
    for mine, other in zip(first, model.frame_motion("left_sole"), strict=True):
        np.testing.assert_array_equal(mine, other)


def test_loops_write_what_numpy_does():
    random = np.random.default_rng(9)
    placement = np.empty((2, 3, 12))
    for entry in placement.reshape(-1, 12):
        entry[:3] = random.normal(size=3)
        entry[3:] = pin.exp3(random.normal(size=3)).T.ravel()
    joints = JointMotion(
        *random.normal(size=(2, 20, 6)), random.normal(size=20), placement[0]
    )
    moved = (random.uniform(size=(3, 20)) > 0.5).astype(float)
    several = FrameSet(placement[1], moved)
    expected = FrameMotions.empty(3, 20)
    write_by_numpy(joints, several, expected)
    for loops in filter(None, (write_by_loops, compiled(write_by_loops))):
        found = FrameMotions.empty(3, 20)
        loops(*joints, *several, *found)
        for mine, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(mine, other, rtol=1e-12, atol=1e-12)
