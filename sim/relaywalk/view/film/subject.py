"""Who is filmed: the actor that the result is about."""

from typing import TYPE_CHECKING

import numpy as np

from relaywalk.analysis.handover.holding import sole_holds, touching
from relaywalk.analysis.kinematics import pose_of
from relaywalk.scenario.choices import robot_name
from relaywalk.simulation.termination import UP, fallen, height_above
from relaywalk.spatial import rotate

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


def subject(run: "Run") -> str:
    """Return the actor that the result is about, on which the camera is.

    Who fell; where the torch was dropped, who held it last; else who carries it.
    """
    outcome = run.result.outcome
    if outcome == "fell":
        found = _fallen(run)
    elif outcome == "dropped":
        found = _last_holder(run, _dropped(run))
    else:
        found = None
    return found or robot_name(run.scenario)


def _dropped(run: "Run") -> str:
    """Return the prop whose middle was lowest at the end of the recording."""
    last = np.array([len(run.recording) - 1])
    middles = {}
    for prop, card in run.props.items():
        (pose,) = pose_of(run.recording, prop, last)
        middles[prop] = pose[2] + 0.5 * card.length * rotate(pose[3:], UP)[2]
    return min(middles, key=lambda prop: float(middles[prop]))


def _last_holder(run: "Run", prop: str) -> str | None:
    """Return who alone held a prop last; None if nobody ever did."""
    touch = touching(run.recording, run.cards, run.props)
    holders = [hold.actor for hold in sole_holds(touch) if hold.prop == prop]
    return holders[-1] if holders else None


def _fallen(run: "Run") -> str | None:
    """Return who had fallen at the end of the recording."""
    terrain = run.scenario.terrain.build(run.scenario.seed)
    for name, card in run.cards.items():
        ends = np.array([0, len(run.recording) - 1])
        base = pose_of(run.recording, f"{name}.base", ends)
        height = height_above(terrain, base[0])
        if card.base == "floating" and fallen(base[-1], height, terrain):
            return name
    return None
