"""The moving links of all actors, as PyBullet has them, as one `LinkTree`."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.linalg import block_diag

from relaywalk.engines._joint_reaction import FIXED, SLIDES, TURNS, Indices, LinkTree
from relaywalk.engines._pybullet_body import PybulletBody
from relaywalk.spatial import pose_inverse
from relaywalk.types import Array


def tree_rows(actors: Mapping[str, PybulletBody]) -> dict[tuple[str, str], int]:
    """Return (actor, link) → row in the world's tree; roots have none."""
    rows: dict[tuple[str, str], int] = {}
    for name, body in actors.items():
        start = len(rows)
        rows.update(
            {(name, link): start + k for link, k in body.links.items() if k >= 0}
        )
    return rows


def read_tree(bullet: Any, client: int, actors: list[PybulletBody]) -> LinkTree:  # noqa: ANN401
    """Return the moving links of all actors, in the order of `PybulletBody.moving`."""
    each = [(body.uid, link) for body in actors for link in body.moving]
    joints = [bullet.getJointInfo(*link, physicsClientId=client) for link in each]
    dynamics = [bullet.getDynamicsInfo(*link, physicsClientId=client) for link in each]
    starts = np.cumsum([0, *(len(body.moving) for body in actors)]).tolist()
    found = list(zip(actors, starts, starts[1:], strict=False))
    # of the dynamics 0: mass, 2: moments of inertia, 3 and 4: the inertial frame in
    # the link's; of a joint 13: its axis in the child's inertial axes, 14: where it is
    # in the parent's inertial frame, 15: at zero, the parent's axes in the child's
    placed = [(*joint[14], *joint[15]) for joint in joints]
    inertial = [(*link[3], *link[4]) for link in dynamics]
    joint_links = [start + joint for body, start, _ in found for joint in body.joints]
    beyond = [
        _descendants([joint[16] for joint in joints[start:end]])[body.joints]
        for body, start, end in found
    ]
    return LinkTree(
        roots=len(actors),
        mass=np.array([link[0] for link in dynamics]),
        principal=np.array([link[2] for link in dynamics]).reshape(-1, 3),
        link_in_com=pose_inverse(np.array(inertial).reshape(-1, 7)),
        inboard=_inboard(bullet, joints, starts, joint_links),
        joint_in_parent=np.array(placed).reshape(-1, 7) * [1, 1, 1, -1, -1, -1, 1],
        axis=np.array([joint[13] for joint in joints]).reshape(-1, 3),
        joint_links=np.array(joint_links, dtype=np.intp),
        beyond=block_diag(*beyond),
    )


def _inboard(
    bullet: Any,  # noqa: ANN401
    joints: list[Any],
    starts: list[int],
    joint_links: list[int],
) -> Indices:
    """Return `LinkTree.inboard` (k, 3).

    Args:
        bullet: The library.
        joints: What it says of the joint before each link.
        starts: Row of each actor's first link, and how many rows there are.
        joint_links: Row of the child link of each joint.
    """
    kinds = {bullet.JOINT_REVOLUTE: TURNS, bullet.JOINT_PRISMATIC: SLIDES}
    place = {link: index for index, link in enumerate(joint_links)}
    roots, rows = len(starts) - 1, []
    for actor, (start, end) in enumerate(pairwise(starts)):
        for row in range(start, end):
            # 2: kind of joint, 16: the parent's number in its body, -1 for the root
            kind, parent = kinds.get(joints[row][2], FIXED), joints[row][16]
            parent_row = roots + start + parent if parent >= 0 else actor
            rows.append((parent_row, place.get(row, 0), kind))
    return np.array(rows, dtype=np.intp).reshape(-1, 3)


def _descendants(parents: list[int]) -> Array:
    """Return (k, k): 1 where the second link is the first or lies beyond it."""
    # children have higher numbers than parents, so backwards each is complete
    beyond = np.eye(len(parents))
    for link, parent in reversed(list(enumerate(parents))):
        if parent >= 0:
            beyond[parent] += beyond[link]
    return beyond
