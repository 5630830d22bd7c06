"""The servo law never asks for more than the actuators can give."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from relaywalk.types import Command, TorqueEnvelope

ENVELOPE = TorqueEnvelope(
    peak=np.array([100.0, 20.0]),
    speed_limit=np.array([6.0, np.inf]),
    peak_speed=np.array([10.0, np.inf]),
)
NUMBER = st.floats(-1e4, 1e4)


@given(NUMBER, NUMBER, st.floats(-30.0, 30.0))
def test_torque_is_within_the_envelope(torque, position, velocity):
    zero = np.zeros(2)
    command = Command(
        np.full(2, torque), np.full(2, position), zero, zero + 50.0, zero + 5, ENVELOPE
    )
    applied = command.joint_torque(zero, np.full(2, velocity))
    assert (np.abs(applied) <= ENVELOPE.peak).all()
    if velocity >= 10.0:
        assert applied[0] <= 0.0


def test_accelerating_torque_falls_linearly_to_zero_at_peak_speed():
    lower, upper = ENVELOPE.limits(np.array([8.0, 8.0]))
    np.testing.assert_allclose(upper, [50.0, 20.0])
    np.testing.assert_allclose(lower, [-100.0, -20.0])
