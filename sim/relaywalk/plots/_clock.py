"""Two runs on one clock: what happened in one when the like happened in the other."""

from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from relaywalk.errors import RecordingError
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

Touchdown = tuple[float, str]  # [s], foot


def counterpart(run: "Run", other: "Run", actor: str, time: Array) -> Array:
    """Return the times (k,) of another run at which the like happened there [s].

    Equal phases begin and end together, and in a phase each touchdown goes with the
    touchdown of the same foot that is as manieth in it; in between time is stretched.
    Not a number from the first phase on in which the runs differ, and where one of
    them takes a step that the other does not.

    Args:
        run: On whose clock `time` is.
        other: The other run.
        actor: Whose phases and feet count.
        time: (k,) [s].

    Raises:
        RecordingError: Already their first phases differ.
    """
    both = list(
        takewhile(
            lambda pair: pair[0][0] == pair[1][0],
            zip(run.phases.get(actor, []), other.phases.get(actor, []), strict=False),
        )
    )
    if not both:
        raise RecordingError(f"{other.folder}: '{actor}' has other phases than here")
    mine, its = touchdowns(run, actor), touchdowns(other, actor)
    there = np.full(len(time), np.nan)
    for (_, *here_span), (_, *there_span) in both:
        _stretch(there, time, (here_span, there_span), (mine, its))
    return there


def touchdowns(run: "Run", actor: str) -> list[Touchdown]:
    """Return when an actor's feet came down, in time order."""
    gait, time = run.gaits.get(actor), run.recording.time
    if gait is None:
        return []
    return sorted(
        (float(time[row]), foot)
        for foot, stances in gait.feet.items()
        for row in stances.first
    )


def _stretch(
    there: Array,
    time: Array,
    spans: tuple[list[float], list[float]],
    steps: tuple[list[Touchdown], list[Touchdown]],
) -> None:
    """Fill in the other run's times within one phase of both.

    Args:
        there: (k,) to fill in [s].
        time: (k,) of the run [s].
        spans: Start and end of the phase in the run and in the other [s].
        steps: Touchdowns of the run and of the other.
    """
    mine, its = (
        [step for step in found if span[0] < step[0] < span[1]]
        for found, span in zip(steps, spans, strict=True)
    )
    pairs = list(
        takewhile(lambda pair: pair[0][1] == pair[1][1], zip(mine, its, strict=False))
    )
    here = [spans[0][0], *(pair[0][0] for pair in pairs)]
    over = [spans[1][0], *(pair[1][0] for pair in pairs)]
    if len(pairs) == len(mine) == len(its):
        here.append(spans[0][1])
        over.append(spans[1][1])
    rows = (time >= here[0]) & (time <= here[-1])
    there[rows] = np.interp(time[rows], here, over)
