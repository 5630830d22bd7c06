"""Reads wrenches and touching links out of MuJoCo, step by step.

After `mj_rnePostConstraint` MuJoCo has all wrenches about the CoM of the whole body,
world axes, moment before force (Todorov et al., MuJoCo documentation, mjData).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.compilation import compiled
from relaywalk.engines._contact_sum import Indices
from relaywalk.engines._mujoco_reading_loops import (
    add_frame_wrenches,
    add_joint_wrenches,
    add_prop_wrenches,
    any_noted,
)
from relaywalk.spatial import cross
from relaywalk.types import Array

Ids = NDArray[np.int32]  # as MuJoCo numbers shapes and constraint rows


class ContactFrame(NamedTuple):
    """A frame at which the wrenches on some links are summed.

    Attributes:
        home: Body id of the link that has the frame.
        links: Body ids of the links.
    """

    home: int
    links: tuple[int, ...]


class Wrenches(NamedTuple):
    """Sums over the physics steps of a period.

    Attributes:
        joints: (n, 6) that each joint's parent exerts on its child, at the joint, in
            the child's axes [N, N·m].
        frames: (f, 6) that everything outside exerts on each contact frame's links, at
            the frame, world axes [N, N·m].
        props: (f, p, 6) that each prop exerts on each contact frame's links, likewise.
        grips: (f, p) magnitudes of the normal forces between them, added up [N].
    """

    joints: Array
    frames: Array
    props: Array
    grips: Array


class MujocoReading:
    """Adds up one period.

    Attributes:
        sums: So far.
        pairs: (k, 2) body ids of the loaded contacts whose links are noted.
    """

    def __init__(
        self,
        mujoco: Any,  # noqa: ANN401
        model: Any,  # noqa: ANN401
        data: Any,  # noqa: ANN401
        joints: Indices,
        frames: Sequence[ContactFrame],
        prop_of: Indices,
    ) -> None:
        """Keep views of MuJoCo's arrays, which change with every step.

        Args:
            mujoco: The library.
            model: Compiled.
            data: Of the model.
            joints: (n,) body ids of the joints' children.
            frames: All contact frames.
            prop_of: (b,) prop that each body is; −1 for none.
        """
        self._mujoco, self._model, self._data = mujoco, model, data
        held = [
            (link, index, frame.home)
            for index, frame in enumerate(frames)
            for link in frame.links
        ]
        self._held = np.array(held, dtype=np.intp).reshape(-1, 3)
        frame_of = np.full(model.nbody, len(frames))
        frame_of[self._held[:, 0]] = self._held[:, 1]
        homes = np.array([frame.home for frame in frames], dtype=np.intp)
        self._joints = np.asarray(joints, dtype=np.intp)
        self._root = model.body_rootid.astype(np.intp)
        self._body = model.geom_bodyid.astype(np.intp)
        self._of_joints = (data.cfrc_int, data.subtree_com, data.xpos, data.xmat)
        self._of_frames = (
            data.cfrc_ext,
            data.xfrc_applied,
            data.subtree_com,
            data.xpos,
            data.xipos,
        )
        self._of_props = (data.xpos, self._body, frame_of, prop_of, homes)
        self._sizes = (len(joints), len(frames), int(prop_of.max()) + 1)
        self._add_joints = compiled(add_joint_wrenches)
        self._add_frames = compiled(add_frame_wrenches)
        self._add_props = compiled(add_prop_wrenches)
        self._any_noted = compiled(any_noted)
        self.begin()

    def begin(self) -> None:
        """Begin a period."""
        joints, frames, props = self._sizes
        self.sums = Wrenches(
            np.zeros((joints, 6)),
            np.zeros((frames, 6)),
            np.zeros((frames, props, 6)),
            np.zeros((frames, props)),
        )
        self.pairs: list[tuple[int, int]] = []

    def add(self, noted: NDArray[np.bool_]) -> None:
        """Add the step just made.

        Args:
            noted: (links, links) of whose contacts to keep the pairs.
        """
        # mj_step itself leaves cfrc_int and cfrc_ext as they were
        self._mujoco.mj_rnePostConstraint(self._model, self._data)
        if self._add_joints is None or self._add_frames is None:
            self._add_by_numpy()
        else:
            joints, frames = self.sums[:2]
            self._add_joints(*self._of_joints, self._root, self._joints, joints)
            self._add_frames(*self._of_frames, self._root, self._held, frames)
        contact = self._data.contact
        # copies: so few rows may count as contiguous or not
        geoms = np.ascontiguousarray(contact.geom, dtype=np.int32)
        # -1: a contact within its margin that no constraint was made for
        address = np.ascontiguousarray(contact.efc_address, dtype=np.int32)
        if self.sums.props.size:
            self._grip(geoms, address)
        self._note(geoms, address, noted)

    def _add_by_numpy(self) -> None:
        """Add the wrenches of the step, by NumPy."""
        interaction, com, origin, rotation = self._of_joints
        joints = self._joints
        force = interaction[joints, 3:]
        lever = com[self._root[joints]] - origin[joints]
        moment = interaction[joints, :3] + cross(lever, force)
        to_world = rotation[joints].reshape(-1, 3, 3)
        in_child = np.matmul(np.stack((force, moment), axis=1), to_world)
        self.sums.joints[:] += in_child.reshape(-1, 6)
        external, pushed, com, origin, centre = self._of_frames
        body, frame, home = self._held.T
        push = pushed[body, :3]
        force, tree = external[body, 3:] - push, com[self._root[body]]
        moment = external[body, :3] - pushed[body, 3:]
        moment += cross(tree - centre[body], push)
        moment += cross(tree - origin[home], force)
        np.add.at(self.sums.frames, frame, np.concatenate((force, moment), axis=1))

    def _grip(self, geoms: Ids, address: Ids) -> None:
        """Add what props exert on hands and feet in the step."""
        if self._add_props is None:
            self._grip_by_numpy(geoms, address)
            return
        contact = self._data.contact
        axes = np.ascontiguousarray(contact.frame)
        point, force = np.ascontiguousarray(contact.pos), self._data.efc_force
        where = (geoms, address, axes, point, force)
        self._add_props(*where, *self._of_props, self.sums.props, self.sums.grips)

    def _grip_by_numpy(self, geoms: Ids, address: Ids) -> None:
        """Add what props exert on hands and feet in the step, by NumPy."""
        contact, force = self._data.contact, self._data.efc_force
        origin, body, frame_of, prop_of, homes = self._of_props
        links, (wrench, grips) = body[geoms], self.sums[2:]
        for side, sign in enumerate((-1.0, 1.0)):
            frame, prop = frame_of[links[:, side]], prop_of[links[:, 1 - side]]
            found = np.flatnonzero((address >= 0) & (frame < len(homes)) & (prop >= 0))
            frame, prop = frame[found], prop[found]
            local = sign * force[address[found, None] + np.arange(3)]
            axes = contact.frame[found].reshape(-1, 3, 3)
            total = np.matmul(local[:, None], axes)[:, 0]
            moment = cross(contact.pos[found] - origin[homes[frame]], total)
            np.add.at(wrench, (frame, prop), np.concatenate((total, moment), axis=1))
            np.add.at(grips, (frame, prop), force[address[found]])

    def _note(self, geoms: Ids, address: Ids, noted: NDArray[np.bool_]) -> None:
        """Keep the pairs of links of the step that are noted; mostly there are none."""
        where = (geoms, address, self._body, noted)
        if self._any_noted is not None and not self._any_noted(*where):
            return
        first, second = self._body[geoms[address >= 0]].T
        found = noted[first, second]
        pairs = zip(first[found].tolist(), second[found].tolist(), strict=True)
        self.pairs.extend(pairs)
