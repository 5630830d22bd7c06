"""Which torches burn, and how each was lit: from recorded poses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from relaywalk.analysis.kinematics import POSE
from relaywalk.recording.channels import lit_channel
from relaywalk.recording.recording import Recording
from relaywalk.robots.burner import burners_apart
from relaywalk.robots.card import PropCard


@dataclass(frozen=True, slots=True)
class FlamePass:
    """How one torch was lit by another.

    Attributes:
        source, prop: The burning torch, and the one that it lit.
        time: When that burns [s].
        held: For how long both burners had been within that gap then [s].
        max_gap: Largest gap between their rims meanwhile [m].
        max_tilt: Largest angle between their axes meanwhile [rad].
    """

    source: str
    prop: str
    time: float
    held: float
    max_gap: float
    max_tilt: float


def burning_at_end(recording: Recording, props: Iterable[str]) -> tuple[str, ...]:
    """Return the props that burn in the last row of a recording."""
    told = [prop for prop in props if lit_channel(prop) in recording.channels]
    return tuple(prop for prop in told if recording[lit_channel(prop)][-1] > 0.5)


def flame_passes(
    recording: Recording, props: Mapping[str, PropCard], gap: float
) -> tuple[FlamePass, ...]:
    """Return every lighting of one torch by another, in time order.

    Args:
        recording: Of a run.
        props: Prop → card.
        gap: Between the rims of both burners, at most, as the scenario has it [m].
    """
    told = [prop for prop in props if lit_channel(prop) in recording.channels]
    found = (
        _pass(recording, (source, prop), props, gap)
        for source, prop in permutations(told, 2)
    )
    return tuple(sorted((p for p in found if p), key=lambda passed: passed.time))


def _pass(
    recording: Recording,
    pair: tuple[str, str],
    props: Mapping[str, PropCard],
    gap: float,
) -> FlamePass | None:
    """Return how the first of a pair lit the second, if it did."""
    source, prop = pair
    burns = recording[lit_channel(prop)] > 0.5
    row = int(np.argmax(burns))
    before = max(row - 1, 0)
    if not burns[row] or row == 0 or recording[lit_channel(source)][before] < 0.5:
        return None
    rows = slice(row + 1)
    poses = [
        recording.matrix([f"{name}.{axis}" for axis in POSE], rows) for name in pair
    ]
    apart = burners_apart((props[source], props[prop]), (poses[0], poses[1]))
    wide = np.flatnonzero(apart.gap > gap)
    first = int(wide[-1]) + 1 if len(wide) else 0
    if first > row:
        return None
    time = recording.time
    return FlamePass(
        source,
        prop,
        float(time[row]),
        float(time[row] - time[first]),
        float(apart.gap[first:].max()),
        float(apart.tilt[first:].max()),
    )
