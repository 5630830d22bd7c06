"""The wrenches of a control period in PyBullet, from contacts and the links' motion."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from relaywalk.compilation import compiled
from relaywalk.engines._contact_sum import (
    ContactSides,
    ContactSum,
    Indices,
    contact_sides,
    summed,
)
from relaywalk.engines._joint_reaction import Period
from relaywalk.engines._joint_reaction_loops import write_reactions
from relaywalk.engines._pybullet_scene import World
from relaywalk.engines._pybullet_wrenches_loops import add_contacts, any_noted
from relaywalk.types import Array

Links = list[tuple[int, int]]


class Wrenches(NamedTuple):
    """Means over a control period.

    Attributes:
        joints: (n, 6) that each joint's parent exerts on its child, at the joint, in
            the child's axes [N, N·m].
        frames: (f, 6) on each contact frame's links, at the frame, world axes
            [N, N·m].
        props: (f, p, 6) of each prop on each contact frame's links, likewise.
        grips: (f, p) sum of the magnitudes of the normal forces between them [N].
        noted: Pairs of links whose contact is noted, by their place among all links.
    """

    joints: Array
    frames: Array
    props: Array
    grips: Array
    noted: Links


class WrenchSum:
    """Sums up the wrenches of one period after the other."""

    def __init__(
        self,
        world: World,
        contact_sum: ContactSum,
        rows: Mapping[tuple[str, str], int],
        frames: Indices,
    ) -> None:
        """Sort the links.

        Args:
            world: Whose tree and links they are.
            contact_sum: Of these links.
            rows: (body, link) → row in the tree, of every link that moves with joints.
            frames: (f,) row in the tree of the link of each contact frame.
        """
        self._tree, self._sum = world.tree, contact_sum
        self._root_row = world.root_row
        # one row more: the forces on all other links are added there, and dropped
        self._link_row = np.array([rows.get(link, len(rows)) for link in world.links])
        self._frame_row = frames
        self._add, self._write = compiled(add_contacts), compiled(write_reactions)
        self._any_noted = compiled(any_noted)

    def row(self, uid: int, link: int) -> int | None:
        """Return a link's row in the tree, None for one without.

        Args:
            uid: PyBullet's number of the body.
            link: PyBullet's number of the link.
        """
        row = int(self._link_row[self._root_row[uid] + link + 1])
        return row if row < len(self._tree.mass) else None

    def nothing(self) -> Wrenches:
        """Return the wrenches of no time at all: zeros."""
        frames, props = len(self._frame_row), len(self._sum.props)
        return Wrenches(
            np.zeros((len(self._tree.joint_links), 6)),
            np.zeros((frames, 6)),
            np.zeros((frames, props, 6)),
            np.zeros((frames, props)),
            [],
        )

    def sums(self, period: Period, points: Array, external: Array) -> Wrenches:
        """Return the wrenches of a period.

        Args:
            period: What the links did.
            points: (c, 23) as `Reading.contacts` gives them.
            external: (k, 6) mean of what else acts on each link of the tree, about
                the world's origin, gravity left out [N, N·m]; used up.
        """
        if self._add is None or self._write is None or self._any_noted is None:
            return self._sums_by_numpy(period, points, external)
        tree = self._tree
        motion = period.before.values, period.after.values
        joints, frames, props, grips, _ = self.nothing()
        self._add(
            points,
            period.steps,
            self._root_row,
            self._link_row,
            self._sum.frame_of,
            self._frame_row,
            self._sum.prop_of,
            *motion,
            external,
            frames,
            props,
            grips,
        )
        self._write(
            *motion,
            period.duration,
            period.fraction,
            external,
            tree.mass,
            tree.inboard,
            tree.roots,
            tree.joint_links,
            joints,
        )
        # mostly there are none
        found = self._any_noted(points, self._root_row, self._sum.noted)
        noted = self._sum.among(self._sides(points)) if found else []
        return Wrenches(joints, frames, props, grips, noted)

    def _sums_by_numpy(
        self, period: Period, points: Array, external: Array
    ) -> Wrenches:
        """Return the wrenches of a period, by NumPy."""
        sides, rows = self._sides(points), len(external) + 1
        touch = summed(self._link_row[sides.link], sides.wrench, rows)[:-1]
        external = external + touch / period.steps
        origins = self._origins(period)
        return Wrenches(
            self._tree.reactions(period, external),
            self._sum.wrenches(sides, origins),
            self._sum.prop_wrenches(sides, origins),
            self._sum.prop_grips(sides, points[:, 5], period.steps),
            self._sum.among(sides),
        )

    def _sides(self, points: Array) -> ContactSides:
        """Return both sides of contact points (c, 23)."""
        step, body_1, link_1, body_2, link_2 = points[:, :5].astype(np.intp).T
        axes = points[:, 14:].reshape(-1, 3, 3)
        return contact_sides(
            step,
            (self._root_row[body_1] + link_1 + 1, self._root_row[body_2] + link_2 + 1),
            np.concatenate((points[:, 8:11], points[:, 11:14])),
            np.matmul(points[:, None, 5:8], axes)[:, 0],
        )

    def _origins(self, period: Period) -> Array:
        """Return the contact frames' origins (substeps, frames, 3) before steps [m].

        Between both ends of a period they are taken to move evenly.
        """
        start = period.before.poses.take(self._frame_row, 0)[:, 3:6]
        end = period.after.poses.take(self._frame_row, 0)[:, 3:6]
        fractions = np.arange(period.steps)[:, None, None] / period.steps
        origins: Array = start + fractions * (end - start)
        return origins
