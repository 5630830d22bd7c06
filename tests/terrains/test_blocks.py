"""Steps come as listed, or one after a spacing."""

import pytest

from relaywalk.terrains.blocks import Edge, Steps


def test_listed_edges_are_those_there_are():
    edge = Edge(x=1.0, rise=0.02)
    assert Steps(edges=(edge,)).on(5.0) == (edge,)


@pytest.mark.parametrize(("length", "count"), [(1.9, 0), (2.0, 0), (2.1, 1), (8.0, 3)])
def test_others_are_all_before_the_end(length, count):
    edges = Steps(spacing=2.0, rise=0.02).on(length)
    assert [edge.x for edge in edges] == [2.0 * (k + 1) for k in range(count)]
    assert [edge.rise for edge in edges] == [0.02, -0.02, 0.02][:count]
