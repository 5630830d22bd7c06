"""A slab of a way has its upper side where the way is."""

from math import cos, sin, tan

import pytest

from relaywalk.planar_path import PlanarPose
from relaywalk.terrains.terrain import Terrain
from relaywalk.terrains.way import LANDING, Way, with_landings

WAY = Way(PlanarPose(1.0, 2.0, 0.5), 0.3, 6.0, 2.0, slope=0.2)


def on(along, across):
    """Return where (x, y) a place on the way is in world."""
    return WAY.start.transform(along, across)


def test_a_slab_lies_on_the_slope_to_its_edges():
    slab = WAY.slab((1.0, 3.0), (-0.5, 1.0), top=0.02)
    for along, across in ((1.001, -0.499), (2.0, 0.0), (2.999, 0.999)):
        height = 0.3 + along * tan(0.2) + 0.02
        assert slab.height(*on(along, across)) == pytest.approx(height, abs=1e-8)
    beyond = Terrain((slab,)).shapes[0].height(*on(2.0, 1.01))
    assert beyond == -float("inf")


def test_its_end_is_where_it_leads():
    end, level = WAY.after(rise=0.1)
    assert end == pytest.approx((1.0 + 6.0 * cos(0.5), 2.0 + 6.0 * sin(0.5), 0.5))
    assert level == pytest.approx(0.3 + 6.0 * tan(0.2) + 0.1)


def test_landings_are_level_before_and_after():
    before, after = with_landings(WAY, rise=0.1).boxes
    assert before.height(*on(-0.5 * LANDING, 0.9)) == pytest.approx(0.3, abs=1e-8)
    level = WAY.after(0.1)[1]
    assert after.height(*on(6.0 + 0.5 * LANDING, 0.9)) == pytest.approx(level, abs=1e-8)
