"""Inverse dynamics: what the recorded motion needs, beside what was recorded to act.

Everything comes from the recording and the URDF: for the control period that ends
at row k,

    τ_ID = M(q) v̇ + h(q, v) − Σ Jᵀ w_k,     r_k = τ_ID − (0, τ_k),

with v̇ = (v_k − v_{k−1}) / Δt, and w_k, τ_k the recorded means over that same period.
A perfect recording gives r = 0. What pushes on a joint and is not recorded stays in r:
friction of the joint, or the end stop of one that rests on it.

Both engines evaluate their equations at the start of each of the n physics steps of a
period (semi-implicit Euler), so q and v lie on the way from row k−1 to row k by the
mean of those starts, (n − 1) / 2n; where n is not known, half-way.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from relaywalk.analysis.handover.holding import contact_force
from relaywalk.analysis.kinematics import pose_of
from relaywalk.analysis.recovery.pushes import push_forces
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.contact_thresholds import TOUCH
from relaywalk.robots.full_model import FullModel
from relaywalk.robots.urdf import centre_of_mass
from relaywalk.spatial import cross
from relaywalk.types import Array

BAR = 0.02  # of the peak torque: a larger rms residual says that something is missing
_TWIST = ("vx", "vy", "vz", "wx", "wy", "wz")
_WRENCH = ("fx", "fy", "fz", "mx", "my", "mz")


@dataclass(frozen=True)
class InverseDynamics:
    """Inverse-dynamics torque of one actor's joints beside the actuators' torque.

    Torques are about the joint's axis, positive in the direction of positive motion,
    exerted by the parent on the child, mean over the control period [N·m].

    Attributes:
        actor: Whose.
        joints: (n,) in card order.
        time: (k,) end of each period looked at [s].
        needed: (k, n) inverse-dynamics torque: recorded motion and contacts, rigid
            bodies of the URDF, rotor inertia of the card; from Pinocchio.
        applied: (k, n) actuator torque, as recorded by the engine.
        peak: (n,) peak torque of each actuator, from the card.
        comparable: (n,) false for the fingers of a hand that touched something: its
            wrench is recorded at the grasp frame as one sum, so that the fraction of
            each finger is not known and all of it is taken to act on the palm.
    """

    actor: str
    joints: tuple[str, ...]
    time: Array
    needed: Array
    applied: Array
    peak: Array
    comparable: NDArray[np.bool_]

    def __repr__(self) -> str:
        """Return one line: who, how many joints and periods."""
        rows, joints = self.needed.shape
        return f"InverseDynamics('{self.actor}': {joints} joints, {rows} periods)"

    @cached_property
    def residual(self) -> Array:
        """Inverse-dynamics torque less actuator torque (k, n) [N·m]."""
        return self.needed - self.applied

    @cached_property
    def relative_residual(self) -> Array:
        """Root mean square of the residual over the peak torque (n,) [-]."""
        relative_residual: Array = (
            np.sqrt(np.mean(self.residual**2, axis=0)) / self.peak
        )
        return relative_residual

    @property
    def holds(self) -> bool:
        """Whether every comparable joint's residual is within `BAR`."""
        return bool(np.all(self.relative_residual[self.comparable] <= BAR))


def inverse_dynamics(
    recording: Recording,
    card: RobotCard,
    actor: str,
    span: tuple[float, float],
    every: int = 1,
) -> InverseDynamics:
    """Return inverse-dynamics and actuator torque of every joint.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        span: First and last time [s]; a row needs the one before it.
        every: Look at every so many rows only; each still with the row before it.

    Raises:
        RecordingError: There are no rows in that time.
    """
    model = FullModel(card)
    rows = _rows(recording, *span)[::every]
    forces = _needed(recording, model, actor, rows)
    needed = np.empty((len(rows), len(card.joints)))
    needed[:, model.select] = forces[:, model.free :]
    names = [f"{actor}.{joint}.torque" for joint in card.joints]
    return InverseDynamics(
        actor=actor,
        joints=card.joints,
        time=recording.time[rows],
        needed=needed,
        applied=recording.matrix(names, rows),
        peak=np.array([card.ratings[j].peak_torque.value for j in card.joints]),
        comparable=_comparable(recording, card, actor, rows),
    )


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
    rows = _rows(recording, start, end)
    return _needed(recording, FullModel(card), actor, rows)[:, :6]


def joint_residual(
    recording: Recording, card: RobotCard, actor: str, start: float, end: float
) -> Array:
    """Return the joint torques (rows, n) needed less those recorded [N·m].

    The residual of `inverse_dynamics` over every row, in card order.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        start: First time [s]; a row needs the one before it.
        end: Last time [s].

    Raises:
        RecordingError: There are no rows in that time.
    """
    return inverse_dynamics(recording, card, actor, (start, end)).residual


class Pushed(NamedTuple):
    """What pushed a link.

    Attributes:
        force: (rows, 3) in the axes of the model's world [N].
        com: (3,) where it acts, in the link frame [m].
    """

    force: Array
    com: Array

    def wrench(self, row: int, rotation: Array) -> Array:
        """Return the wrench (6,) at the link's origin in a row [N, N·m].

        Args:
            row: Of the recording.
            rotation: (3, 3) of the link to the model's world.
        """
        force = self.force[row]
        return np.concatenate((force, cross(rotation @ self.com, force)))


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


def _comparable(
    recording: Recording, card: RobotCard, actor: str, rows: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return which joints (n,) are no fingers of a hand that touches something."""
    comparable = np.ones(len(card.joints), dtype=np.bool_)
    for hand in card.hands:
        if (contact_force(recording, actor, hand)[rows] > TOUCH).any():
            comparable[card.index(card.groups.get(hand, ()))] = False
    return comparable


def _needed(
    recording: Recording, model: FullModel, actor: str, rows: NDArray[np.intp]
) -> Array:
    """Return what the actuators had to give (k, nv), base rows first."""
    # a long recording is not read as a whole: these rows, and the one before each
    seen = np.unique(np.concatenate((rows - 1, rows)))
    q, v = _motion(recording, model, actor, seen)
    rotation = _root_in_world(recording, model, actor)
    wrenches = {
        contact.frame: _rotated(recording, f"{actor}.{name}.contact", seen, rotation)
        for name, contact in model.card.contact_frames.items()
    }
    pushes = _pushes(recording, model.card, actor, seen, rotation)
    rotor, fraction = _rotor_inertia(model), _fraction_of_period(recording)
    time = recording.time[seen]
    needed = np.empty((len(rows), v.shape[1]))
    for i, k in enumerate(np.searchsorted(seen, rows)):
        change = v[k] - v[k - 1]
        # the mean over the period, as torques and wrenches are
        vdot = change / (time[k] - time[k - 1])
        between = model.between(q[k - 1], q[k], fraction)
        acting = {frame: wrench[k] for frame, wrench in wrenches.items()}
        for link, push in pushes.items():
            wrench = push.wrench(k, model.rotation(link, between))
            acting[link] = acting.get(link, 0.0) + wrench
        needed[i] = model.generalised_force(
            between, v[k - 1] + fraction * change, vdot, acting
        )
        needed[i] += rotor * vdot
    return needed


def _rotated(
    recording: Recording, contact: str, rows: NDArray[np.intp], rotation: Array
) -> Array:
    """Return a contact wrench (k, 6) in axes with a rotation (3, 3) to world."""
    wrench = recording.matrix([f"{contact}.{axis}" for axis in _WRENCH], rows)
    rotated: Array = (wrench.reshape(-1, 2, 3) @ rotation).reshape(-1, 6)
    return rotated


def _pushes(
    recording: Recording,
    card: RobotCard,
    actor: str,
    rows: NDArray[np.intp],
    rotation: Array,
) -> dict[str, Pushed]:
    """Return what pushed each link, in axes with a rotation (3, 3) to world."""
    return {
        link: Pushed(force[rows] @ rotation, centre_of_mass(card, link))
        for link, force in push_forces(recording, card, actor).items()
    }


def _fraction_of_period(recording: Recording) -> float:
    """Return where in a period the engine evaluated its equations, on average [-]."""
    said = yaml.load(recording.scenario, yaml.CSafeLoader)
    said = said if isinstance(said, dict) else {}
    period, step = said.get("control_period"), said.get("timestep")
    if not period or not step:
        return 0.5
    count = max(round(period / step), 1)
    return (count - 1) / (2 * count)


def _motion(
    recording: Recording, model: FullModel, actor: str, rows: NDArray[np.intp]
) -> tuple[Array, Array]:
    """Return q (k, nq) and v (k, nv) of the full model."""
    q = recording.matrix([f"{actor}.{name}.position" for name in model.joints], rows)
    v = recording.matrix([f"{actor}.{name}.velocity" for name in model.joints], rows)
    if not model.free:
        return q, v
    twist = recording.matrix([f"{actor}.base.{axis}" for axis in _TWIST], rows)
    pose = pose_of(recording, f"{actor}.base", rows)
    return np.hstack((pose, q)), np.hstack((twist, v))


def _root_in_world(recording: Recording, model: FullModel, actor: str) -> Array:
    """Return the orientation (3, 3) of the model's world in the world."""
    if model.free:
        return np.eye(3)
    first = np.array([0])
    q, _ = _motion(recording, model, actor, first)
    pose = pose_of(recording, f"{actor}.base", first)
    base = Rotation.from_quat(pose[0, 3:]).as_matrix()
    rotation: Array = base @ model.rotation(model.card.base_link, q[0]).T
    return rotation


def _rotor_inertia(model: FullModel) -> Array:
    """Return the reflected inertia (nv,) that the card adds to each joint."""
    inertia = np.zeros(model.free + len(model.joints))
    for index, joint in enumerate(model.joints):
        reflected = model.card.ratings[joint].reflected_inertia
        if reflected is not None:
            inertia[model.free + index] = reflected.value
    return inertia
