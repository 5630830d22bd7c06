"""State observer: joint motion and turning rate out of noisy measurements.

A steady-state Kalman filter a joint (Kalman 1960), of position and velocity, and one
for each component of the base's angular velocity; what the controller means to
accelerate is its input. Where a sensor is exact its measurement is taken as it is.
"""

from dataclasses import replace
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_discrete_are
from typing_extensions import override

from relaywalk.estimation import StateEstimator
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import ActorObservation, Array, RobotState

EXACT = 1e-9  # rms of a sensor without noise, for the filter's equations


class Params(Frozen):
    """What the filter takes for likely.

    Attributes:
        joint_disturbance: Acceleration of a joint that nobody commanded, rms [rad/s²].
        base_disturbance: Likewise, of the base [rad/s²].
    """

    # With 5 rad/s² the filter is late where links weigh other than it is told: 10 of 12
    # randomised walks fell, with 20 or 40 one of 8 of them; measured.
    joint_disturbance: Annotated[float, quantity("rad/s²", 0.0, 1e4, open_low=True)] = (
        20.0
    )
    base_disturbance: Annotated[float, quantity("rad/s²", 0.0, 1e4, open_low=True)] = (
        5.0
    )


class SensorNoise(NamedTuple):
    """What the data sheets of the sensors say, rms a control period.

    Attributes:
        position: Of a joint [rad].
        velocity: Of a joint [rad/s].
        gyro: Of each component of the base's angular velocity [rad/s].
    """

    position: float
    velocity: float
    gyro: float


class StateObserver(StateEstimator):
    """Filters joint motion and angular velocity of one actor."""

    def __init__(
        self,
        params: Params,
        noise: SensorNoise,
        select: NDArray[np.intp],
        period: float,
    ) -> None:
        """Begin without an estimate: the first measurement is taken as it is.

        Args:
            params: What is likely.
            noise: Of the sensors.
            select: (k,) indices, in card order, of the joints that the controller
                accelerates; the others, of the fingers, are predicted to go on.
            period: Control period [s].
        """
        self._select, self._period = select, period
        self._joint_gain = _joint_gain(params, noise, period)
        self._base_gain = _base_gain(params.base_disturbance * period, noise.gyro)
        self._predicted: tuple[Array, Array, Array] | None = None

    @override
    def estimate(self, seen: ActorObservation) -> ActorObservation:
        if self._predicted is None:
            return seen
        return replace(seen, state=self._filtered(seen.state, *self._predicted))

    def _filtered(
        self,
        measured: RobotState,
        position: Array,
        velocity: Array,
        angular_velocity: Array,
    ) -> RobotState:
        """Return the state that prediction and measurement make likely.

        Args:
            measured: At this tick.
            position: (n,) predicted [rad].
            velocity: (n,) predicted [rad/s].
            angular_velocity: (3,) of the base, in its frame, predicted [rad/s].
        """
        error = np.stack(
            (measured.joint_position - position, measured.joint_velocity - velocity)
        )
        change = self._joint_gain @ error
        twist = measured.twist_base_in_base.copy()
        gyro_error = twist[3:] - angular_velocity
        twist[3:] = angular_velocity + self._base_gain * gyro_error
        return replace(
            measured,
            twist_base_in_base=twist,
            joint_position=position + change[0],
            joint_velocity=velocity + change[1],
        )

    @override
    def predict(self, estimate: RobotState, acceleration: Array | None) -> None:
        period, velocity = self._period, estimate.joint_velocity
        joint, base = np.zeros(len(velocity)), np.zeros(3)
        if acceleration is not None:
            # v̇ has the base first: linear, then angular, in its own axes
            joint[self._select], base = acceleration[6:], acceleration[3:6]
        self._predicted = (
            estimate.joint_position + period * velocity + 0.5 * period**2 * joint,
            velocity + period * joint,
            estimate.twist_base_in_base[3:] + period * base,
        )


def _joint_gain(params: Params, noise: SensorNoise, period: float) -> Array:
    """Return the filter's gain (2, 2) from errors of position and velocity."""
    motion = np.array([[1.0, period], [0.0, 1.0]])
    # noise that acts all the time: an acceleration that is constant over a period
    # would leave the filter of an exact encoder with a pole at -1
    walk = np.array([[period**2 / 3.0, period / 2.0], [period / 2.0, 1.0]])
    process = (params.joint_disturbance * period) ** 2 * walk
    measured = np.diag(np.maximum((noise.position, noise.velocity), EXACT) ** 2)
    spread: Array = solve_discrete_are(motion.T, np.eye(2), process, measured)
    gain: Array = spread @ np.linalg.inv(spread + measured)
    return gain


def _base_gain(disturbance: float, noise: float) -> float:
    """Return the filter's gain from an error of an angular velocity.

    Args:
        disturbance: Of the angular velocity in a control period, rms [rad/s].
        noise: Of the gyro, rms [rad/s].
    """
    # The scalar Riccati equation p² − q p − q = 0 of the error p before a measurement,
    # both p and the disturbance q over the noise's own.
    ratio = (disturbance / max(noise, EXACT)) ** 2
    spread = 0.5 * ratio + np.sqrt(0.25 * ratio**2 + ratio)  # over the noise's own
    return float(spread / (spread + 1.0))
