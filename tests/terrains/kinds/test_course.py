"""Patches follow each other without a gap, and lie wherever they are put."""

from math import cos, pi, sin, tan

import numpy as np
import pytest
from pydantic import ValidationError

from relaywalk.schema.validation import first_violation
from relaywalk.terrains.kinds.course import Params, build
from relaywalk.terrains.terrain import Terrain

HILL = [
    {"at": {"x": 3.0, "y": 1.0, "yaw": 0.4}, "length": 5.0, "slope": 0.0873},
    {"length": 2.0},
    {"length": 5.0, "slope": -0.0873},
]
TOP = 5.0 * tan(0.0873)


def ground(patches, seed=1, **keys):
    shapes, coarse = build(Params.model_validate({"patches": patches, **keys}), seed)
    return Terrain(shapes, coarse_shapes=coarse)


def along(terrain, distance, across=0.0):
    """Return the height at a distance along the hill [m]."""
    x = 3.0 + distance * cos(0.4) - across * sin(0.4)
    return terrain.height(x, 1.0 + distance * sin(0.4) + across * cos(0.4))


def test_a_hill_has_no_edge_along_it():
    terrain = ground(HILL)
    way = np.linspace(-1.0, 13.0, 2801)
    heights = np.array([along(terrain, s, 1.9) for s in way])
    assert np.abs(np.diff(heights)).max() <= 0.005 * tan(0.0873) + 1e-8
    for s, height in ((-0.5, 0.0), (2.5, TOP / 2.0), (6.0, TOP), (12.5, 0.0)):
        assert along(terrain, s) == pytest.approx(height, abs=1e-8)


def test_a_ramp_faces_back_along_its_heading():
    normal = ground(HILL).normal(3.0 + cos(0.4), 1.0 + sin(0.4))
    expected = (-sin(0.0873) * cos(0.4), -sin(0.0873) * sin(0.4), cos(0.0873))
    assert normal == pytest.approx(expected)


def test_beside_a_patch_is_the_base():
    assert along(ground(HILL), 6.0, 2.01) == 0.0


def test_steps_carry_the_level_on():
    steps = {"edges": [{"x": 1.0, "rise": 0.02}, {"x": 2.0, "rise": 0.02}]}
    terrain = ground([{"length": 3.0, "steps": steps}, {"length": 2.0}])
    for x, height in ((0.5, 0.0), (1.5, 0.02), (2.5, 0.04), (4.0, 0.04)):
        assert terrain.height(x, 0.0) == pytest.approx(height, abs=1e-8)
    assert terrain.mean.height(1.5, 0.0) == pytest.approx(0.02, abs=1e-8)


def test_tiles_lie_on_a_slope():
    tiles = {"size": 0.5, "spread": 0.01, "joint": 0.01}
    patch = {"at": {"z": 0.02}, "length": 4.0, "slope": 0.05, "tiles": tiles}
    terrain = ground([patch])
    for x in np.arange(0.25, 4.0, 0.5):
        gap = terrain.height(x, 0.25) - (0.02 + x * tan(0.05))
        assert 0.0 < abs(gap) <= 0.01
        assert terrain.normal(x, 0.25) == pytest.approx([-sin(0.05), 0.0, cos(0.05)])


def test_a_loop_of_patches_comes_back():
    """Four slabs, a quarter turn each: a way with bends is laid of patches."""
    corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    patches = [
        {"at": {"x": x, "y": y, "z": 0.1, "yaw": k * pi / 2.0}, "length": 10.0}
        for k, (x, y) in enumerate(corners)
    ]
    terrain = ground(patches)
    for x, y in ((5.0, 0.0), (10.0, 5.0), (5.0, 10.0), (0.0, 5.0)):
        assert terrain.height(x, y) == pytest.approx(0.1, abs=1e-8)
    assert terrain.height(5.0, 5.0) == 0.0


@pytest.mark.parametrize(
    ("patch", "path", "allowed"),
    [
        ({"length": 5.0, "slope": -0.1}, (), "patches above the base, 0 m; this one"),
        ({"length": 5.0, "tiles": {}}, (), "reaches down to -0.015 m"),
        (
            {"length": 5.0, "tiles": {}, "steps": {}},
            ("steps",),
            "null where there are tiles",
        ),
        (
            {"length": 5.0, "steps": {"edges": [{"x": 6.0, "rise": 0.1}]}},
            ("steps", "edges", 0, "x"),
            "an x before the end of the way, 5 m",
        ),
        (
            {"length": 200.0, "tiles": {"size": 0.1}},
            ("tiles", "size"),
            "at most 4000 of them",
        ),
    ],
)
def test_what_cannot_be_laid_is_refused(patch, path, allowed):
    with pytest.raises(ValidationError) as caught:
        Params.model_validate({"patches": [patch]})
    violation = first_violation(caught.value)
    assert violation.path == ("patches", 0, *path)
    assert allowed in violation.allowed
