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

from relaywalk.spatial import cross, pose_multiply, rotation_from_quaternion
from relaywalk.types import GRAVITY, Array

Indices = NDArray[np.intp]


FIXED, TURNS, SLIDES = range(3)  # kinds of joint


@dataclass(frozen=True, slots=True)
class LinkMotion:
    """Where links are and how they move at one instant.

    Attributes:
        values: (k, 16) of each link, world axes: position of the CoM [m], origin of
            the link frame [m], quaternion of the link frame; momentum, linear, and
            angular about the world's origin [N·s, N·m·s].
    """

    values: Array

    @property
    def poses(self) -> Array:
        """(k, 10) CoM, origin and quaternion."""
        return self.values[:, :10]

    @property
    def momentum(self) -> Array:
        """(k, 6) linear and angular."""
        return self.values[:, 10:]


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

    @property
    def duration(self) -> float:
        """[s]."""
        return self.steps * self.timestep

    @property
    def fraction(self) -> float:
        """How far from the first to the last place its forces acted, on average.

        A step's forces act at the place before it.
        """
        return (self.steps - 1) / (2 * self.steps)

    def where_forces_acted(self) -> Array:
        """Return the poses (k, 10) that belong to the period's forces.

        Quaternions are not quite unit then.
        """
        start, end = self.before.poses, self.after.poses.copy()
        # q and -q are the same rotation, and half way between them is none
        opposite = np.sum(start[:, 6:] * end[:, 6:], axis=1) < 0.0
        end[opposite, 6:] *= -1.0
        middle: Array = start + self.fraction * (end - start)
        return middle

    def change_of_momentum(self) -> Array:
        """Return the mean rate of change of each link's momentum (k, 6) [N, N·m]."""
        change = self.after.momentum - self.before.momentum
        rate: Array = change / self.duration
        return rate


@dataclass(frozen=True, slots=True)
class LinkTree:
    """The moving links of a scene.

    Attributes:
        roots: How many bodies they belong to.
        mass: (k,) [kg].
        principal: (k, 3) moments of inertia [kg·m²].
        link_in_com: (k, 7) link frame in the inertial frame.
        inboard: (k, 3) row of the parent, among all roots and then all links; the
            joint's place among all joints; its kind.
        joint_in_parent: (k, 7) where the joint is in the parent's inertial frame, and
            how the link's inertial axes lie in it while the joint is at zero.
        axis: (k, 3) of the joint in the link's inertial axes.
        joint_links: (n,) row of the child link of each joint.
        beyond: (n, k) 1 where a link lies beyond a joint, else 0.
    """

    roots: int
    mass: Array
    principal: Array
    link_in_com: Array
    inboard: Indices
    joint_in_parent: Array
    axis: Array
    joint_links: Indices
    beyond: Array

    def motion(self, states: Array) -> LinkMotion:
        """Return the links' motion.

        Args:
            states: (k, 13) pose of the inertial frame, velocity of the CoM [m/s] and
                angular velocity [rad/s], world axes.
        """
        com, to_world = states[:, :3], rotation_from_quaternion(states[:, 3:7])
        turning = np.matmul(states[:, None, 10:], to_world)
        spin = np.matmul(to_world, (self.principal * turning[:, 0])[:, :, None])
        linear = self.mass[:, None] * states[:, 7:10]
        angular = spin[:, :, 0] + cross(com, linear)
        frames = pose_multiply(states[:, :7], self.link_in_com)
        return LinkMotion(np.concatenate((com, frames, linear, angular), axis=1))

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
        total[:, 3:] -= cross(joints[:, 3:6], total[:, :3])
        to_world = rotation_from_quaternion(joints[:, 6:])
        in_child: Array = np.matmul(total.reshape(-1, 2, 3), to_world)
        return in_child.reshape(-1, 6)
