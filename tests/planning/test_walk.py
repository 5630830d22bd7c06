"""What every walk keeps: a step beside the stance foot, and no memory."""

from dataclasses import FrozenInstanceError

import pytest

from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.footstep import Footstep, other, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.home_walk import HomeParams, HomeWalk
from relaywalk.planning.path_walk import FootstepParams, PathWalk

GAIT = GaitParameters()
YAW = 0.7  # [rad]
MIDDLE = PlanarPose(3.0, -2.0, YAW)
HALF = 0.5 * GAIT.width


def foot_at(name, along, middle=MIDDLE):
    """Return a foot in a stance about a middle, a way further along [m]."""
    x, y = middle.transform(along, sign(name) * HALF)
    return Footstep(x, y, 0.05, middle.yaw)


FEET = {name: foot_at(name, 1.0) for name in ("left_foot", "right_foot")}
WALKS = {
    "path": PathWalk(GAIT, FootstepParams(), PlanarPath.straight(MIDDLE, 1.0)),
    "home": HomeWalk(GAIT, HomeParams(), FEET["left_foot"], FEET["right_foot"]),
}


@pytest.fixture(params=WALKS.values(), ids=WALKS)
def walk(request):
    return request.param


@pytest.mark.parametrize("foot", FEET)
def test_a_step_lands_on_its_own_side_at_the_stance_foots_height(walk, foot):
    stance = foot_at(other(foot), 0.0)
    footstep, _ = walk.step(foot, stance, 0.0)
    along, across = stance.planar.inverse(footstep.x, footstep.y)
    assert along > 0.0
    assert sign(foot) * across == pytest.approx(GAIT.width)
    assert footstep.z == stance.z
    assert footstep.yaw == pytest.approx(YAW)


def test_the_same_question_has_the_same_answer(walk):
    stance = foot_at("right_foot", 0.0)
    assert walk.step("left_foot", stance, 0.1) == walk.step("left_foot", stance, 0.1)
    with pytest.raises(FrozenInstanceError):
        walk.gait = None


def test_both_feet_have_to_arrive(walk):
    there, short = FEET, foot_at("right_foot", 0.8)
    assert walk.arrived(there["left_foot"], there["right_foot"])
    assert not walk.arrived(there["left_foot"], short)


def test_steps_lead_to_where_it_arrives(walk):
    feet = {name: foot_at(name, 0.0) for name in FEET}
    foot, length = "left_foot", 0.0
    for _ in range(100):
        if walk.arrived(feet["left_foot"], feet["right_foot"]):
            break
        feet[foot], length = walk.step(foot, feet[other(foot)], length)
        foot = other(foot)
    assert walk.arrived(feet["left_foot"], feet["right_foot"])
