"""Recoveries: when a body caught itself, in how many steps, and whether it did.

From what its controller tells: `steps`, how often a foot has touched down so far,
`retimed_steps`, how many of these had their time changed, and `recovering`, 1 while
it catches itself. A controller that steps by the clock alone tells none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.handover.holding import stretches
from relaywalk.recording.recording import Recording

STEPS, RETIMED, RECOVERING = "steps", "retimed_steps", "recovering"
FALLING = 1.5  # a fall takes about 1 s: so long before it a recovery was in vain [s]


@dataclass(frozen=True, slots=True)
class Recovery:
    """One stretch in which a body caught itself, or did not.

    Attributes:
        time: When it began [s].
        steps: Touchdowns in it.
        outcome: "recovered", or "fell" where the run ended within it or in a fall
            that followed.
        actor: Whose; empty in a result of a version that did not tell.
    """

    time: float
    steps: int
    outcome: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Stepping:
    """What a body's feet did.

    Attributes:
        steps: Touchdowns; None if its controller does not tell.
        retimed_steps: Of these, whose time was changed; likewise.
        recoveries: In time order; none if its controller does not tell.
    """

    steps: int | None = None
    retimed_steps: int | None = None
    recoveries: tuple[Recovery, ...] = ()


def together(found: Sequence[Stepping]) -> Stepping:
    """Return what the feet of several bodies did: sums, and all recoveries.

    Args:
        found: One by one; whose controller does not tell is left out.
    """
    told = [one for one in found if one.steps is not None]
    if not told:
        return Stepping()
    recoveries = [recovery for one in told for recovery in one.recoveries]
    return Stepping(
        sum(one.steps or 0 for one in told),
        sum(one.retimed_steps or 0 for one in told),
        tuple(sorted(recoveries, key=lambda recovery: recovery.time)),
    )


def stepping(recording: Recording, actor: str, *, fell: bool) -> Stepping:
    """Return what a body's feet did.

    Args:
        recording: Of the run.
        actor: The body's name.
        fell: Whether the run ended in a fall.
    """
    names = [f"{actor}.{name}" for name in (STEPS, RETIMED, RECOVERING)]
    if not set(names) <= set(recording.names) or len(recording) == 0:
        return Stepping()
    steps, retimed, recovering = np.rint(recording.matrix(names)).astype(np.int32).T
    time, last = recording.time, len(recording) - 1
    found = []
    for first, end in stretches(recovering > 0):
        # a touchdown may begin a stretch, or end it
        touched = steps[min(end + 1, last)] - steps[max(first - 1, 0)]
        in_vain = end == last or (fell and time[last] - time[end] <= FALLING)
        outcome = "fell" if in_vain else "recovered"
        found.append(Recovery(float(time[first]), int(touched), outcome, actor))
    total, changed = (int(count[-1] - count[0]) for count in (steps, retimed))
    return Stepping(total, changed, tuple(found))
