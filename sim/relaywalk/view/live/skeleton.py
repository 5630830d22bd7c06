"""A body as a tree of links, each placed in its parent by its joint.

The page multiplies the tree out, so that of a moment only the joints are sent.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.types import Array

JsonObject = dict[str, Any]
TURNING = ("revolute", "continuous")


class LinkPose(NamedTuple):
    """Where a link is in its parent.

    Attributes:
        link: Its index.
        position: (3,) [m].
        quaternion: (4,) xyzw.
    """

    link: int
    position: Array
    quaternion: Array


class Skeleton:
    """The links of a body.

    Attributes:
        names: Of the links, each after its parent.
        paths: Of the links, "root/child/grandchild".
        visuals: Of each link, as `view.replay.visuals.drawn` has them.
    """

    def __init__(self, links: Sequence[JsonObject], joints: Sequence[str]) -> None:
        """Sort out which links move.

        Args:
            links: As `view.replay.bodies` has them.
            joints: Whose positions are known; others stay at zero.
        """
        self.names = [str(link["name"]) for link in links]
        self.visuals: list[list[JsonObject]] = [link["visuals"] for link in links]
        self.paths: list[str] = []
        for link in links:
            above = link.get("joint")
            root = f"{self.paths[above['parent']]}/" if above else ""
            self.paths.append(f"{root}{link['name']}")
        placed = [(i, link["joint"]) for i, link in enumerate(links) if "joint" in link]
        self._rest = [
            LinkPose(i, np.array(j["position"]), np.array(j["quaternion"]))
            for i, j in placed
        ]
        moving = [(i, joint) for i, joint in placed if joint["name"] in joints]
        self._links = [i for i, _ in moving]
        self._order = [joints.index(joint["name"]) for _, joint in moving]
        self._origin, self._rotation, self._axis = (
            np.array([joint[key] for _, joint in moving])
            for key in ("position", "quaternion", "axis")
        )
        self._turns = np.array([[joint["type"] in TURNING] for _, joint in moving])

    def at_rest(self) -> Iterator[LinkPose]:
        """Yield where every link but the root is while all joints are at zero."""
        yield from self._rest

    def posed(self, joints: Array) -> Iterator[LinkPose]:
        """Yield where every link is that moves.

        Args:
            joints: (n,) positions [rad] ([m]).
        """
        if not self._links:
            return
        along = self._axis * joints[self._order][:, None]
        turned = np.where(self._turns, along, 0.0)
        shifted = np.where(self._turns, 0.0, along)
        origin = Rotation.from_quat(self._rotation)
        quaternions = (origin * Rotation.from_rotvec(turned)).as_quat()
        positions = self._origin + origin.apply(shifted)
        for link, p, q in zip(self._links, positions, quaternions, strict=True):
            yield LinkPose(link, p, q)
