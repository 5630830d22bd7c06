"""A body without the arms that it does not use is where the whole one is."""

from functools import cache

import numpy as np
import pytest

from relaywalk.robots.card import AT_REST, RobotCard
from relaywalk.robots.catalogue import robot_card
from relaywalk.robots.free_body import FreeBody
from relaywalk.robots.model import RobotModel
from relaywalk.robots.reduced import reduced
from relaywalk.robots.urdf import joined_links, link_names, urdf_tree
from relaywalk.types import RobotState

BASE = np.array([0.3, -0.2, 0.1, 0.0, 0.0, np.sin(0.4), np.cos(0.4)])


@cache
def whole() -> RobotCard:
    return robot_card("human")


@pytest.fixture(params=["right_hand", "left_hand"])
def used(request) -> str:
    return request.param


def state_of(card: RobotCard, position) -> RobotState:
    return RobotState(0.0, BASE, np.zeros(6), position, np.zeros(len(position)))


def moved(card: RobotCard):
    """Return two states of the whole and of the reduced body in the same posture."""
    position = whole().pose(*AT_REST)
    own = whole().index(card.joints)
    position[own] += np.random.default_rng(1).uniform(-0.3, 0.3, len(own))
    return state_of(whole(), position), state_of(card, position[own])


def test_every_link_is_where_the_whole_body_has_it(used):
    card = reduced(whole(), {used})
    full, less = FreeBody(whole()), FreeBody(card)
    there, here = moved(card)
    assert link_names(card) == link_names(whole())
    for link in link_names(card):
        position, rotation = full.placement(there, link)
        assert less.placement(here, link)[0] == pytest.approx(position, abs=1e-9)
        assert less.placement(here, link)[1] == pytest.approx(rotation, abs=1e-9)


def test_it_weighs_the_same(used):
    card = reduced(whole(), {used})
    there, here = moved(card)
    full = FreeBody(whole()).mass_properties(there)
    less = FreeBody(card).mass_properties(here)
    assert less.mass == pytest.approx(full.mass, rel=1e-12)
    assert less.com_in_world == pytest.approx(full.com_in_world, abs=1e-9)
    assert less.inertia_in_world == pytest.approx(full.inertia_in_world, abs=1e-9)


def test_only_the_arm_that_is_used_has_joints(used):
    card = reduced(whole(), {used})
    side = used.removesuffix("_hand")
    kept = ("base", f"{side}_arm", used)
    expected = tuple(j for group in kept for j in whole().groups[group])
    assert card.joints == expected
    assert set(card.groups) == set(kept)
    assert set(card.hands) == {used}
    assert set(card.ratings) == set(card.joint_names) == set(expected)
    assert all(set(said) <= set(expected) for said in card.poses.values())
    assert RobotModel(card).joints
    types = {j.get("name"): j.get("type") for j in urdf_tree(card).iterfind("joint")}
    assert {types[joint] for joint in card.fixed} == {"fixed"}


def test_links_that_stand_still_to_one_another_do_not_collide():
    card = reduced(whole(), {"right_hand"})
    assert card.self_collision == tuple(
        pair
        for pair in whole().self_collision
        if pair not in [("arm_l5_link", "torso"), ("arm_l7_link", "torso")]
    )
    trunk = next(part for part in joined_links(card) if "torso" in part)
    assert {"arm_l7_link", "left_grasp"} <= trunk
    assert "arm_r7_link" not in trunk


def test_a_body_that_uses_both_hands_is_the_whole_one():
    assert reduced(whole(), {"right_hand", "left_hand"}) is whole()


def test_the_joints_that_are_left_are_those_of_the_whole_body(used):
    """The same dynamics: torques that hold a posture against gravity agree."""
    card = reduced(whole(), {used})
    there, here = moved(card)
    held = FreeBody(whole()).gravity_torque(there)[whole().index(card.joints)]
    assert FreeBody(card).gravity_torque(here) == pytest.approx(held, abs=1e-9)
