"""The ground and the objects on it, as the page draws them."""

from typing import Any

from relaywalk.scenario.bodies import solids_of
from relaywalk.scenario.scenario import Scenario
from relaywalk.terrains.shapes import Shape
from relaywalk.terrains.shapes.box import Box
from relaywalk.terrains.shapes.height_field import HeightField
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.solid import Solid

DIGITS = 4  # of a length on the ground, after the point [m]


def ground(scenario: Scenario) -> dict[str, Any]:
    """Return `shapes`, of the terrain, and `solids`: name → object."""
    terrain = scenario.terrain.build(scenario.seed)
    solids = solids_of(scenario, terrain)
    return {
        "shapes": [_shape(shape) for shape in terrain.shapes],
        "solids": {name: _solid(solid) for name, solid in solids.items()},
    }


def _shape(shape: Shape) -> dict[str, Any]:
    """Return a piece of ground.

    Raises:
        TypeError: It is of a kind that the page does not know.
    """
    if isinstance(shape, Plane):
        return {"kind": "plane", "pose": shape.pose}
    if isinstance(shape, Box):
        return {"kind": "box", "pose": shape.pose, "size": shape.size}
    if isinstance(shape, HeightField):
        return {
            "kind": "heights",
            "corner": shape.corner,
            "spacing": shape.spacing,
            "heights": shape.heights.round(DIGITS).tolist(),
        }
    raise TypeError(f"{type(shape).__name__}: no piece of ground that a page draws")


def _solid(solid: Solid) -> dict[str, Any]:
    """Return an object."""
    return {
        "shape": solid.shape,
        "size": solid.size,
        "pose": solid.pose,
        "loose": solid.loose,
    }
