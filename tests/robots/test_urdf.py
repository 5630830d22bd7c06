"""A body of another size: same shape, same build."""

from xml.etree import ElementTree

import numpy as np
import pytest

from relaywalk.robots.card import AT_REST
from relaywalk.robots.free_body import FreeBody
from relaywalk.robots.stature import stature
from relaywalk.robots.urdf import link_names, urdf_text, urdf_tree
from relaywalk.types import RobotState

SCALE = 1.9 / 1.73


@pytest.fixture
def tall(human):
    scales = dict.fromkeys(link_names(human), SCALE)
    return human.model_copy(update={"length_scale": scales})


@pytest.fixture
def state(human):
    position = human.pose(*AT_REST)
    base = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    return RobotState(0.0, base, np.zeros(6), position, np.zeros(len(position)))


def test_every_link_is_farther_away_by_the_scale_and_turned_alike(human, tall, state):
    own, other = FreeBody(human), FreeBody(tall)
    for link in link_names(human):
        position, rotation = own.placement(state, link)
        there = other.placement(state, link)
        assert there[0] == pytest.approx(SCALE * position, abs=1e-12)
        assert there[1] == pytest.approx(rotation, abs=1e-12)


def test_mass_goes_with_the_square_and_inertia_with_the_fourth_power(
    human, tall, state
):
    own = FreeBody(human).mass_properties(state)
    other = FreeBody(tall).mass_properties(state)
    assert other.mass == pytest.approx(SCALE**2 * own.mass, rel=1e-12)
    assert other.com_in_world == pytest.approx(SCALE * own.com_in_world, abs=1e-12)
    assert other.inertia_in_world == pytest.approx(SCALE**4 * own.inertia_in_world)


def test_it_is_as_tall_as_that_and_as_wide(human, tall):
    assert stature(tall).height == pytest.approx(SCALE * stature(human).height)
    for shape in ("box", "cylinder", "sphere"):
        own, other = (
            [float(w) for e in urdf_tree(card).iter(shape) for w in words(e)]
            for card in (human, tall)
        )
        assert other == pytest.approx([SCALE * number for number in own])


def words(shape):
    """Return all numbers of a shape, as they are written."""
    return " ".join(shape.attrib.values()).split()


def test_it_may_slide_as_far_over_the_ground(human, tall):
    own, other = (
        [limit.attrib for limit in urdf_tree(card).iterfind("joint/limit")]
        for card in (human, tall)
    )
    assert other == own


def test_where_nothing_is_changed_the_text_is_the_file(human):
    text = human.urdf_path.read_text(encoding="utf-8")
    assert urdf_text(human) == text
    heavy = human.model_copy(update={"mass_scale": {"torso": 2.0}})
    torso = ElementTree.fromstring(urdf_text(heavy)).find("link[@name='torso']")
    assert float(torso.find("inertial/mass").get("value")) == pytest.approx(2 * 65.41)
