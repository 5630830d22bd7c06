"""One body as PyBullet numbers it."""

from collections.abc import Mapping
from dataclasses import dataclass

from relaywalk.types import Array


@dataclass(frozen=True, slots=True)
class PybulletBody:
    """Its links and joints; link -1 is the root.

    Attributes:
        uid: Of the body.
        floating: Whether its root moves freely.
        links: Link name → index.
        joints: Joint indices in card order, as a list, which the calls want.
        offset_pose: (7,) inertial frame of the root, in the root's link frame.
        axes: (n, 6) joint axis in the child's link frame, among forces if it
            slides, among moments if it turns.
        moving: All link indices but the root's, as a list; for a prop, none.
    """

    uid: int
    floating: bool
    links: Mapping[str, int]
    joints: list[int]
    offset_pose: Array
    axes: Array
    moving: list[int]
