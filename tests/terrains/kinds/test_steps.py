"""Steps add up along x, and nothing is seen of them from afar."""

import pytest
from pydantic import ValidationError

from relaywalk.schema.validation import first_violation
from relaywalk.terrains.kinds.steps import Params, build
from relaywalk.terrains.terrain import Terrain

EDGES = [{"x": 5.0, "rise": 0.02}, {"x": 7.0, "rise": -0.03}, {"x": 9.0, "rise": 0.01}]


def ground(**keys):
    shapes, coarse = build(Params.model_validate(keys), 1)
    return Terrain(shapes, coarse_shapes=coarse)


def test_the_ground_rises_at_every_edge():
    terrain = ground(edges=EDGES, length=10.0)
    for x, height in ((-3, 0), (4.99, 0), (5.01, 0.02), (7.01, -0.01), (9.01, 0.0)):
        assert terrain.height(x, 4.0) == pytest.approx(height, abs=1e-8)
    assert terrain.height(25.0, 0.0) == pytest.approx(0.0, abs=1e-8)


def test_without_edges_they_go_up_and_down_again():
    terrain = ground(spacing=2.0, rise=0.02, length=9.0)
    for x, height in ((1.9, 0), (2.1, 0.02), (4.1, 0.0), (6.1, 0.02), (8.1, 0.0)):
        assert terrain.height(x, 0.0) == pytest.approx(height, abs=1e-8)


def test_from_afar_there_is_one_even_slope():
    level = ground(edges=EDGES, length=10.0).mean
    assert level.height(6.0, 0.0) == pytest.approx(0.0, abs=1e-8)
    stairs = ground(edges=[{"x": 5.0, "rise": 0.1}], length=10.0).mean
    assert stairs.height(2.5, 0.0) == pytest.approx(0.025, abs=1e-8)
    assert stairs.height(12.0, 0.0) == pytest.approx(0.1, abs=1e-8)


@pytest.mark.parametrize(
    ("edges", "path", "allowed"),
    [
        ([5.0, 4.0], ("edges", 1, "x"), "an x beyond that of the edge before, 5 m"),
        ([5.0, 12.0], ("edges", 1, "x"), "an x before the end of the way, 10 m"),
        ([0.0], ("edges", 0, "x"), "a number above 0, at most 500 [m]"),
    ],
)
def test_edges_out_of_order_are_refused(edges, path, allowed):
    with pytest.raises(ValidationError) as caught:
        ground(edges=[{"x": x, "rise": 0.01} for x in edges], length=10.0)
    violation = first_violation(caught.value)
    assert (violation.path, violation.allowed) == (path, allowed)
