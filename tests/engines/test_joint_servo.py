"""All actors' joints at once obey the one servo law, each its own command."""

import numpy as np
import pytest

from relaywalk.engines._joint_servo import JointServo
from relaywalk.types import Command, TorqueEnvelope


def command(joints, stiffness, peak=100.0):
    ones = np.ones(joints)
    envelope = TorqueEnvelope(peak * ones, 2.0 * ones, 4.0 * ones)
    return Command(0.5 * ones, ones, 0.0 * ones, stiffness * ones, 0.1 * ones, envelope)


def test_together_they_get_what_each_gets_alone():
    one, two = command(2, 30.0), command(3, 300.0, peak=50.0)
    servo = JointServo({"one": 2, "two": 3})
    servo.begin({"two": two, "one": one})
    random = np.random.default_rng(1)
    position, velocity = random.normal(size=(2, 5)) * [[1.0], [4.0]]
    torque = servo.torque(position, velocity)
    np.testing.assert_array_equal(
        torque[:2], one.joint_torque(position[:2], velocity[:2])
    )
    np.testing.assert_array_equal(
        torque[2:], two.joint_torque(position[2:], velocity[2:])
    )


def test_the_mean_is_over_the_steps_of_this_period_only():
    servo = JointServo({"one": 2})
    for _ in range(2):
        servo.begin({"one": command(2, 30.0)})
        first = servo.torque(np.zeros(2), np.zeros(2))
        second = servo.torque(np.ones(2), np.zeros(2))
        mean = servo.mean(2)["one"]
        np.testing.assert_allclose(mean, 0.5 * (first + second))


@pytest.mark.parametrize("commands", [{}, {"two": command(3, 300.0)}])
def test_an_actor_without_a_command_is_limp(commands):
    servo = JointServo({"one": 2, "two": 3})
    servo.begin(commands)
    torque = servo.torque(np.zeros(5), np.zeros(5))
    assert (torque[:2] == 0.0).all()
    assert torque[2:].any() == bool(commands)


def test_a_new_envelope_replaces_the_old_one():
    servo = JointServo({"one": 1})
    for peak in (100.0, 5.0):
        servo.begin({"one": command(1, 30.0, peak)})
        assert servo.torque(np.zeros(1), np.zeros(1)) == min(30.5, peak)
