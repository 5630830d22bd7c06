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

from relaywalk.engines import GRAVITY
from relaywalk.spatial import cross, rotate, rotate_inverse
from relaywalk.types import Array

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class LinkMotion:
    """Where links are and how they move at both ends of a control period.

    Attributes:
        table: (2, k, 20) of each link, world axes: position of the CoM [m],
            quaternion of the principal axes, origin of the link frame [m],
            quaternion of the link frame, velocity of the CoM [m/s], angular
            velocity [rad/s].
        steps: Physics steps in the period.
    """

    table: Array
    steps: int

    def where_forces_act(self) -> Array:
        """Return the poses (k, 14) of the table where the period's forces acted.

        A step's forces belong to the places before it, so their mean is (n − 1) / 2n
        of the way from the first to the last; quaternions are not quite unit then.
        """
        start, end = self.table[..., :14]
        middle: Array = start + (self.steps - 1) / (2 * self.steps) * (end - start)
        return middle


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

    def reactions(self, motion: LinkMotion, period: float, external: Array) -> Array:
        """Return the mean joint wrenches (n, 6), each in its child's frame.

        Args:
            motion: Over the period.
            period: Its duration [s].
            external: (k, 6) mean force on each link, and moment about the world's
                origin, gravity left out [N, N·m].
        """
        start, end = self._momentum(motion.table)
        places = motion.where_forces_act()
        needed = (end - start) / period - external
        needed[:, 2] += GRAVITY * self.mass
        needed[:, 3] += GRAVITY * self.mass * places[:, 1]
        needed[:, 4] -= GRAVITY * self.mass * places[:, 0]
        total = self.beyond @ needed
        joints = places[self.joint_links]
        total[:, 3:] -= cross(joints[:, 7:10], total[:, :3])
        axes = joints[:, None, 10:14]
        axes = axes / np.sqrt(np.sum(axes * axes, axis=-1, keepdims=True))
        return rotate_inverse(axes, total.reshape(-1, 2, 3)).reshape(-1, 6)

    def _momentum(self, table: Array) -> Array:
        """Return each link's momentum (2, k, 6), angular about the world's origin."""
        turning = rotate_inverse(table[..., 3:7], table[..., 17:])
        spin = rotate(table[..., 3:7], self.principal * turning)
        linear = self.mass[:, None] * table[..., 14:17]
        moment = spin + cross(table[..., :3], linear)
        return np.concatenate((linear, moment), axis=-1)
