"""Links multiplied out along their paths are where Pinocchio has them."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.robots.free_body import FreeBody
from relaywalk.scenario.scenario import Scenario
from relaywalk.types import RobotState
from relaywalk.view.live.scenery import scenery
from relaywalk.view.live.skeleton import Skeleton
from relaywalk.view.replay.bodies import body


def multiplied(skeleton, joints):
    """Return link → position and rotation in the root's frame."""
    own = {at.link: at for at in skeleton.at_rest()}
    own.update({at.link: at for at in skeleton.posed(joints)})
    links = {path: i for i, path in enumerate(skeleton.paths)}
    found = {}
    for path, link in links.items():
        above, _, _ = path.rpartition("/")
        position, rotation = (
            found[links[above]] if above else (np.zeros(3), Rotation.identity())
        )
        if link in own:
            position = position + rotation.apply(own[link].position)
            rotation = rotation * Rotation.from_quat(own[link].quaternion)
        found[link] = position, rotation
    return found


@pytest.mark.parametrize("which", ["kuavo", "human"])
def test_links_are_where_pinocchio_has_them(request, which):
    card = request.getfixturevalue(which)
    n = len(card.joints)
    joints = np.linspace(-0.4, 0.5, n)
    skeleton = Skeleton(body(card)["links"], card.joints)
    found = multiplied(skeleton, joints)
    pose = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    state = RobotState(0.0, pose, np.zeros(6), joints, np.zeros(n))
    reference = FreeBody(card)
    for link, name in enumerate(skeleton.names):
        position, rotation = reference.placement(state, name)
        np.testing.assert_allclose(found[link][0], position, atol=1e-9)
        np.testing.assert_allclose(found[link][1].as_matrix(), rotation, atol=1e-9)


def test_a_body_without_joints_has_nothing_that_moves(torch):
    skeleton = Skeleton(body(torch)["links"], ())
    assert list(skeleton.posed(np.zeros(0))) == []
    assert skeleton.paths[0] == skeleton.names[0]


def test_a_scene_has_its_actors_props_and_ground(kuavo):
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    scene = scenery(scenario, {"robot": kuavo}, {})
    assert list(scene.actors) == ["robot"]
    assert scene.ground["shapes"][0]["kind"] == "plane"
    assert scene.title == "stand: mujoco, seed 1"
