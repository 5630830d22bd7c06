"""The loops of the torque limit give the bounds of the envelope."""

import numpy as np

from relaywalk.control.limits._torque_limit_loops import write_bounds
from relaywalk.types import TorqueEnvelope

ENVELOPE = TorqueEnvelope(
    np.array([50.0, 60.0, 70.0]),
    np.array([4.0, np.inf, 2.0]),
    np.array([8.0, np.inf, 3.0]),
)


def test_bounds_are_those_of_the_envelope_less_the_bias():
    random = np.random.default_rng(3)
    numbers = (ENVELOPE.peak, ENVELOPE.onset, ENVELOPE.slope)
    for velocity in random.uniform(-9.0, 9.0, (50, 3)):
        bias, bounds = random.normal(size=3), np.empty((2, 3))
        write_bounds(*numbers, velocity, bias, bounds)
        lower, upper = ENVELOPE.limits(velocity)
        np.testing.assert_array_equal(bounds, [lower - bias, upper - bias])
