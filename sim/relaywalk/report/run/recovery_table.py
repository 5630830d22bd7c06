"""Pushes and recoveries on the page and on the screen: one row each."""

from typing import TYPE_CHECKING

import numpy as np

from relaywalk.analysis.recovery.pushes import RecordedPush, direction
from relaywalk.analysis.recovery.recoveries import Recovery
from relaywalk.analysis.recovery.responses import responses_in
from relaywalk.report.run.tables import Cell, Section
from relaywalk.robots.stature import stature
from relaywalk.types import GRAVITY

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

HEADER = (
    *("actor", "pushed at [s]", "link", "impulse [N·s]", "speed [m/s]"),
    *("towards [°]", "recovery from [s]", "steps", "outcome"),
)
NOTE = (
    "Speed: the impulse over the body's mass. Towards: 0° forwards, 90° to the body's "
    "left. A dash under recovery: none was needed, or the controller does not tell."
)
NONE = Cell("–", mark="none")


def recoveries(run: "Run") -> Section:
    """Return the pushes that every body met beside its recoveries."""
    fell = run.result.outcome == "fell"
    rows = [
        (Cell(actor), *_push(run, actor, answer.push), *_recovery(answer.recovery))
        for actor in run.cards
        for answer in responses_in(run.recording, run.cards[actor], actor, fell=fell)
    ]
    return Section("Pushes and recoveries", HEADER, rows, NOTE)


def _push(run: "Run", actor: str, push: RecordedPush | None) -> tuple[Cell, ...]:
    """Return time, link, impulse, speed and direction of a push."""
    if push is None:
        return (NONE,) * 5
    size = float(np.linalg.norm(push.impulse))
    speed = size * GRAVITY / stature(run.cards[actor]).weight
    towards = direction(run.recording, actor, push)
    return (
        Cell(f"{push.time:.2f}", push.time),
        Cell(push.link),
        Cell(f"{size:.1f}", size),
        Cell(f"{speed:.2f}", speed),
        Cell(f"{towards:.0f}", towards),
    )


def _recovery(recovery: Recovery | None) -> tuple[Cell, ...]:
    """Return time, steps and outcome of a recovery."""
    if recovery is None:
        return (NONE,) * 3
    return (
        Cell(f"{recovery.time:.2f}", recovery.time),
        Cell(str(recovery.steps), recovery.steps),
        Cell(recovery.outcome, mark="yes" if recovery.outcome == "recovered" else "no"),
    )
