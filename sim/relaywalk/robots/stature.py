"""Weight and height of a body, by which its loads are made comparable."""

from typing import NamedTuple

import numpy as np
import pinocchio as pin

from relaywalk.robots.card import RobotCard
from relaywalk.robots.urdf import urdf_text


class Stature(NamedTuple):
    """How heavy and how tall a body is.

    Attributes:
        mass: Of all its links [kg], nothing that it carries.
        weight: m g [N].
        height: From the lowest to the highest point of its shapes with every joint at
            zero, standing with straight legs [m].
    """

    mass: float
    weight: float
    height: float


def stature(card: RobotCard) -> Stature:
    """Return the stature of a card's body, from its URDF."""
    # a free root, else its own link is not counted in the mass
    text = urdf_text(card)
    model = pin.buildModelFromXML(text, pin.JointModelFreeFlyer())
    shapes = pin.buildGeomFromUrdfString(model, text, pin.GeometryType.COLLISION)
    data, placements = model.createData(), shapes.createData()
    pin.updateGeometryPlacements(model, data, shapes, placements, pin.neutral(model))
    low, high = np.inf, -np.inf
    for shape, placement in zip(shapes.geometryObjects, placements.oMg, strict=True):
        shape.geometry.computeLocalAABB()
        box = shape.geometry.aabb_local
        corners = np.array(np.meshgrid(*zip(box.min_, box.max_, strict=True)))
        z = (placement.rotation @ corners.reshape(3, -1))[2] + placement.translation[2]
        low, high = min(low, float(z.min())), max(high, float(z.max()))
    mass = float(pin.computeTotalMass(model))
    weight = mass * float(np.linalg.norm(model.gravity.linear))
    return Stature(mass, weight, high - low)
