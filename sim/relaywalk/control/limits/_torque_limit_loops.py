"""The loops of the torque limit, to be compiled."""

from relaywalk.types import Array


def write_bounds(
    peak: Array, onset: Array, slope: Array, velocity: Array, bias: Array, bounds: Array
) -> None:
    """Write the envelope's limits less the bias, as `TorqueEnvelope.limits` has them.

    Args:
        peak, onset, slope: (n,) of the envelope.
        velocity: (n,) of the joints [rad/s].
        bias: (n,) h of the joints [N·m].
        bounds: (2, n) lower and upper, written [N·m].
    """
    for i in range(len(peak)):
        rate = velocity[i]
        over = max(abs(rate) - onset[i], 0.0)
        less = max(peak[i] - slope[i] * over, 0.0)
        bounds[0, i] = (-less if rate < 0.0 else -peak[i]) - bias[i]
        bounds[1, i] = (less if rate > 0.0 else peak[i]) - bias[i]
