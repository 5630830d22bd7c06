"""Stances: when each foot bears load, and where its sole then is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.handover.holding import stretches
from relaywalk.analysis.kinematics import frame_poses
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.contact_thresholds import SHORTEST_STANCE, bears_load
from relaywalk.types import Array


class Stances(NamedTuple):
    """The stances of one foot, in time order.

    Attributes:
        foot: Contact frame, such as "left_foot".
        loaded: (rows,) whether the foot bears load.
        first, last: (n,) rows of each stance, both inside.
        position: (n, 3) of the sole frame in world, in the stance's middle [m].
    """

    foot: str
    loaded: NDArray[np.bool_]
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    position: Array


def stances(
    recording: Recording, card: RobotCard, actor: str, weight: float
) -> dict[str, Stances]:
    """Return the stances of every foot.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        weight: Of its body [N].
    """
    found = {}
    for foot, contact in card.feet.items():
        force = recording[f"{actor}.{foot}.contact.fz"]
        raw = bears_load(force, weight)
        loaded, spans = _without_chatter(recording.time, raw)
        first, last = np.array(spans, dtype=np.intp).reshape(-1, 2).T
        middle = (first + last) // 2
        position = np.empty((0, 3))
        if len(middle):
            position, _ = frame_poses(recording, card, actor, contact.frame, middle)
        found[foot] = Stances(foot, loaded, first, last, position)
    return found


def _without_chatter(
    time: Array, loaded: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], list[tuple[int, int]]]:
    """Return the mask and its spans with short gaps closed, then short spans gone."""
    kept = loaded.copy()
    for first, last in stretches(~kept):
        inside = first > 0 and last < len(kept) - 1
        if inside and time[last + 1] - time[first - 1] < SHORTEST_STANCE:
            kept[first : last + 1] = True
    spans = []
    for first, last in stretches(kept):
        if time[last] - time[first] < SHORTEST_STANCE:
            kept[first : last + 1] = False
        else:
            spans.append((first, last))
    return kept, spans
