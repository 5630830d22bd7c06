"""Who is filmed: the actor that the result is about."""

from typing import TYPE_CHECKING

import numpy as np

from relaywalk.analysis.handover.holding import sole_holds, touching
from relaywalk.analysis.kinematics import pose_of
from relaywalk.scenario.choices import robot_name
from relaywalk.simulation.termination import fallen, height_above

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
        holds = sole_holds(touching(run.recording, run.cards))
        found = holds[-1].actor if holds else None
    else:
        found = None
    return found or robot_name(run.scenario)


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
