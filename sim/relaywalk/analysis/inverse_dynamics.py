"""Residuals: what the recorded motion needs, less what was recorded to act.

Everything comes from the recording and the URDF: for the control period that ends
at row k,

    r_k = M(q) v̇ + h(q, v) − Σ Jᵀ w_k   (less τ_k in the joint rows),

with v̇ = (v_k − v_{k−1}) / Δt, v the mean and q half-way between the two rows, and
w_k, τ_k the recorded means over that same period. A perfect recording gives zero.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from relaywalk.analysis.kinematics import pose_of
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.full_model import FullModel
from relaywalk.types import Array

_TWIST = ("vx", "vy", "vz", "wx", "wy", "wz")
_WRENCH = ("fx", "fy", "fz", "mx", "my", "mz")


def base_residual(
    recording: Recording, card: RobotCard, actor: str, start: float, end: float
) -> Array:
    """Return force and moment (rows, 6) at the base that nothing accounts for.

    Args:
        recording: Of a run.
        card: Of the actor; its base floats.
        actor: Its name.
        start: First time [s]; a row needs the one before it.
        end: Last time [s].

    Returns:
        In the base frame, at its origin [N, N·m].

    Raises:
        RecordingError: The base is guided, or there are no rows in that time.
    """
    if card.base != "floating":
        raise RecordingError(f"{actor}: a guided base has no free rows to check")
    return _needed(recording, card, FullModel(card), actor, start, end)[:, :6]


def joint_residual(
    recording: Recording, card: RobotCard, actor: str, start: float, end: float
) -> Array:
    """Return the joint torques (rows, n) needed less those recorded [N·m].

    Rotor inertia of the card counts as part of the joint. Finger joints of a hand
    that holds something are not comparable: its wrench is recorded at the grasp
    frame only, so all of it is taken to act on the palm.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        start: First time [s]; a row needs the one before it.
        end: Last time [s].

    Returns:
        In card order.

    Raises:
        RecordingError: There are no rows in that time.
    """
    model = FullModel(card)
    needed = _needed(recording, card, model, actor, start, end)
    residual = np.empty((len(needed), len(card.joints)))
    residual[:, model.select] = needed[:, model.free :]
    rows = _rows(recording, start, end)
    residual -= recording.matrix([f"{actor}.{j}.torque" for j in card.joints])[rows]
    return residual


def _rows(recording: Recording, start: float, end: float) -> NDArray[np.intp]:
    """Return the rows in a time that have a row before them."""
    time = recording.time
    rows = np.flatnonzero((time >= start) & (time <= end))
    rows = rows[rows > 0]
    if len(rows) == 0:
        there = f"{time[0]:g} … {time[-1]:g} s" if len(time) else "no rows"
        raise RecordingError(
            f"{recording.path}: no periods within {start:g} … {end:g} s; it has {there}"
        )
    return rows


def _needed(
    recording: Recording,
    card: RobotCard,
    model: FullModel,
    actor: str,
    start: float,
    end: float,
) -> Array:
    """Return what the actuators had to give (rows, nv), base rows first."""
    rows = _rows(recording, start, end)
    q, v = _motion(recording, model, actor)
    contacts = {
        contact.frame: recording.matrix(
            [f"{actor}.{name}.contact.{axis}" for axis in _WRENCH]
        )
        for name, contact in card.contact_frames.items()
    }
    turn = _root_in_world(recording, model, actor, q[0])
    rotor = _rotor_inertia(model)
    time = recording.time
    needed = np.empty((len(rows), v.shape[1]))
    for i, k in enumerate(rows):
        vdot = (v[k] - v[k - 1]) / (time[k] - time[k - 1])
        wrenches = {
            frame: (wrench[k].reshape(2, 3) @ turn).ravel()
            for frame, wrench in contacts.items()
        }
        middle = model.midpoint(q[k - 1], q[k])
        mean = 0.5 * (v[k - 1] + v[k])
        needed[i] = model.generalised_force(middle, mean, vdot, wrenches)
        needed[i] += rotor * vdot
    return needed


def _motion(recording: Recording, model: FullModel, actor: str) -> tuple[Array, Array]:
    """Return q (all rows, nq) and v (all rows, nv) of the full model."""
    q = recording.matrix([f"{actor}.{name}.position" for name in model.joints])
    v = recording.matrix([f"{actor}.{name}.velocity" for name in model.joints])
    if not model.free:
        return q, v
    twist = recording.matrix([f"{actor}.base.{axis}" for axis in _TWIST])
    return np.hstack((pose_of(recording, f"{actor}.base"), q)), np.hstack((twist, v))


def _root_in_world(
    recording: Recording, model: FullModel, actor: str, q: Array
) -> Array:
    """Return the orientation (3, 3) of the model's world in the world."""
    if model.free:
        return np.eye(3)
    base = Rotation.from_quat(pose_of(recording, f"{actor}.base")[0, 3:]).as_matrix()
    turn: Array = base @ model.rotation(model.card.base_link, q).T
    return turn


def _rotor_inertia(model: FullModel) -> Array:
    """Return the reflected inertia (nv,) that the card adds to each joint."""
    inertia = np.zeros(model.free + len(model.joints))
    for place, joint in enumerate(model.joints):
        reflected = model.card.ratings[joint].reflected_inertia
        if reflected is not None:
            inertia[model.free + place] = reflected.value
    return inertia
