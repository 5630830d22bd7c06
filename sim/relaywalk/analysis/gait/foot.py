"""Feet under load: centre of pressure in the sole, and slip over the ground."""

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.gait.stance import Stances
from relaywalk.analysis.kinematics import frame_poses
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.contact_thresholds import FIRM, LIFT_OFF
from relaywalk.types import Array

SAMPLES = 9  # rows looked at in a stance


def centre_of_pressure(
    recording: Recording,
    card: RobotCard,
    actor: str,
    foot: str,
    rows: NDArray[np.intp],
    weight: float,
) -> Array:
    """Return the centre of pressure (k, 2) on a sole, in the sole frame [m].

    x = −m_y / f_z and y = m_x / f_z, of the recorded wrench of the ground on the foot
    at the sole frame, turned from world into the sole's axes (x forward, y left, z
    along the sole's normal), so that it holds for a tilted foot too. Not a number
    where f_z is below 2 % of body weight.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        foot: Contact frame, such as "left_foot".
        rows: (k,) of the recording.
        weight: Of the body [N].
    """
    names = [f"{actor}.{foot}.contact.{a}" for a in ("fx", "fy", "fz", "mx", "my")]
    wrench = recording.matrix([*names, f"{actor}.{foot}.contact.mz"], rows)
    _, rotation = frame_poses(recording, card, actor, card.feet[foot].frame, rows)
    local = np.einsum("kji,kwj->kwi", rotation, wrench.reshape(-1, 2, 3))
    fz = local[:, 0, 2]
    loaded = fz >= LIFT_OFF * weight
    point = np.full((len(rows), 2), np.nan)
    np.divide(-local[:, 1, 1], fz, out=point[:, 0], where=loaded)
    np.divide(local[:, 1, 0], fz, out=point[:, 1], where=loaded)
    return point


def slips(
    recording: Recording,
    card: RobotCard,
    actor: str,
    stance: Stances,
    weight: float,
) -> Array:
    """Return how far the sole moved in each stance (n,) [m].

    The largest horizontal distance of the sole frame's origin, in world, from where it
    was first, while the foot bears at least 20 % of body weight; the stance is looked
    at in nine rows. Not a number where it never bore that much.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        stance: Of one foot.
        weight: Of the body [N].
    """
    firm = recording[f"{actor}.{stance.foot}.contact.fz"] >= FIRM * weight
    moved = np.full(len(stance.first), np.nan)
    picked = []
    for first, last in zip(stance.first, stance.last, strict=True):
        loaded = first + np.flatnonzero(firm[first : last + 1])
        picks = np.linspace(0, len(loaded) - 1, SAMPLES).astype(np.intp)
        picked.append(loaded[picks] if len(loaded) else np.full(SAMPLES, -1))
    rows = np.array(picked, dtype=np.intp).reshape(-1, SAMPLES)
    there = rows[:, 0] >= 0
    if there.any():
        frame = card.feet[stance.foot].frame
        where, _ = frame_poses(recording, card, actor, frame, rows[there].ravel())
        path = where[:, :2].reshape(-1, SAMPLES, 2)
        displacement = np.linalg.norm(path - path[:, :1], axis=2)
        moved[there] = displacement.max(axis=1)
    return moved
