"""Joint reactions from the motion of the links, by Newton and Euler.

What a parent exerts on a child is what the links beyond the joint need for their
change of momentum, less what gravity, contacts and pushes give them:

    f_j = Σ_k (ṗ_k − m_k g) − Σ f_ext,    m_j likewise with moments about the joint.

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
    """Where links are before and after a step and how they move, world axes.

    Attributes:
        com: (2, k, 3) [m].
        inertial_frame: (2, k, 4) orientation of the principal axes, quaternion.
        origin: (2, k, 3) of the link frame [m].
        orientation: (2, k, 4) of the link frame, quaternion.
        velocity: (2, k, 3) of the CoM [m/s].
        angular_velocity: (2, k, 3) [rad/s].
    """

    com: Array
    inertial_frame: Array
    origin: Array
    orientation: Array
    velocity: Array
    angular_velocity: Array


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

    def reactions(self, motion: LinkMotion, timestep: float, external: Array) -> Array:
        """Return the joint wrenches (n, 6) of a step, each in its child's frame.

        They are about the joint origins before the step and in the frames of then,
        as the engine's forces are.

        Args:
            motion: Before and after the step.
            timestep: Of the step [s].
            external: (k, 6) force on each link, and moment about the world's
                origin, gravity left out [N, N·m].
        """
        momentum = self._momentum(motion)
        weight = np.zeros_like(motion.com[0])
        weight[:, 2] = -GRAVITY * self.mass
        needed = (momentum[1] - momentum[0]) / timestep - external
        needed[:, :3] -= weight
        needed[:, 3:] -= cross(motion.com[0], weight)
        total = self.beyond @ needed
        total[:, 3:] -= cross(motion.origin[0, self.joint_links], total[:, :3])
        axes = motion.orientation[0, self.joint_links][:, None, :]
        return rotate_inverse(axes, total.reshape(-1, 2, 3)).reshape(-1, 6)

    def _momentum(self, motion: LinkMotion) -> Array:
        """Return each link's momentum (2, k, 6), angular about the world's origin."""
        turning = rotate_inverse(motion.inertial_frame, motion.angular_velocity)
        spin = rotate(motion.inertial_frame, self.principal * turning)
        linear = self.mass[:, None] * motion.velocity
        return np.concatenate((linear, spin + cross(motion.com, linear)), axis=-1)
