"""Soles are on the ground at the start; on level ground nothing bends for it."""

import numpy as np
import pytest

from relaywalk.errors import ScenarioError
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import Placement, RobotModel
from relaywalk.simulation.footing import (
    HeldMass,
    foothold,
    over_its_soles,
    stand_on,
)
from relaywalk.terrains.shapes.box import Box
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain, level

CARD = load_robot_card(card_path("kuavo_4_pro"))
SLOPED = Terrain((Plane(slope=0.05),))


def slab_under_the_left(height):
    """Return level ground with a slab of a height on the left of the x axis."""
    slab = Box((0.0, 5.0, height - 0.5, 0.0, 0.0, 0.0, 1.0), (10.0, 10.0, 1.0))
    return Terrain((Plane(), slab), coarse_shapes=(Plane(),))


@pytest.fixture(scope="module")
def standing():
    """Return a model and its q in the standing pose, base at the origin."""
    model = RobotModel(CARD)
    base = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    return model, np.concatenate((base, CARD.pose("stand")[model.select]))


def soles(model, q):
    """Return foot → placement of its sole."""
    return {
        name: Placement(*model.frame_pose_at(foot.frame, q))
        for name, foot in CARD.feet.items()
    }


def test_on_level_ground_only_the_base_is_raised(standing):
    model, q = standing
    stood = stand_on(level(), CARD, model, q)
    assert (np.delete(stood, 2) == np.delete(q, 2)).all()
    for sole in soles(model, stood).values():
        assert sole.position[2] == pytest.approx(0.0, abs=1e-12)


def test_on_a_slope_soles_lie_in_it(standing):
    model, q = standing
    for sole in soles(model, stand_on(SLOPED, CARD, model, q)).values():
        x, y, z = sole.position
        assert z == pytest.approx(SLOPED.height(x, y), abs=2e-6)
        assert sole.rotation[:, 2] == pytest.approx(SLOPED.normal(x, y), abs=2e-6)


def test_a_leg_bends_over_a_slab(standing):
    model, q = standing
    found = soles(model, stand_on(slab_under_the_left(0.02), CARD, model, q))
    assert found["left_foot"].position[2] == pytest.approx(0.02, abs=2e-6)
    assert found["right_foot"].position[2] == pytest.approx(0.0, abs=2e-6)


def test_no_corner_is_in_the_ground():
    step = Terrain((Plane(), Box((5.1, 0, 0, 0, 0, 0, 1.0), (10.0, 9.0, 0.04))), 0.8)
    coarse = Terrain(step.shapes, 0.8, (Plane(),))
    over_the_edge = Placement(np.zeros(3), np.eye(3))  # its toes are beyond x = 0.1 m
    assert foothold(coarse, CARD.sole, over_the_edge).position[2] == pytest.approx(0.02)


def test_ground_that_legs_cannot_reach_is_refused(standing):
    model, q = standing
    with pytest.raises(ScenarioError, match=r"kuavo_4_pro: cannot stand with its sole"):
        stand_on(slab_under_the_left(2.0), CARD, model, q)


def test_the_body_goes_over_its_soles_which_stay(standing):
    model, q = standing
    stood = stand_on(slab_under_the_left(0.02), CARD, model, q)
    held = HeldMass(3.0, np.array([0.4, -0.2, 0.3]))
    found = over_its_soles(CARD, model, stood, held)
    before, after = soles(model, stood), soles(model, found)
    for name, sole in after.items():
        assert sole.position == pytest.approx(before[name].position, abs=2e-6)
    middle = np.mean([sole.position[:2] for sole in after.values()], axis=0)
    both = model.mass * model.com_at(found) + 3.0 * (found[:3] + held.point)
    assert both[:2] / (model.mass + 3.0) == pytest.approx(middle, abs=2e-6)
    assert found[2] == stood[2]


def test_a_mass_no_leg_can_bring_over_the_soles_is_refused(standing):
    model, q = standing
    stood = stand_on(level(), CARD, model, q)
    with pytest.raises(ScenarioError, match="cannot stand"):
        over_its_soles(CARD, model, stood, HeldMass(100.0, np.array([3.0, 0.0, 0.0])))
