"""A solid with a mass is loose; its lower side is where it can touch the ground."""

import pytest

from relaywalk.terrains.solid import SIZES, Solid, lower_side

POSE = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def test_what_has_no_mass_is_fixed():
    assert Solid("sphere", (0.1,), POSE, 2.0, 0.5).loose
    assert not Solid("sphere", (0.1,), POSE, 0.0, 0.5).loose


@pytest.mark.parametrize(
    ("shape", "size", "extent"),
    [
        ("box", (0.4, 0.2, 0.1), (0.2, 0.1, -0.05)),
        ("cylinder", (0.3, 0.8), (0.3, 0.3, -0.4)),
        ("sphere", (0.3,), (0.0, 0.0, -0.3)),
    ],
)
def test_the_lower_side_is_as_far_down_and_out_as_the_solid(shape, size, extent):
    assert len(size) == len(SIZES[shape])
    spots = lower_side(shape, size)
    assert spots.max(axis=0) == pytest.approx(extent)
    assert spots[:, 2] == pytest.approx(extent[2])
