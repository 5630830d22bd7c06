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
    any_noted,
)
from relaywalk.spatial import cross
from relaywalk.types import Array


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
    """

    joints: Array
    frames: Array


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
    ) -> None:
        """Keep views of MuJoCo's arrays, which change with every step.

        Args:
            mujoco: The library.
            model: Compiled.
            data: Of the model.
            joints: (n,) body ids of the joints' children.
            frames: All contact frames.
        """
        self._mujoco, self._model, self._data = mujoco, model, data
        held = [
            (link, index, frame.home)
            for index, frame in enumerate(frames)
            for link in frame.links
        ]
        self._held = np.array(held, dtype=np.intp).reshape(-1, 3)
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
        self._sizes = (len(joints), len(frames))
        self._add_joints = compiled(add_joint_wrenches)
        self._add_frames = compiled(add_frame_wrenches)
        self._any_noted = compiled(any_noted)
        self.begin()

    def begin(self) -> None:
        """Begin a period."""
        joints, frames = self._sizes
        self.sums = Wrenches(np.zeros((joints, 6)), np.zeros((frames, 6)))
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
            joints, frames = self.sums
            self._add_joints(*self._of_joints, self._root, self._joints, joints)
            self._add_frames(*self._of_frames, self._root, self._held, frames)
        self._note(noted)

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

    def _note(self, noted: NDArray[np.bool_]) -> None:
        """Keep the pairs of links of the step that are noted; mostly there are none."""
        contact = self._data.contact
        # a copy: so few rows may count as contiguous or not
        geoms = np.ascontiguousarray(contact.geom, dtype=np.int32)
        # -1: a contact within its margin that no constraint was made for
        address = np.ascontiguousarray(contact.efc_address, dtype=np.int32)
        where = (geoms, address, self._body, noted)
        if self._any_noted is not None and not self._any_noted(*where):
            return
        first, second = self._body[geoms[address >= 0]].T
        found = noted[first, second]
        pairs = zip(first[found].tolist(), second[found].tolist(), strict=True)
        self.pairs.extend(pairs)
