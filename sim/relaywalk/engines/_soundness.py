"""Whether an engine's numbers still make sense."""

import numpy as np

from relaywalk.errors import Diverged
from relaywalk.types import RobotState

ABSURD_SPEED = 1e3  # [m/s, rad/s]


def check_speed(state: RobotState, actor: str) -> None:
    """Refuse a state that is not finite or absurdly fast.

    Raises:
        Diverged: It is.
    """
    speed = max(
        np.abs(state.twist_base_in_base).max(),
        np.abs(state.joint_velocity).max(initial=0.0),
    )
    sound = np.isfinite(state.pose_base_in_world).all()
    if not (speed < ABSURD_SPEED and sound and np.isfinite(state.joint_position).all()):
        raise Diverged(state.time, f"{actor} moves at {speed:g} m/s or rad/s")
