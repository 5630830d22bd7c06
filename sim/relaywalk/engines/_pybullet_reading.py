"""Reads motion and contacts out of PyBullet, in few calls and whole arrays.

PyBullet answers in nested tuples. Packing their numbers is much faster than letting
NumPy look through them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from struct import Struct
from typing import Any, NamedTuple

import numpy as np

from relaywalk.compilation import compiled
from relaywalk.engines._joint_reaction import LinkMotion
from relaywalk.engines._joint_reaction_loops import write_motion, write_states
from relaywalk.engines._pybullet_body import PybulletBody
from relaywalk.engines._pybullet_scene import World
from relaywalk.spatial import pose_inverse, quaternion_multiply, rotated
from relaywalk.types import Array

BODY = Struct("13d")  # pose of an inertial frame and its twist, both in world
POINT = Struct("23d")  # a row of `Reading.contacts`


class Root(NamedTuple):
    """The root link of a floating body.

    Attributes:
        state: The 13 numbers of its inertial frame: pose and twist, both in world.
        pose: (7,) of its link frame in world.
        twist_in_world: (6,) of its origin, world axes.
        twist_in_base: (6,) of its origin, its own axes.
    """

    state: tuple[float, ...]
    pose: Array
    twist_in_world: Array
    twist_in_base: Array


class Reading:
    """Reads one client's world."""

    def __init__(
        self,
        bullet: Any,  # noqa: ANN401
        client: int,
        world: World,
        actors: Iterable[str],
    ) -> None:
        """Find out where roots' inertial frames are.

        Args:
            bullet: The library.
            client: Physics client id.
            world: What was built.
            actors: The bodies that have joints, in the order of `world.tree`.
        """
        self._bullet, self._client, self._tree = bullet, client, world.tree
        self._actors = {name: world.bodies[name] for name in actors}
        self._roots = {n: body for n, body in world.bodies.items() if body.floating}
        self._link_in_com = {
            name: pose_inverse(body.offset_pose).tolist()
            for name, body in self._roots.items()
        }
        count = sum(len(body.joints) for body in self._actors.values())
        self._joints = (2, count)
        self._pack_joints = Struct(f"{2 * count}d").pack_into
        self._floating = [
            (row, name)
            for row, (name, body) in enumerate(self._actors.items())
            if body.floating
        ]
        # first the actors' roots, then their links
        self._states = np.zeros((len(self._actors) + len(self._tree.mass), 13))
        self._write_states = compiled(write_states)
        self._write_motion = compiled(write_motion)

    def joints(self) -> Array:
        """Return positions and velocities (2, n) of all actors' joints, card order."""
        ask, client = self._bullet.getJointStates, self._client
        states = [
            state
            for body in self._actors.values()
            for state in ask(body.uid, body.joints, physicsClientId=client)
        ]
        joints = np.empty(self._joints)
        self._pack_joints(
            joints.data, 0, *[s[0] for s in states], *[s[1] for s in states]
        )
        return joints

    def find_fixed_roots(self) -> None:
        """Read where the roots are that never move: to be called once they are put."""
        for row, body in enumerate(self._actors.values()):
            if not body.floating:
                BODY.pack_into(
                    self._states.data, row * BODY.size, *self._root_state(body)
                )

    def motion(self, joints: Array, roots: Mapping[str, Root]) -> LinkMotion:
        """Return how all moving links move.

        Where loops are compiled, it follows from the joints and the roots; else
        PyBullet is asked for every link, which takes it longer.

        Args:
            joints: (2, n) positions and velocities now.
            roots: Floating bodies' now.
        """
        tree = self._tree
        if self._write_states is None or self._write_motion is None:
            return tree.motion(self.links())
        states, values = self._states, np.empty((len(tree.mass), 16))
        for row, name in self._floating:
            BODY.pack_into(states.data, row * BODY.size, *roots[name].state)
        placed = (tree.inboard, tree.joint_in_parent, tree.axis, tree.link_in_com)
        self._write_states(states, joints, *placed)
        self._write_motion(states, tree.mass, tree.principal, tree.link_in_com, values)
        return LinkMotion(values)

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

    def roots(self) -> dict[str, Root]:
        """Return floating body → its root."""
        return {
            name: _root(self._root_state(body), self._link_in_com[name])
            for name, body in self._roots.items()
        }

    def com_pose(self, body: PybulletBody, link: int) -> Array:
        """Return a link's inertial frame (7,) in world."""
        if link < 0:
            return np.array(self._root_state(body)[:7])
        position, quaternion = self._bullet.getLinkState(
            body.uid, link, computeForwardKinematics=1, physicsClientId=self._client
        )[:2]
        return np.array(position + quaternion)

    def contacts(self, steps: Sequence[Any]) -> Array:
        """Return the contact points (c, 23) of all steps that carry force.

        A row is: the step; body and link of the first, then of the second, as PyBullet
        numbers them; normal and two tangential forces on the first [N]; where the
        force acts on the first, and on the second [m]; the normal and both tangents.

        Args:
            steps: What `getContactPoints` gave after each step.
        """
        rows, used = np.empty((sum(map(len, steps)), 23)), 0
        pack, size, buffer = POINT.pack_into, POINT.size, rows.data
        for step, points in enumerate(steps):
            # normal and tangential forces n, s, t along the axes k, i, j
            for _, a, b, c, d, p, q, k, _, n, s, i, t, j in points:
                # pairs that are merely near are listed too
                if n > 0.0:
                    links = step, a, c, b, d
                    pack(buffer, used, *links, n, s, t, *p, *q, *k, *i, *j)
                    used += size
        return rows[: used // size]

    def _root_state(self, body: PybulletBody) -> tuple[float, ...]:
        """Return pose and twist (13) of a root's inertial frame, both in world."""
        position, quaternion = self._bullet.getBasePositionAndOrientation(
            body.uid, physicsClientId=self._client
        )
        linear, angular = self._bullet.getBaseVelocity(
            body.uid, physicsClientId=self._client
        )
        return (*position, *quaternion, *linear, *angular)


def _root(state: tuple[float, ...], link_in_com: list[float]) -> Root:
    """Return a root by the state of its inertial frame and its link frame in that."""
    quaternion, (p, q, r) = state[3:7], state[10:]
    a, b, c = rotated(quaternion, link_in_com[:3])
    velocity = (
        state[7] + (q * c - r * b),
        state[8] + (r * a - p * c),
        state[9] + (p * b - q * a),
    )
    if any(link_in_com[3:6]):
        turn = quaternion_multiply(np.array(quaternion), np.array(link_in_com[3:]))
        quaternion = tuple(turn.tolist())
    x, y, z, w = quaternion
    back = (-x, -y, -z, w)
    numbers = np.array(
        (
            *(state[0] + a, state[1] + b, state[2] + c, x, y, z, w),
            *(*velocity, p, q, r),
            *(*rotated(back, velocity), *rotated(back, (p, q, r))),
        )
    )
    return Root(state, numbers[:7], numbers[7:13], numbers[13:])
