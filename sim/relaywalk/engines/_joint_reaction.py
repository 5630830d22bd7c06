"""Joint reactions from the motion of the links, by Newton and Euler.

What a parent exerts on a child is what the links beyond the joint need for their
change of momentum over a control period, less what gravity, contacts and pushes
gave them meanwhile:

    f_j = Σ_k (Δp_k / T − m_k g) − Σ f_ext,   m_j likewise, moments about the joint.

PyBullet's own joint feedback is not used: its second (constraint) pass adds terms in
ω × v again, so that it depends on how fast the whole body travels; a body in free
flight at 1 m/s that turns at 1 rad/s shows 1 N on a link of 1 kg that needs none.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relaywalk.spatial import cross, rotation_from_quaternion
from relaywalk.types import GRAVITY, Array

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class LinkMotion:
    """Where links are and how they move at one instant.

    Attributes:
        poses: (k, 14) of each link, world axes: position of the CoM [m], quaternion
            of the principal axes, origin of the link frame [m], quaternion of the
            link frame.
        momentum: (k, 6) linear, and angular about the world's origin [N·s, N·m·s].
    """

    poses: Array
    momentum: Array


@dataclass(frozen=True, slots=True)
class Period:
    """What the links did over one control period.

    Attributes:
        before, after: At both its ends.
        steps: Physics steps in it.
        timestep: Of each [s].
    """

    before: LinkMotion
    after: LinkMotion
    steps: int
    timestep: float

    def where_forces_acted(self) -> Array:
        """Return the poses (k, 14) that belong to the period's forces.

        A step's forces act at the places before it, so their mean is (n − 1) / 2n
        of the way from the first to the last; quaternions are not quite unit then.
        """
        start, end = self.before.poses, self.after.poses
        middle: Array = start + (self.steps - 1) / (2 * self.steps) * (end - start)
        return middle

    def change_of_momentum(self) -> Array:
        """Return the mean rate of change of each link's momentum (k, 6) [N, N·m]."""
        change = self.after.momentum - self.before.momentum
        rate: Array = change / (self.steps * self.timestep)
        return rate


@dataclass(frozen=True, slots=True)
class LinkTree:
    """The moving links of a scene.

    Attributes:
        mass: (k,) [kg].
        principal: (k, 3) moments of inertia [kg·m²].
        joint_links: (n,) row of the child link of each joint.
        beyond: (n, k) 1 where a link lies beyond a joint, else 0.
    """

    mass: Array
    principal: Array
    joint_links: Indices
    beyond: Array

    def motion(self, states: Array) -> LinkMotion:
        """Return the links' motion.

        Args:
            states: (k, 20) poses as in `LinkMotion`, then the velocity of the CoM
                [m/s] and the angular velocity [rad/s], world axes.
        """
        com, to_world = states[:, :3], rotation_from_quaternion(states[:, 3:7])
        turning = np.matmul(states[:, None, 17:], to_world)
        spin = np.matmul(to_world, (self.principal * turning[:, 0])[:, :, None])
        linear = self.mass[:, None] * states[:, 14:17]
        angular = spin[:, :, 0] + cross(com, linear)
        momentum = np.concatenate((linear, angular), axis=1)
        return LinkMotion(states[:, :14], momentum)

    def reactions(self, period: Period, external: Array) -> Array:
        """Return the mean joint wrenches (n, 6), each in its child's frame.

        Args:
            period: What the links did.
            external: (k, 6) mean force on each link, and moment about the world's
                origin, gravity left out [N, N·m].
        """
        poses = period.where_forces_acted()
        weight = GRAVITY * self.mass
        needed = period.change_of_momentum() - external
        needed[:, 2] += weight
        # the moment of (0, 0, m g) at the CoM about the world's origin
        needed[:, 3] += weight * poses[:, 1]
        needed[:, 4] -= weight * poses[:, 0]
        total = self.beyond @ needed
        joints = poses.take(self.joint_links, 0)
        total[:, 3:] -= cross(joints[:, 7:10], total[:, :3])
        to_world = rotation_from_quaternion(joints[:, 10:14])
        in_child: Array = np.matmul(total.reshape(-1, 2, 3), to_world)
        return in_child.reshape(-1, 6)
