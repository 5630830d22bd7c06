"""What one joint bore over some rows of a recording, against its ratings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.joint_rating import JointRating
from relaywalk.types import Array, TorqueEnvelope

THERMAL = 10.0  # length of the sliding window for heat [s]
_CHANNELS = ("torque", "velocity", "fx", "fy", "fz", "mx", "my", "mz")


@dataclass(frozen=True, slots=True)
class JointLoad:
    """What one joint bore over a run or a phase.

    Torque is the actuator's, as recorded by the engine: about the joint's axis,
    positive in the direction of positive motion, exerted by the parent on the child,
    mean over each control period. Power is that torque times the mean velocity of the
    same period, positive where the actuator drives the motion. Limits are the card's.
    Force and moment are of the recorded reaction wrench that the parent exerts on the
    child, actuator included, at the joint origin, in the child frame.

    Attributes:
        actor, joint: Which.
        peak: Largest magnitude of the torque [N·m].
        rms: Root mean square of the torque over all rows [N·m].
        mean_abs: Mean magnitude of the torque [N·m].
        rated: Continuous torque [N·m]; None where nobody published it.
        peak_limit: The actuator's clamp [N·m].
        utilisation_peak: Peak over its limit [-].
        utilisation_rated: Root mean square over rated [-]; None without a rating.
        peak_power: Largest magnitude of the mechanical power [W].
        positive_work: Done by the actuator [J].
        negative_work: Taken up by the actuator, at most 0 [J].
        peak_force: Largest magnitude of the reaction force [N].
        peak_moment: Largest magnitude of the reaction moment [N·m].
        mean_power: Net work over the time [W].
        sliding_rms: Largest root mean square of the torque over any 10 s that end
            inside; over all rows where these are shorter [N·m].
        utilisation_sliding: That over rated [-]; None without a rating.
        utilisation_envelope: Largest ratio of the torque to what the actuator can
            give at the velocity of that period, in that direction [-].
    """

    actor: str
    joint: str
    peak: float
    rms: float
    mean_abs: float
    rated: float | None
    peak_limit: float
    utilisation_peak: float
    utilisation_rated: float | None
    peak_power: float
    positive_work: float
    negative_work: float
    peak_force: float
    peak_moment: float
    mean_power: float
    sliding_rms: float
    utilisation_sliding: float | None
    utilisation_envelope: float


class JointSignals(NamedTuple):
    """What the loads of one joint are made from, each (rows,).

    Attributes:
        time: End of each control period [s].
        step: Its length, 0 for the first [s].
        torque: Of the actuator, mean over the period [N·m].
        velocity: Mean over the period [rad/s].
        force: Magnitude of the reaction force [N].
        moment: Magnitude of the reaction moment [N·m].
    """

    time: Array
    step: Array
    torque: Array
    velocity: Array
    force: Array
    moment: Array

    def within(self, rows: slice) -> "JointSignals":
        """Return some rows."""
        return JointSignals(*(values[rows] for values in self))


def signals(
    recording: Recording, card: RobotCard, actor: str
) -> Iterator[JointSignals]:
    """Yield the signals of an actor's joints, in card order."""
    time = recording.time
    step = np.diff(time, prepend=time[0])
    for joint in card.joints:
        read = recording.columns([f"{actor}.{joint}.{what}" for what in _CHANNELS])
        torque, velocity, *wrench = read
        # a row's velocity is that of its end; torque is the mean over its period
        before = np.concatenate((velocity[:1], velocity[:-1]))
        yield JointSignals(
            time,
            step,
            torque,
            0.5 * (velocity + before),
            _magnitude(*wrench[:3]),
            _magnitude(*wrench[3:]),
        )


def _magnitude(x: Array, y: Array, z: Array) -> Array:
    """Return the magnitude (rows,) of vectors, each component (rows,)."""
    return np.asarray(np.sqrt(x * x + y * y + z * z))


def joint_load(
    actor: str, joint: str, rating: JointRating, seen: JointSignals
) -> JointLoad:
    """Return one joint's load.

    Args:
        actor: Its name.
        joint: Its name.
        rating: From the card.
        seen: Over the rows that count, at least one.
    """
    torque = seen.torque
    power = torque * seen.velocity
    work = power * seen.step
    magnitude = np.abs(torque)
    peak, rms = float(magnitude.max()), float(np.sqrt(np.mean(torque**2)))
    sliding = sliding_rms(seen.time, seen.step, torque)
    limit = rating.peak_torque.value
    rated = rating.rated_torque.value if rating.rated_torque else None
    return JointLoad(
        actor=actor,
        joint=joint,
        peak=peak,
        rms=rms,
        mean_abs=float(magnitude.mean()),
        rated=rated,
        peak_limit=limit,
        utilisation_peak=peak / limit,
        utilisation_rated=None if rated is None else rms / rated,
        peak_power=float(np.abs(power).max()),
        positive_work=float(work[work > 0.0].sum()),
        negative_work=float(work[work < 0.0].sum()),
        peak_force=float(seen.force.max()),
        peak_moment=float(seen.moment.max()),
        mean_power=float(work.sum() / max(seen.step.sum(), 1e-12)),
        sliding_rms=sliding,
        utilisation_sliding=None if rated is None else sliding / rated,
        utilisation_envelope=float(
            envelope_fraction(rating, torque, seen.velocity).max()
        ),
    )


def sliding_rms(time: Array, step: Array, torque: Array) -> float:
    """Return the largest root mean square over any `THERMAL` seconds.

    Over all rows where these are shorter.

    Args:
        time: (rows,) end of each period [s].
        step: (rows,) its length [s].
        torque: (rows,) mean over it [N·m].
    """
    begin = time[0] - step[0]
    if time[-1] - begin <= THERMAL:
        return float(np.sqrt(np.mean(torque**2)))
    heat = np.concatenate(([0.0], np.cumsum(torque**2 * step)))
    edge = np.concatenate(([begin], time))
    ends = np.flatnonzero(edge - begin >= THERMAL)
    before = np.interp(edge[ends] - THERMAL, edge, heat)
    return float(np.sqrt(max((heat[ends] - before).max(), 0.0) / THERMAL))


def envelope_fraction(rating: JointRating, torque: Array, velocity: Array) -> Array:
    """Return the torque over what the actuator can give at that velocity (rows,) [-].

    Args:
        rating: From the card.
        torque: (rows,) [N·m].
        velocity: (rows,) [rad/s].
    """
    lower, upper = torque_limits(rating, velocity)
    there = np.where(torque > 0.0, upper, -lower)
    magnitude = np.abs(torque)
    fraction = np.full(len(torque), np.inf)
    fraction[magnitude == 0.0] = 0.0
    np.divide(magnitude, there, out=fraction, where=there > 0.0)
    return fraction


def torque_limits(rating: JointRating, velocity: Array) -> tuple[Array, Array]:
    """Return minimum and maximum torque (rows,), (rows,) that the actuator gives [N·m].

    Args:
        rating: From the card.
        velocity: (rows,) [rad/s].
    """
    speeds = (rating.speed_limit, rating.peak_speed)
    limit, top = (np.array([s.value if s else np.inf]) for s in speeds)
    envelope = TorqueEnvelope(np.array([rating.peak_torque.value]), limit, top)
    lower, upper = envelope.limits(velocity[:, None])
    shape = (len(velocity), 1)
    return np.broadcast_to(lower, shape)[:, 0], np.broadcast_to(upper, shape)[:, 0]
