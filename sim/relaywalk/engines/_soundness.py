"""Whether an engine's numbers still make sense."""

import math

from relaywalk.errors import Diverged
from relaywalk.types import Array, RobotState

# No joint of a card turns faster than 46 rad/s.
ABSURD_SPEED = 1e3  # [m/s, rad/s], root of the sum of squares


def all_sound(position: Array, velocity: Array) -> bool:
    """Say whether no body of a scene can be broken, at the cost of two products.

    Args:
        position: (k,) of everything, quaternions included [m, rad].
        velocity: (k,) of everything [m/s, rad/s].
    """
    slow = bool(velocity @ velocity < ABSURD_SPEED**2)
    return slow and math.isfinite(position @ position)


def check_speed(state: RobotState, actor: str) -> None:
    """Refuse a state that is not finite or absurdly fast.

    Raises:
        Diverged: It is.
    """
    twist, joints = state.twist_base_in_base, state.joint_velocity
    speed = math.sqrt(twist @ twist + joints @ joints)
    size = state.pose_base_in_world @ state.pose_base_in_world
    size += state.joint_position @ state.joint_position
    if not (speed < ABSURD_SPEED and math.isfinite(size)):
        raise Diverged(state.time, f"{actor} moves at {speed:g} m/s or rad/s")
