"""Footprints: where each sole stood, and from when to when."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from relaywalk.analysis.gait.stance import Stances
from relaywalk.analysis.kinematics import frame_poses
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.spatial import quaternion_from_rotation

DIGITS = 4  # after the point [m], [-]


def footprints(
    recording: Recording, card: RobotCard, actor: str, stances: Mapping[str, Stances]
) -> list[dict[str, Any]]:
    """Return the stances of an actor: `foot`, `from` and `to` [s], `pose` (7,).

    The pose is that of the sole frame in world in the stance's middle.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        stances: Foot → its stances.
    """
    time, found = recording.time, []
    for foot, stance in stances.items():
        rows = (stance.first + stance.last) // 2
        if len(rows) == 0:
            continue
        frame = card.feet[foot].frame
        _, rotation = frame_poses(recording, card, actor, frame, rows)
        found += [
            {
                "foot": foot,
                "from": float(time[first]),
                "to": float(time[last]),
                "pose": np.round((*p, *quaternion_from_rotation(r)), DIGITS).tolist(),
            }
            for first, last, p, r in zip(
                stance.first, stance.last, stance.position, rotation, strict=True
            )
        ]
    return found
