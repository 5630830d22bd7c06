"""What happened in two runs, side by side: ends, reactions, phases, exchanges."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from relaywalk.analysis.comparison.side import Side
from relaywalk.recording.recording import Recording

DISTANCE, REACTION = 0.01, 0.15  # tolerances, see `comparison` [-]
WRISTS = ("left_arm", "right_arm")  # the last joint of each


class Event(NamedTuple):
    """Something that happened in both runs; `outside` if beyond its tolerance."""

    name: str
    first: str
    second: str
    outside: bool = False


def events(first: Side, second: Side) -> tuple[Event, ...]:
    """Return outcome and figures, peak wrist reactions, phases and handovers."""
    return (
        *_ends(first, second),
        *_wrists(first, second),
        *_phases(first, second),
        *_handovers(first, second),
    )


def _ends(first: Side, second: Side) -> Iterator[Event]:
    """Yield the outcome and the figures of the whole run."""
    one, two = first.result, second.result
    outcomes = str(one.get("outcome")), str(two.get("outcome"))
    yield Event("outcome", *outcomes, outcomes[0] != outcomes[1])
    yield _measured("distance", "m", one, two, DISTANCE)
    for name, unit in (
        ("duration", "s"),
        ("speed", "m/s"),
        ("max_base_tilt", "rad"),
        ("max_off_line", "m"),
    ):
        yield _measured(name, unit, one, two, np.inf)


def _measured(
    name: str,
    unit: str,
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    tolerance: float,
) -> Event:
    """Return a figure of both results; infinite tolerance is none."""
    one, two = first.get(name, np.nan), second.get(name, np.nan)
    label = f"{name.replace('_', ' ')} [{unit}]"
    return _pair(label, float(one), float(two), tolerance)


def _pair(label: str, one: float, two: float, tolerance: float) -> Event:
    """Return two numbers; outside if further apart than a share of the smaller [-]."""
    outside = abs(one - two) > tolerance * min(abs(one), abs(two))
    return Event(label, f"{one:.4g}", f"{two:.4g}", bool(outside and one != two))


def _wrists(first: Side, second: Side) -> Iterator[Event]:
    """Yield the peak reaction force and moment of the last joint of every arm.

    Where one is outside, its peak in every phase follows: it shows where.
    """
    there = set(first.recording.names) & set(second.recording.names)
    for actor, card in first.cards.items():
        for group in WRISTS:
            joint = f"{actor}.{card.groups.get(group, ('',))[-1]}"
            for what, unit in (("f", "force [N]"), ("m", "moment [N·m]")):
                axes = [f"{joint}.{what}{axis}" for axis in "xyz"]
                if not there.issuperset(axes):
                    continue
                one, two = (_peaks(s.recording, actor, axes) for s in (first, second))
                label = f"peak {joint} {unit}"
                whole = _pair(label, one[""], two[""], REACTION)
                yield whole
                for phase in [name for name in one if name and name in two]:
                    if whole.outside:
                        values = one[phase], two[phase]
                        yield _pair(f"{label} in {phase}", *values, REACTION)


def _peaks(recording: Recording, actor: str, axes: list[str]) -> dict[str, float]:
    """Return the largest magnitude of a vector, by phase; of the whole run as ""."""
    size, time = np.linalg.norm(recording.matrix(axes), axis=1), recording.time
    peaks = {"": float(size.max())}
    for phase, start, end in recording.phases(actor):
        rows = (time >= start) & (time <= end)
        peaks[phase] = max(float(size[rows].max()), peaks.get(phase, 0.0))
    return peaks


def _phases(first: Side, second: Side) -> Iterator[Event]:
    """Yield start and end of every phase that both runs have."""
    one, two = (_keyed(s, "phases", "actor", "phase") for s in (first, second))
    for key in one:
        if key in two:
            times = [f"{p['start']:.2f} … {p['end']:.2f}" for p in (one[key], two[key])]
            yield Event(f"{'.'.join(key)} [s]", times[0], times[1])


def _handovers(first: Side, second: Side) -> Iterator[Event]:
    """Yield transfer time and peak force of every exchange that both runs have."""
    one, two = (_keyed(s, "handovers", "giver", "receiver") for s in (first, second))
    for key in one:
        if key in two:
            for what, unit in (("transfer_time", "s"), ("peak_force", "N")):
                label = f"{' to '.join(key)}: {what.replace('_', ' ')} [{unit}]"
                yield _pair(label, one[key][what], two[key][what], np.inf)


def _keyed(
    side: Side, what: str, *names: str
) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """Return the entries of a list in the result, by some of their fields."""
    entries: list[Mapping[str, Any]] = side.result.get(what) or []
    return {tuple(str(entry[name]) for name in names): entry for entry in entries}
