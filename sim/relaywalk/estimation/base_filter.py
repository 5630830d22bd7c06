"""Contact-aided right-invariant extended Kalman filter of a floating base.

Hartley et al., "Contact-aided invariant extended Kalman filtering for robot state
estimation", IJRR 39(4), 2020, on SE_{2+2}(3): rotation R, velocity v and position p of
the base and positions d of two feet, with biases of gyro and accelerometer. A sole that
bears load does not turn either: as in Rotella et al., "State estimation for a humanoid
robot", IROS 2014, the rotations F of the soles are part of the state, here with their
right-invariant error too. Nothing is taken to be flat or level.

The errors ξ of an estimate X̂ are X̂ = exp(ξ) X for R, v, p, d and F, and ζ = b̂ − b for
the biases. Without biases they follow ξ̇ = A ξ, with A of gravity alone.
"""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.spatial import (
    rotation_exponential,
    rotation_from_quaternion,
    rotation_logarithm,
    skew,
)
from relaywalk.types import GRAVITY, Array

FEET = 2
# where the errors are in ξ: R, v, p, (d, F) of each foot, biases
ROTATION, VELOCITY, POSITION = slice(0, 3), slice(3, 6), slice(6, 9)
FOOT = (np.arange(9, 15), np.arange(15, 21))
SETTLES = np.array([2, 5])  # of a foot: height, and turn about the vertical
STEADY = np.zeros(FEET)
BASE = np.array([6, 7, 8, 0, 1, 2])  # p and R, as d and F of a foot
GYRO_BIAS, ACCELEROMETER_BIAS = slice(21, 24), slice(24, 27)
SIZE = 27
G = np.array([0.0, 0.0, -GRAVITY])
# of each foot (6, 27): ξ of the base less ξ of the foot
DIFFERENCE = [np.eye(SIZE)[BASE] - np.eye(SIZE)[rows] for rows in FOOT]


class ReadingNoise(NamedTuple):
    """What the data sheets of the sensors say.

    Attributes:
        position: Of a joint, rms a control period [rad].
        gyro, accelerometer: Of each component, likewise [rad/s], [m/s²].
        gyro_bias, accelerometer_bias: Of each component, rms [rad/s], [m/s²].
        bias_time: In which a bias becomes another one [s].
    """

    position: float
    gyro: float
    accelerometer: float
    gyro_bias: float
    accelerometer_bias: float
    bias_time: float


class BaseFilterParams(Frozen):
    """What the filter takes for likely; densities are of white noise.

    Attributes:
        gyro, accelerometer: Added to the noise of the sensors, for what a sample a
            period misses of an impact [rad/√s], [m/s/√s].
        slip, sink: Of a sole that bears load, along the ground and into it [m/√s].
        turn, tilt: Likewise about the vertical, and on its edges: it stands on all of
            them at once only where ground and sole are hard [rad/√s].
        settling_depth, settling_turn, settling_time: How far a sole sinks and turns
            after it was set down, and in which time [m], [rad], [s].
        give: How far it goes into the ground under a body weight more, and comes out
            again under one less, rms [m].
        sole_position, sole_rotation: Added to what the encoders' noise makes of a
            sole's pose under the base, rms [m], [rad].
        start_position, start_rotation, start_velocity: Of the base at first, rms [m],
            [rad], [m/s].
    """

    gyro: Annotated[float, quantity("rad/√s", 0.0, 1.0)] = 0.0005
    accelerometer: Annotated[float, quantity("m/s/√s", 0.0, 10.0)] = 0.01
    slip: Annotated[float, quantity("m/√s", 0.0, 1.0)] = 0.001
    sink: Annotated[float, quantity("m/√s", 0.0, 1.0)] = 0.002
    # Of 71 soles that walk on rigid ground, none turned after 0.05 s. With ten times as
    # much, a gyro's bias about the vertical is not found.
    turn: Annotated[float, quantity("rad/√s", 0.0, 1.0)] = 0.0002
    tilt: Annotated[float, quantity("rad/√s", 0.0, 10.0)] = 0.03
    settling_depth: Annotated[float, quantity("m", 0.0, 0.1)] = 0.005
    settling_turn: Annotated[float, quantity("rad", 0.0, 0.1)] = 0.001
    settling_time: Annotated[float, quantity("s", 0.0, 1.0)] = 0.1
    # Walking soles come out by 1 mm before they lift off. A sole that is taken to stay
    # leaves the base lower by part of that, step by step: 2 cm in 10 m.
    give: Annotated[float, quantity("m", 0.0, 0.1)] = 0.002
    sole_position: Annotated[float, quantity("m", 0.0, 1.0, open_low=True)] = 0.001
    sole_rotation: Annotated[float, quantity("rad", 0.0, 1.0, open_low=True)] = 0.001
    start_position: Annotated[float, quantity("m", 0.0, 1.0)] = 0.001
    start_rotation: Annotated[float, quantity("rad", 0.0, 1.0)] = 0.002
    start_velocity: Annotated[float, quantity("m/s", 0.0, 1.0)] = 0.01


class SoleReading(NamedTuple):
    """Where a sole is, by the encoders and the base's estimate.

    Attributes:
        position: (3,) in world [m].
        rotation: (3, 3) to world.
    """

    position: Array
    rotation: Array


class Footing(NamedTuple):
    """What the encoders make of a foot's innovation.

    Attributes:
        foot: Its number.
        noise: (6, 6) of it, world axes [m², rad²].
    """

    foot: int
    noise: Array


class BaseFilter:
    """State and covariance of the filter; which feet stand, others decide.

    Attributes:
        rotation: (3, 3) of the base to world.
        velocity, position: (3,) of the base in world [m/s], [m].
        gyro_bias, accelerometer_bias: (3,) in base axes [rad/s], [m/s²].
        covariance: (27, 27) of the errors, at the last correction.
    """

    def __init__(
        self, params: BaseFilterParams, noise: ReadingNoise, pose: Array, period: float
    ) -> None:
        """Begin at rest.

        Args:
            params: What is likely.
            noise: Of the sensors.
            pose: (7,) of the base in world [m, quaternion].
            period: Control period [s].
        """
        self._period = period
        # white noise of a reading, held for a period, adds σ² T² to an integral
        self._gyro = noise.gyro**2 * period + params.gyro**2
        self._walk = _walk(params, noise, period)
        settled = (params.settling_depth, params.settling_turn)
        time = max(params.settling_time, period)
        self._settling = np.square(settled) / time
        self._settling_time, self._give = params.settling_time, params.give
        self._age = np.zeros(FEET)  # since each foot was set down [s]
        self.rotation = rotation_from_quaternion(pose[3:])
        self.velocity, self.position = np.zeros(3), pose[:3].copy()
        self.gyro_bias, self.accelerometer_bias = np.zeros(3), np.zeros(3)
        self._soles = [SoleReading(np.zeros(3), np.eye(3)) for _ in range(FEET)]
        self.covariance = np.diag(_start_variance(params, noise))

    def predict(self, angular_velocity: Array, specific_force: Array) -> None:
        """Go on by a control period; the covariance waits for the next correction.

        Args:
            angular_velocity: (3,) of the gyro, mean over the period [rad/s].
            specific_force: (3,) of the accelerometer, mean over the period [m/s²].
        """
        period = self._period
        turn = rotation_exponential(period * (angular_velocity - self.gyro_bias))
        self.rotation = self.rotation @ turn
        force = specific_force - self.accelerometer_bias
        change = period * (self.rotation @ force + G)
        self.position = self.position + period * (self.velocity + 0.5 * change)
        self.velocity = self.velocity + change

    def innovation(self, foot: int, sole: SoleReading) -> Array:
        """Return how far (6,) a sole has gone from where it was set down [m, rad]."""
        was = self._soles[foot]
        turned = rotation_logarithm(sole.rotation @ was.rotation.T)
        return np.concatenate((sole.position - was.position, turned))

    def set_down(self, sole: SoleReading, footing: Footing) -> None:
        """Begin to count on a foot where it is now; the covariance is up to date."""
        foot, noise = footing
        self._soles[foot], self._age[foot] = sole, 0.0
        own, where = self.covariance, FOOT[foot]
        own[where] = own[BASE]
        own[:, where] = own[:, BASE]
        own[where[:, None], where] += noise

    def propagate(self, time: float, shifted: Array = STEADY) -> None:
        """Let the errors grow over a time, the state being that of its end.

        Args:
            time: [s].
            shifted: (2,) by how much the load on each foot changed, of body weight [-].
        """
        lever, transition = np.zeros((SIZE, 3)), np.eye(SIZE)
        lever[ROTATION] = np.eye(3)
        lever[VELOCITY], lever[POSITION] = skew(self.velocity), skew(self.position)
        for foot, sole in enumerate(self._soles):
            lever[FOOT[foot][:3]] = skew(sole.position)
        # An error of the gyro turns the whole world about its origin.
        transition[:, GYRO_BIAS] = -time * (lever @ self.rotation)
        transition[GYRO_BIAS, GYRO_BIAS] = np.eye(3)
        transition[VELOCITY, ACCELEROMETER_BIAS] = -time * self.rotation
        transition[VELOCITY, ROTATION] = time * skew(G)
        transition[POSITION, VELOCITY] = time * np.eye(3)
        covariance = transition @ self.covariance @ transition.T
        covariance += (self._gyro * time) * (lever @ lever.T)
        covariance.ravel()[:: SIZE + 1] += time * self._walk
        for rows, age, more in zip(FOOT, self._age, shifted, strict=True):
            covariance[rows[2], rows[2]] += (self._give * more) ** 2
            if age < self._settling_time:
                covariance[rows[SETTLES], rows[SETTLES]] += self._settling * time
        self._age += time
        self.covariance = covariance

    def surprise(self, footing: Footing, error: Array) -> float:
        """Return eᵀ S⁻¹ e of a foot's innovation (6,): six on average if it stands."""
        difference = DIFFERENCE[footing.foot]
        spread = difference @ self.covariance @ difference.T + footing.noise
        return float(error @ np.linalg.solve(spread, error))

    def correct(self, feet: Sequence[Footing], error: Array) -> None:
        """Use that feet on the ground stay where they are.

        Args:
            feet: Those k that do, at least one.
            error: (6 k,) their innovations [m, rad].
        """
        difference = np.vstack([DIFFERENCE[footing.foot] for footing in feet])
        gained = self.covariance @ difference.T
        spread = difference @ gained
        for number, footing in enumerate(feet):
            rows = slice(6 * number, 6 * number + 6)
            spread[rows, rows] += footing.noise
        gain = np.linalg.solve(spread, gained.T).T
        covariance = self.covariance - gain @ gained.T
        self.covariance = 0.5 * (covariance + covariance.T)
        self._move(-(gain @ error))

    def _move(self, change: Array) -> None:
        """Move the estimate by ξ (27,): X̂ ← exp(ξ) X̂, b̂ ← b̂ + ζ."""
        # exp of SE_k(3) to first order in its vectors: changes are of millimetres
        turn = rotation_exponential(change[ROTATION])
        self.rotation = turn @ self.rotation
        self.velocity = turn @ self.velocity + change[VELOCITY]
        self.position = turn @ self.position + change[POSITION]
        for foot, sole in enumerate(self._soles):
            moved, turned = change[FOOT[foot][:3]], change[FOOT[foot][3:]]
            self._soles[foot] = SoleReading(
                turn @ sole.position + moved,
                rotation_exponential(turned) @ sole.rotation,
            )
        self.gyro_bias = self.gyro_bias + change[GYRO_BIAS]
        self.accelerometer_bias = self.accelerometer_bias + change[ACCELEROMETER_BIAS]


def _start_variance(params: BaseFilterParams, noise: ReadingNoise) -> Array:
    """Return the variance (27,) of the errors at first."""
    variance = np.zeros(SIZE)
    variance[ROTATION] = params.start_rotation**2
    variance[VELOCITY] = params.start_velocity**2
    variance[POSITION] = params.start_position**2
    variance[GYRO_BIAS] = noise.gyro_bias**2
    variance[ACCELEROMETER_BIAS] = noise.accelerometer_bias**2
    return variance


def _walk(params: BaseFilterParams, noise: ReadingNoise, period: float) -> Array:
    """Return how fast the variances (27,) grow, but for the gyro's part.

    Args:
        params: What is likely.
        noise: Of the sensors.
        period: Control period [s].
    """
    walk = np.zeros(SIZE)
    walk[VELOCITY] = noise.accelerometer**2 * period + params.accelerometer**2
    walk[GYRO_BIAS] = 2.0 * noise.gyro_bias**2 / noise.bias_time
    walk[ACCELEROMETER_BIAS] = 2.0 * noise.accelerometer_bias**2 / noise.bias_time
    slip, sink, turn, tilt = params.slip, params.sink, params.turn, params.tilt
    for rows in FOOT:
        walk[rows] = np.square((slip, slip, sink, tilt, tilt, turn))
    return walk
