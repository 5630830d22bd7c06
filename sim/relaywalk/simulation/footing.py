"""Footing: soles set on the ground, the legs bent to match, the body over them."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from relaywalk.errors import ScenarioError
from relaywalk.robots.card import RobotCard, Sole
from relaywalk.robots.model import Placement, RobotModel, rotation_error
from relaywalk.spatial import rotation_about_z, yaw_of
from relaywalk.terrains.resting import resting
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import Array

ITERATIONS = 30
DAMPING = 1e-8  # of the least squares, next to Jacobians of about 1 [-]
CLOSE = 1e-6  # soles this near to where they should be are there [m, rad]


class HeldMass(NamedTuple):
    """A mass that the body holds.

    Attributes:
        mass: [kg].
        point: (3,) where its centre is, from the base's origin, world axes [m].
    """

    mass: float
    point: Array


NOTHING = HeldMass(0.0, np.zeros(3))


def foothold(terrain: Terrain, sole: Sole, level: Placement) -> Placement:
    """Return where a sole that was level stands on the ground.

    It turns to face as the coarse ground does under its frame, and is as high as it
    has to be for no corner to be in the ground.

    Args:
        terrain: The ground.
        sole: The rectangle that touches it.
        level: The sole frame, level, anywhere above or below.
    """
    x, y = level.position[:2].tolist()
    yaw = yaw_of(level.rotation)
    rest = resting(terrain, x, y, _spots(sole) @ rotation_about_z(yaw).T)
    return Placement(np.array([x, y, rest.height]), rest.tilt @ level.rotation)


def _spots(sole: Sole) -> Array:
    """Return the origin and the corners (5, 3) of a sole in its frame [m]."""
    x, y = (sole.x_min, sole.x_max), (sole.y_min, sole.y_max)
    corners = [(a, b, 0.0) for a in x for b in y]
    return np.array([(0.0, 0.0, 0.0), *corners])


def stand_on(terrain: Terrain, card: RobotCard, model: RobotModel, q: Array) -> Array:
    """Return q (nq,) with the body raised and its soles on the ground.

    The lowest sole is reached with the legs as they are, the other legs bend.

    Args:
        terrain: The ground.
        card: Of the body.
        model: Of the body.
        q: (nq,) Upright, soles level, at any height.

    Raises:
        ScenarioError: The legs are too short, or bend too little, for this ground.
    """
    sole = card.required_sole()
    frames = [foot.frame for foot in card.feet.values()]
    level = {name: Placement(*model.frame_pose_at(name, q)) for name in frames}
    goals = {name: foothold(terrain, sole, spot) for name, spot in level.items()}
    q = q.copy()
    lowest = min(goal.position[2] for goal in goals.values())
    q[2] = q[2] + lowest - min(spot.position[2] for spot in level.values())
    return _reached(model, q, goals)


def over_its_soles(
    card: RobotCard, model: RobotModel, q: Array, held: HeldMass = NOTHING
) -> Array:
    """Return q (nq,) with the CoM over the middle of the soles, which stay.

    So a run begins at rest: a Kuavo 4 Pro whose CoM is 8 cm before its ankles needs
    all of their torque to come back, and its feet slip and turn meanwhile.

    Args:
        card: Of the body.
        model: Of the body.
        q: (nq,) Its soles are on the ground.
        held: What it carries besides.

    Raises:
        ScenarioError: The legs cannot get there.
    """
    frames = [foot.frame for foot in card.feet.values()]
    goals = {name: Placement(*model.frame_pose_at(name, q)) for name in frames}
    middle = np.mean([goal.position[:2] for goal in goals.values()], axis=0)
    for _ in range(ITERATIONS):
        both = model.mass * model.com_at(q) + held.mass * (q[:3] + held.point)
        away = both[:2] / (model.mass + held.mass) - middle
        if np.abs(away).max() < CLOSE:
            break
        q = q.copy()
        q[:2] -= away
        q = _reached(model, q, goals)
    return q


def _reached(model: RobotModel, q: Array, goals: Mapping[str, Placement]) -> Array:
    """Return q (nq,) with frames at their goals, by damped least squares.

    The base stays where it is.

    Raises:
        ScenarioError: They cannot get there.
    """
    for _ in range(ITERATIONS):
        model.locate(q)
        error = np.concatenate([_error(model, *goal) for goal in goals.items()])
        if np.abs(error).max() < CLOSE:
            return q
        rows = [model.jacobian(frame)[:, model.free :] for frame in goals]
        jacobian = np.concatenate(rows)
        normal = jacobian @ jacobian.T + DAMPING * np.eye(len(jacobian))
        q[len(q) - len(model.joints) :] += jacobian.T @ np.linalg.solve(normal, error)
    spots = [goal.position[:2].round(3).tolist() for goal in goals.values()]
    raise ScenarioError(
        f"{model.card.name}: cannot stand with its soles at (x, y) = {spots} m; start "
        "where the ground under both is less uneven"
    )


def _error(model: RobotModel, frame: str, goal: Placement) -> Array:
    """Return how far (6,) a frame is from its goal, world axes [m, rad]."""
    now = model.placement(frame)
    turned = rotation_error(goal.rotation, now.rotation)
    return np.concatenate((goal.position - now.position, turned))
