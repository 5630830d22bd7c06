"""What happened in two runs, side by side: ends, reactions, phases, exchanges."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.comparison.side import Side
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard

DISTANCE, REACTION = 0.01, 0.15  # tolerances, see `comparison` [-]
ARMS = ("left_arm", "right_arm")
UNITS = {"f": "force [N]", "m": "moment [N·m]"}  # of a reaction


class ComparedEvent(NamedTuple):
    """Something that happened in both runs; `outside` if beyond its tolerance."""

    name: str
    first: str
    second: str
    outside: bool = False


def events(first: Side, second: Side) -> tuple[ComparedEvent, ...]:
    """Return outcome and figures, peak wrist reactions, phases and handovers."""
    return (
        *_ends(first, second),
        *_wrists(first, second),
        *_phases(first, second),
        *_handovers(first, second),
    )


def _ends(first: Side, second: Side) -> Iterator[ComparedEvent]:
    """Yield the outcome and the figures of the whole run."""
    one, two = first.result, second.result
    yield ComparedEvent("outcome", one.outcome, two.outcome, one.outcome != two.outcome)
    yield _pair("distance [m]", one.distance, two.distance, DISTANCE)
    yield _pair("duration [s]", one.duration, two.duration, np.inf)
    yield _pair("speed [m/s]", one.speed, two.speed, np.inf)
    tilts = one.max_base_tilt, two.max_base_tilt
    yield _pair("max base tilt [rad]", *tilts, np.inf)
    off = _number(one.max_off_path), _number(two.max_off_path)
    yield _pair("max off path [m]", *off, np.inf)


def _number(measured: float | None) -> float:
    """Return what was measured; not a number if nobody did."""
    return np.nan if measured is None else measured


def _pair(label: str, one: float, two: float, tolerance: float) -> ComparedEvent:
    """Return two numbers; outside if they differ by a larger fraction [-]."""
    outside = abs(one - two) > tolerance * min(abs(one), abs(two))
    return ComparedEvent(
        label, f"{one:.4g}", f"{two:.4g}", bool(outside and one != two)
    )


def _wrists(first: Side, second: Side) -> Iterator[ComparedEvent]:
    """Yield the peak reaction force and moment of the last joint of every arm.

    Where one is outside, its peak in every phase follows: it shows where.
    """
    there = set(first.recording.names) & set(second.recording.names)
    arms = [(a, c.groups[w][-1]) for a, c in first.cards.items() for w in _arms(c)]
    for (actor, joint), what in product(arms, UNITS):
        axes = [f"{actor}.{joint}.{what}{axis}" for axis in "xyz"]
        if there.issuperset(axes):
            peaks = [_peaks(s.recording, actor, axes) for s in (first, second)]
            yield from _reactions(f"peak {actor}.{joint} {UNITS[what]}", *peaks)


def _arms(card: RobotCard) -> list[str]:
    """Return the arms that a body has."""
    return [arm for arm in ARMS if card.groups.get(arm)]


def _reactions(
    label: str, one: dict[str, float], two: dict[str, float]
) -> Iterator[ComparedEvent]:
    """Yield the peaks of both runs, by phase too if those of the run are outside."""
    whole = _pair(label, one[""], two[""], REACTION)
    yield whole
    for phase in [name for name in one if whole.outside and name and name in two]:
        yield _pair(f"{label} in {phase}", one[phase], two[phase], REACTION)


def _peaks(recording: Recording, actor: str, axes: list[str]) -> dict[str, float]:
    """Return the largest magnitude of a vector, by phase; of the whole run as ""."""
    size, time = np.linalg.norm(recording.matrix(axes), axis=1), recording.time
    peaks = {"": float(size.max())}
    for phase, start, end in recording.phases(actor):
        rows = (time >= start) & (time <= end)
        peaks[phase] = max(float(size[rows].max()), peaks.get(phase, 0.0))
    return peaks


def _phases(first: Side, second: Side) -> Iterator[ComparedEvent]:
    """Yield start and end of every phase that both runs have."""
    one, two = (
        {f"{p.actor}.{p.phase} [s]": f"{p.start:.2f} … {p.end:.2f}" for p in of.phases}
        for of in (first.result, second.result)
    )
    for name in one:
        if name in two:
            yield ComparedEvent(name, one[name], two[name])


def _handovers(first: Side, second: Side) -> Iterator[ComparedEvent]:
    """Yield transfer time and peak force of every exchange that both runs have."""
    one, two = (
        {f"{h.giver} to {h.receiver}": h for h in of.handovers}
        for of in (first.result, second.result)
    )
    for name in one:
        if name in two:
            a, b = one[name], two[name]
            times = a.transfer_time, b.transfer_time
            yield _pair(f"{name}: transfer time [s]", *times, np.inf)
            forces = a.peak_force, b.peak_force
            yield _pair(f"{name}: peak force [N]", *forces, np.inf)
