"""What steady walking was like, in the measures of a gait laboratory."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from relaywalk.analysis.gait.foot import slips
from relaywalk.analysis.gait.gait import Gait, Stride
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array


class Measure(NamedTuple):
    """One measure of steady walking.

    Attributes:
        name: Such as "stride_time".
        unit: SI; "1" where there is none.
        meaning: One sentence.
        mean, sd: Over its values; sd with n − 1, not a number of a single one.
        number: How many values.
        by_foot: Foot → mean over its own strides; empty where it is of no one foot.
    """

    name: str
    unit: str
    meaning: str
    mean: float
    sd: float
    number: int
    by_foot: Mapping[str, float]


def gait_measures(
    recording: Recording, card: RobotCard, gait: Gait, carried: float = 0.0
) -> tuple[Measure, ...]:
    """Return the measures of steady walking; none where there was none.

    Args:
        recording: Of a run.
        card: Of the actor.
        gait: Of the actor.
        carried: Mass of what it carries meanwhile [kg].
    """
    if not gait.steady:
        return ()
    steady, weight = gait.steady, gait.stature.weight
    time = np.array([s.end - s.start for s in steady])
    stance = np.array([s.lift_off - s.start for s in steady])
    fz = {foot: recording[f"{gait.actor}.{foot}.contact.fz"] for foot in gait.feet}
    peaks = [fz[s.foot][s.first : s.last].max() / weight for s in steady]
    cost = _cost_of_transport(recording, card, gait, carried)
    return (
        _measure("speed", [s.speed for s in steady], steady),
        _measure("stride_time", time, steady),
        _measure("stride_length", [s.length for s in steady], steady),
        _measure("step_width", [s.width for s in steady], steady),
        _measure("cadence", 120.0 / time, steady),
        _measure("duty_factor", stance / time, steady),
        _measure("double_support", [_double_support(gait)]),
        _measure("peak_ground_reaction", peaks, steady),
        _measure("foot_slip", _steady_slips(recording, card, gait)),
        _measure("cost_of_transport", [cost]),
    )


_MEANING: Mapping[str, tuple[str, str]] = {
    "speed": ("m/s", "horizontal way of the base in a stride over its time"),
    "stride_time": ("s", "from touchdown to touchdown of the same foot"),
    "stride_length": ("m", "horizontal way of a sole from stance to stance"),
    "step_width": ("m", "between the soles, across the stride"),
    "cadence": ("1/min", "steps a minute: two in a stride"),
    "duty_factor": ("1", "share of the stride in which its foot bears load"),
    "double_support": ("1", "share of the time in which every foot bears load"),
    "peak_ground_reaction": (
        "1",
        "largest vertical force on a foot in its stride, over body weight m g without "
        "the torch",
    ),
    "foot_slip": (
        "m",
        "largest horizontal movement of a sole while it bears 20 % of body weight",
    ),
    "cost_of_transport": (
        "1",
        "positive mechanical work of all actuators over m g d, m with the torch, d the "
        "horizontal way of the base",
    ),
}


def _measure(name: str, values: ArrayLike, strides: Sequence[Stride] = ()) -> Measure:
    """Return mean and deviation of the values that are numbers.

    Args:
        name: A key of `_MEANING`.
        values: (n,) of them.
        strides: n, where each value is of one.
    """
    found = np.asarray(values, dtype=float)
    there = found[np.isfinite(found)]
    sd = float(there.std(ddof=1)) if len(there) > 1 else float("nan")
    feet = np.array([stride.foot for stride in strides])
    by_foot = {str(foot): _mean(found[feet == foot]) for foot in np.unique(feet)}
    return Measure(name, *_MEANING[name], _mean(found), sd, len(there), by_foot)


def _mean(values: Array) -> float:
    """Return the mean of the values that are numbers."""
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else float("nan")


def _rows(gait: Gait) -> slice:
    """Return the rows of steady walking."""
    return slice(gait.steady[0].first, max(stride.last for stride in gait.steady))


def _double_support(gait: Gait) -> float:
    """Return the fraction of steady rows in which every foot bears load [-]."""
    loaded = [stance.loaded[_rows(gait)] for stance in gait.feet.values()]
    return float(np.all(loaded, axis=0).mean())


def _steady_slips(recording: Recording, card: RobotCard, gait: Gait) -> list[float]:
    """Return the slip of every stance that begins a steady stride [m]."""
    found: list[float] = []
    for foot, stance in gait.feet.items():
        begins = [stride.first for stride in gait.steady if stride.foot == foot]
        own = np.isin(stance.first, begins)
        some = stance._replace(
            first=stance.first[own],
            last=stance.last[own],
            position=stance.position[own],
        )
        args = (recording, card, gait.actor, some, gait.stature.weight)
        found.extend(slips(*args))
    return found


def _cost_of_transport(
    recording: Recording, card: RobotCard, gait: Gait, carried: float
) -> float:
    """Return Σ ∫ max(τ θ̇, 0) dt / (m g d) over steady walking [-]."""
    rows, time = _rows(gait), recording.time
    power = _driving_power(recording, card, gait.actor, rows)
    work = float((power * np.diff(time[rows])).sum())
    ends = np.array([rows.start, rows.stop - 1])
    base = recording.matrix([f"{gait.actor}.base.x", f"{gait.actor}.base.y"], ends)
    displacement = float(np.linalg.norm(base[-1] - base[0]))
    mass, weight, _ = gait.stature
    return work / (weight * (mass + carried) / mass * max(displacement, 1e-9))


def _driving_power(
    recording: Recording, card: RobotCard, actor: str, rows: slice
) -> Array:
    """Return Σ max(τ θ̇, 0) over the actuators, in each period between rows (k,) [W]."""
    n = len(card.joints)
    names = [
        f"{actor}.{j}.{what}" for what in ("torque", "velocity") for j in card.joints
    ]
    found, before = np.empty(rows.stop - rows.start), np.zeros((1, n))
    for place, block in recording.blocks(names, rows):
        torque, velocity = block[:, :n], block[:, n:]
        # torque is the mean over the period that ends at its row
        power = torque * 0.5 * (velocity + np.vstack((before, velocity[:-1])))
        found[place], before = np.maximum(power, 0.0).sum(axis=1), velocity[-1:]
    return found[1:]
