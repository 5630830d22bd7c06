"""Reads motion and contacts out of PyBullet, in few calls and whole arrays.

PyBullet answers in nested tuples. Packing each one's numbers is much faster than
letting NumPy look through them all.
"""

from collections.abc import Iterable
from struct import Struct
from typing import Any

import numpy as np

from relaywalk.engines._contact_sum import ContactSides, contact_sides
from relaywalk.engines._pybullet_body import PybulletBody
from relaywalk.engines._pybullet_scene import World
from relaywalk.spatial import (
    cross,
    pose_inverse,
    quaternion_multiply,
    rotation_from_quaternion,
)
from relaywalk.types import Array

BODY = Struct("13d")  # pose of an inertial frame and its twist, both in world
POINT = Struct("18d")  # of a contact: force along its axes, two points, the axes


class Reading:
    """Reads one client's world."""

    def __init__(
        self,
        bullet: Any,  # noqa: ANN401
        client: int,
        world: World,
        actors: Iterable[str],
    ) -> None:
        """Find the root rows, and where roots' inertial frames are.

        Args:
            bullet: The library.
            client: Physics client id.
            world: What was built.
            actors: The bodies that have joints, in the order of `world.tree`.
        """
        self._bullet, self._client = bullet, client
        self._root_rows = world.root_row.tolist()
        self._actors = {name: world.bodies[name] for name in actors}
        self._roots = {n: body for n, body in world.bodies.items() if body.floating}
        poses = [body.offset_pose for body in self._roots.values()]
        self._link_in_com = pose_inverse(np.array(poses).reshape(-1, 7))
        self._rotated = bool(np.abs(self._link_in_com[:, 3:6]).max(initial=0.0) > 0.0)

    def joints(self) -> tuple[Array, Array]:
        """Return positions and velocities (n,) of all actors' joints, card order."""
        position: list[float] = []
        velocity: list[float] = []
        for body in self._actors.values():
            for angle, speed, _, _ in self._bullet.getJointStates(
                body.uid, body.joints, physicsClientId=self._client
            ):
                position.append(angle)
                velocity.append(speed)
        return np.array(position), np.array(velocity)

    def links(self) -> Array:
        """Return the states of all moving links (k, 13), as `LinkTree` wants them.

        PyBullet has the link frames too, but in single precision.
        """
        rows = [
            BODY.pack(*com, *axes, *linear, *angular)
            for body in self._actors.values()
            for com, axes, _, _, _, _, linear, angular in (
                self._bullet.getLinkStates(
                    body.uid,
                    body.moving,
                    computeLinkVelocity=1,
                    computeForwardKinematics=1,
                    physicsClientId=self._client,
                )
            )
        ]
        return np.frombuffer(b"".join(rows)).reshape(-1, 13)

    def roots(self) -> dict[str, tuple[Array, Array]]:
        """Return floating body → pose (7,) of its root link frame, twist (6,).

        Both in world; PyBullet gives them of the inertial frame.
        """
        bullet, client = self._bullet, self._client
        rows = bytearray()
        for body in self._roots.values():
            position, quaternion = bullet.getBasePositionAndOrientation(
                body.uid, physicsClientId=client
            )
            linear, angular = bullet.getBaseVelocity(body.uid, physicsClientId=client)
            rows += BODY.pack(*position, *quaternion, *linear, *angular)
        table = np.frombuffer(rows).reshape(-1, 13)
        pose, twist = table[:, :7], table[:, 7:]
        to_world = rotation_from_quaternion(pose[:, 3:])
        arm = np.matmul(to_world, self._link_in_com[:, :3, None])[:, :, 0]
        pose[:, :3] += arm
        twist[:, :3] += cross(twist[:, 3:], arm)
        if self._rotated:
            rotation = self._link_in_com[:, 3:]
            pose[:, 3:] = quaternion_multiply(pose[:, 3:], rotation)
        return {name: (pose[row], twist[row]) for row, name in enumerate(self._roots)}

    def com_pose(self, body: PybulletBody, link: int) -> Array:
        """Return a link's inertial frame (7,) in world."""
        if link < 0:
            position, quaternion = self._bullet.getBasePositionAndOrientation(
                body.uid, physicsClientId=self._client
            )
        else:
            position, quaternion = self._bullet.getLinkState(
                body.uid, link, computeForwardKinematics=1, physicsClientId=self._client
            )[:2]
        return np.array(position + quaternion)

    def contacts(self, periods: Iterable[Any]) -> ContactSides:
        """Return the contact points of all steps that carry force.

        Args:
            periods: What `getContactPoints` gave after each step.
        """
        row = self._root_rows
        numbers: list[tuple[int, int, int]] = []  # step, row of either link
        rows: list[bytes] = []
        # c: 1, 2 bodies and 3, 4 links of a contact; 5, 6 the points on them, 7 the
        # normal, towards the first; 9, 10, 12 normal and tangential forces, 11, 13 the
        # tangents.
        for step, points in enumerate(periods):
            for c in points:
                # pairs that are merely near are listed too
                if c[9] > 0.0:
                    # the root is link -1 there, and the first of its body here
                    links = row[c[1]] + c[3] + 1, row[c[2]] + c[4] + 1
                    numbers.append((step, *links))
                    force = c[9], c[10], c[12]
                    rows.append(POINT.pack(*force, *c[5], *c[6], *c[7], *c[11], *c[13]))
        substep, first, second = np.array(numbers, dtype=np.intp).reshape(-1, 3).T
        table = np.frombuffer(b"".join(rows)).reshape(-1, 18)
        axes = table[:, 9:].reshape(-1, 3, 3)
        return contact_sides(
            substep,
            (first, second),
            np.concatenate((table[:, 3:6], table[:, 6:9])),
            np.matmul(table[:, None, :3], axes)[:, 0],
        )
