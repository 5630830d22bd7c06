"""Every kind of ground is drawn where it is."""

import pytest

from relaywalk import registry
from relaywalk.scenario.scenario import Scenario
from relaywalk.terrains.terrain import level
from relaywalk.view.replay.ground import ground

KINDS = registry.modules("relaywalk.terrains.kinds")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn(kind):
    asked = Scenario.load("stand").with_overrides({"terrain": {"kind": kind}})
    shapes = ground(asked)["shapes"]
    built = asked.terrain.build(asked.seed).shapes
    assert len(shapes) == len(built)
    assert {shape["kind"] for shape in shapes} <= {"plane", "box", "heights"}


def test_an_object_lies_where_it_is():
    bench = {"shape": "box", "size": [1.0, 0.4, 0.5], "pose": {"x": 3.0, "y": 1.0}}
    asked = Scenario.load("stand").with_overrides({"objects": {"bench": bench}})
    drawn = ground(asked)["solids"]["bench"]
    solid = asked.objects["bench"].build(level())
    assert (drawn["size"], drawn["pose"]) == (solid.size, solid.pose)
    assert not drawn["loose"]
