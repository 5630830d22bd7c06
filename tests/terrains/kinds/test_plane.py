"""A plane goes through the origin, whatever the seed."""

from relaywalk.terrains.kinds.plane import Params, build
from relaywalk.terrains.shapes.plane import Plane


def test_it_is_one_plane_without_anything_unseen():
    assert build(Params(slope=0.1), 1) == build(Params(slope=0.1), 2)
    assert build(Params(slope=0.1), 1) == ((Plane(0.0, 0.1),), ())
