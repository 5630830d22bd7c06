"""Soles on the ground, seen from above."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from relaywalk.analysis.kinematics import frame_poses
from relaywalk.plots._axes import PALETTE
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


class Stance(NamedTuple):
    """One sole at rest: corners (4, 2) in world [m] and position of its foot."""

    corners: Array
    foot: int


def stances_in(run: "Run", actor: str, rows: slice) -> list[Stance]:
    """Return every stance whose middle is within some rows, seen in its middle."""
    card, gait = run.cards[actor], run.gaits[actor]
    found = []
    for foot, (name, contact) in enumerate(card.feet.items()):
        middle = (gait.feet[name].first + gait.feet[name].last) // 2
        middle = middle[(middle >= rows.start) & (middle < rows.stop)]
        if len(middle):
            where, rotation = frame_poses(
                run.recording, card, actor, contact.frame, middle
            )
            corners = where[:, None] + np.einsum(
                "kij,cj->kci", rotation, _corners(card)
            )
            found += [Stance(four[:, :2], foot) for four in corners]
    return found


def _corners(card: RobotCard) -> Array:
    """Return the corners (4, 3) of the sole in its frame [m]."""
    sole = card.sole
    if sole is None:
        return np.zeros((4, 3))
    x, y = (sole.x_min, sole.x_max), (sole.y_min, sole.y_max)
    return np.array([[x[i], y[j], 0.0] for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))])


def draw_soles(axes: Axes, stances: list[Stance], card: RobotCard) -> None:
    """Draw the soles, each foot in its colour and as one artist: there may be many."""
    for foot, name in enumerate(card.feet):
        corners = [stance.corners for stance in stances if stance.foot == foot]
        if corners:
            shade, label = PALETTE[foot], name.replace("_", " ")
            soles = PolyCollection(corners, facecolor=shade, edgecolor=shade)
            soles.set(alpha=0.3, label=label)
            axes.add_collection(soles)
