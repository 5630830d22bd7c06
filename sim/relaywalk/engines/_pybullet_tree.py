"""The moving links of all actors, as PyBullet has them, as one `LinkTree`."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.linalg import block_diag

from relaywalk.engines._joint_reaction import FIXED, SLIDES, TURNS, LinkTree
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
    kinds = {bullet.JOINT_REVOLUTE: TURNS, bullet.JOINT_PRISMATIC: SLIDES}
    dynamics: list[tuple[Any, ...]] = []
    joints: list[tuple[Any, ...]] = []
    inboard: list[tuple[int, int, int]] = []
    joint_links: list[int] = []
    beyond: list[Array] = []
    for actor, body in enumerate(actors):
        start = len(dynamics)
        card_order = {link: len(joint_links) + i for i, link in enumerate(body.joints)}
        for link in body.moving:
            found = bullet.getJointInfo(body.uid, link, physicsClientId=client)
            parent, kind = found[16], kinds.get(found[2], FIXED)
            row = len(actors) + start + parent if parent >= 0 else actor
            inboard.append((row, card_order.get(link, 0), kind))
            joints.append(found)
            dynamics.append(
                bullet.getDynamicsInfo(body.uid, link, physicsClientId=client)
            )
        joint_links += [start + joint for joint in body.joints]
        parents = [found[16] for found in joints[start:]]
        beyond.append(_descendants(parents)[body.joints])
    # of the dynamics 0: mass, 2: moments of inertia, 3 and 4: the inertial frame in
    # the link's; of a joint 13: its axis in the child's inertial axes, 14: where it is
    # in the parent's inertial frame, 15: at zero, the child's axes to the parent's,
    # inverted
    placed = [(*found[14], *found[15]) for found in joints]
    inertial = [(*found[3], *found[4]) for found in dynamics]
    return LinkTree(
        roots=len(actors),
        mass=np.array([found[0] for found in dynamics]),
        principal=np.array([found[2] for found in dynamics]).reshape(-1, 3),
        link_in_com=pose_inverse(np.array(inertial).reshape(-1, 7)),
        inboard=np.array(inboard, dtype=np.intp).reshape(-1, 3),
        joint_in_parent=np.array(placed).reshape(-1, 7) * [1, 1, 1, -1, -1, -1, 1],
        axis=np.array([found[13] for found in joints]).reshape(-1, 3),
        joint_links=np.array(joint_links, dtype=np.intp),
        beyond=block_diag(*beyond),
    )


def _descendants(parents: list[int]) -> Array:
    """Return (k, k): 1 where the second link is the first or lies beyond it."""
    # children have higher numbers than parents, so backwards each is complete
    beyond = np.eye(len(parents))
    for link, parent in reversed(list(enumerate(parents))):
        if parent >= 0:
            beyond[parent] += beyond[link]
    return beyond
