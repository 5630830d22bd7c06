"""The loops of `_joint_servo`, to be compiled."""

from relaywalk.types import Array


def write_torque(
    command: Array,
    envelope: Array,
    position: Array,
    velocity: Array,
    torque: Array,
    total: Array,
) -> None:
    """Write the torque of `Command.joint_torque`, and add it to a total.

    Args:
        command: (5, n) τ_ff, θ*, θ̇*, kp and kd.
        envelope: (4, n) peak, lowest, onset and slope of the `TorqueEnvelope`.
        position: (n,) θ [rad].
        velocity: (n,) θ̇ [rad/s].
        torque: (n,) written [N·m].
        total: (n,) added to [N·m].
    """
    for i in range(len(torque)):
        theta, rate = position[i], velocity[i]
        desired = (
            command[0, i]
            + command[3, i] * (command[1, i] - theta)
            + command[4, i] * (command[2, i] - rate)
        )
        peak, lower = envelope[0, i], envelope[1, i]
        over = max(abs(rate) - envelope[2, i], 0.0)
        less = max(peak - envelope[3, i] * over, 0.0)
        upper = less if rate > 0.0 else peak
        if rate < 0.0:
            lower = -less
        torque[i] = min(max(desired, lower), upper)
        total[i] += torque[i]
