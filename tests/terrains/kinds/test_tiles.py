"""Tiles lie within their spread, joints are deeper, and the seed draws them."""

import numpy as np
import pytest
from pydantic import ValidationError

from relaywalk.schema.validation import first_violation
from relaywalk.terrains.kinds.tiles import Params, build
from relaywalk.terrains.terrain import Terrain

PARAMS = Params(size=0.5, spread=0.015, joint=0.01, begin=1.0, length=10.0, width=4.0)
MIDDLES = np.array(
    [(1.25 + 0.5 * i, -1.75 + 0.5 * j) for i in range(20) for j in range(8)]
)


def ground(seed, params=PARAMS):
    shapes, coarse = build(params, seed)
    return Terrain(shapes, coarse_shapes=coarse)


def test_tiles_fill_their_spread():
    heights = ground(1).heights(MIDDLES)
    assert np.abs(heights).max() <= 0.015 + 1e-8
    assert heights.min() < -0.013
    assert heights.max() > 0.013


def test_a_tile_is_flat_to_its_joints_which_are_3_cm_deeper_than_any():
    terrain = ground(1)
    middle = terrain.height(1.25, 0.25)
    assert terrain.height(1.006, 0.006) == pytest.approx(middle)
    assert terrain.height(1.494, 0.494) == pytest.approx(middle)
    assert terrain.height(1.5, 0.25) == pytest.approx(-0.045, abs=1e-8)


def test_before_and_after_the_ground_is_level():
    terrain = ground(1)
    for x in (-5.0, 0.0, 0.999, 11.001, 30.0):
        assert terrain.height(x, 0.0) == pytest.approx(0.0, abs=1e-8)


def test_another_seed_lays_them_anew():
    assert (ground(1).heights(MIDDLES) == ground(1).heights(MIDDLES)).all()
    assert (ground(1).heights(MIDDLES) != ground(2).heights(MIDDLES)).any()


def test_from_afar_they_are_level():
    assert ground(1).mean.heights(MIDDLES) == pytest.approx(np.zeros(160), abs=1e-8)


def test_too_many_tiles_are_refused():
    with pytest.raises(ValidationError) as caught:
        Params(size=0.1, length=100.0, width=10.0)
    path, value, allowed = first_violation(caught.value)
    assert (path, value) == (("size",), 0.1)
    assert "at most 4000 of them, not 100000" in allowed
