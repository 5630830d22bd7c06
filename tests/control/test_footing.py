"""Where the feet are measured, and what they can hold."""

import numpy as np
import pytest

from relaywalk.control.balance import BalanceParams
from relaywalk.control.footing import Footing
from relaywalk.control.support import reachable_sole
from relaywalk.errors import CardError, ScenarioError
from relaywalk.planar_path import PlanarPose
from relaywalk.planning.footstep import sign
from relaywalk.robots.model import Placement
from relaywalk.types import GRAVITY

PARAMS = BalanceParams()
FEET = ("left_foot", "right_foot")
ROOTS = [PlanarPose(0.0, 0.0, 0.0), PlanarPose(1000.0, -5.0, 2.0)]


@pytest.fixture(params=ROOTS, ids=["here", "far away"])
def root(request):
    return request.param


@pytest.fixture
def body(kinematic, robot, root):
    return kinematic(robot, root)


@pytest.fixture
def footing(body):
    return Footing(PARAMS, body)


def test_it_says_where_the_soles_are_and_where_the_pelvis_looks(footing, root):
    assert footing.heading() == pytest.approx(root.yaw)
    for foot, step in footing.feet(root.yaw).items():
        along, across = root.inverse(step.x, step.y)
        assert along == pytest.approx(0.0, abs=1e-6)
        assert sign(foot) * across > 0.05
        assert (step.z, step.yaw) == pytest.approx((0.0, root.yaw), abs=1e-6)
        np.testing.assert_allclose(footing.normal(foot), [0.0, 0.0, 1.0], atol=1e-6)


@pytest.mark.parametrize("turns", [-2, 0, 1])
def test_headings_are_counted_through(footing, root, turns):
    near = root.yaw + 0.3 + 2.0 * np.pi * turns
    yaw = footing.foot("left_foot", near).yaw
    assert yaw == pytest.approx(root.yaw + 2.0 * np.pi * turns)


def test_the_dcm_is_ahead_of_the_com_by_its_velocity(footing, body):
    body.com_velocity[:2] = (0.34, -0.68)
    dcm = footing.dcm(3.4)
    np.testing.assert_allclose(dcm - body.com_in_world[:2], [0.1, -0.2])


def test_alone_a_foot_bears_all_of_the_weight_and_two_bear_half_of_it(footing, body):
    card, weight = body.card, body.mass * GRAVITY
    feet = footing.feet(footing.heading())
    alone, both = (
        footing.single_support(feet["left_foot"]),
        footing.double_support(feet),
    )
    region = footing.region
    sole = reachable_sole(
        card, card.sole, weight, PARAMS.ankle_fraction, PARAMS.zmp_margin
    )
    front = region.middle[0] + region.half[0]
    assert front == pytest.approx(sole.x_max - PARAMS.zmp_margin)
    x, y = feet["left_foot"].planar.transform(1.0, 0.0)
    ahead = np.array([x, y])
    reach = feet["left_foot"].planar.inverse(*alone.clip(ahead))[0]
    assert reach == pytest.approx(front)
    assert feet["left_foot"].planar.inverse(*both.clip(ahead))[0] >= reach
    assert footing.toe == card.sole.x_max


def test_a_dcm_beyond_what_the_soles_hold_is_lost(footing, root):
    feet = footing.feet(root.yaw)
    here = np.array(root.transform(0.03, 0.0))
    assert not footing.lost(feet, here)
    for way in ((0.3, 0.0), (-0.3, 0.0), (0.0, 0.4), (0.0, -0.4)):
        assert footing.lost(feet, np.array(root.transform(*way)))


def test_rounding_is_not_lost(footing, root):
    """Up to `step_margin` beyond the edge."""
    feet = footing.feet(root.yaw)
    low, high = 0.0, 0.5
    for _ in range(40):
        middle = 0.5 * (low + high)
        lost = footing.lost(feet, np.array(root.transform(middle, 0.0)))
        low, high = (low, middle) if lost else (middle, high)
    bare = Footing(PARAMS.model_copy(update={"step_margin": 0.0}), footing._model)
    within = low - 1.1 * PARAMS.step_margin
    assert not bare.lost(feet, np.array(root.transform(within, 0.0)))
    assert bare.lost(feet, np.array(root.transform(low - 1e-6, 0.0)))


def test_a_tilted_sole_tells_the_grounds_normal(footing, body):
    slope = np.array([[0.8, 0.0, 0.6], [0.0, 1.0, 0.0], [-0.6, 0.0, 0.8]])
    frame = body.card.feet["left_foot"].frame
    body.places[frame] = Placement(np.zeros(3), slope)
    np.testing.assert_array_equal(footing.normal("left_foot"), [0.6, 0.0, 0.8])


def test_a_body_without_a_sole_is_refused(body):
    body.card = body.card.model_copy(update={"sole": None})
    with pytest.raises(CardError, match="no sole"):
        Footing(PARAMS, body)


def test_a_margin_that_leaves_nothing_is_refused(body):
    wide = PARAMS.model_copy(update={"zmp_margin": 0.05, "ankle_fraction": 0.1})
    with pytest.raises(ScenarioError, match="less than half"):
        Footing(wide, body)
