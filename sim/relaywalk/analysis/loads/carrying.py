"""The cost of carrying: what the torch adds to the load of every joint.

Two runs of one scenario, with and without the torch, are compared over the same
part of the task. With τ the torque that the actuator applied, ⟨·⟩ the mean over the
rows of that part, and the two runs told apart by "with" and "without":

    added mean  = ⟨τ⟩_with − ⟨τ⟩_without
    static      = ⟨ â · ((p_CoM − p_joint) × m g ẑ) ⟩_with
    posture     = ⟨τ_own⟩_with − ⟨τ_own⟩_without
    rest        = added mean − static − posture
    dynamic     = σ_with − σ_without,   σ = √⟨(τ − ⟨τ⟩)²⟩
    balance     = added rms of a leg's joint,   rms = √⟨τ²⟩

`static` is what holding the torch's weight asks of a joint between torso and hand:
â is the joint's axis, p_joint a point on it, p_CoM the torch's recorded centre of
mass. `posture` is the arm's own weight in the slightly different posture of the two
runs, from the URDF (τ_own is the torque that holds the bare arm still). Both are
closed form; what they leave of the added mean is `rest`. Neither is defined for a
joint off the way from torso to torch: for the legs it depends on how the ground
shares the load, so their share is stated as `balance`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from relaywalk.analysis.kinematics import pose_of
from relaywalk.analysis.loads.window import Window
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.full_model import FullModel
from relaywalk.robots.model import RobotModel
from relaywalk.types import GRAVITY, Array

SAMPLES = 200  # rows at which the closed forms are evaluated
LEGS = ("left_leg", "right_leg")


@dataclass(frozen=True, slots=True)
class Torch:
    """What is carried.

    Attributes:
        name: Of the prop.
        mass: [kg].
        centre_of_mass: Its height in the prop [m].
        hand: Contact frame of the hand that carries it.
    """

    name: str
    mass: float
    centre_of_mass: float
    hand: str


@dataclass(frozen=True, slots=True)
class WindowedRun:
    """One run, and the window of it that is compared.

    Attributes:
        recording: Of the run.
        card: Of the carrier.
        actor: The carrier's name.
        window: The time.
        torch: What is carried; None if nothing is.
    """

    recording: Recording
    card: RobotCard
    actor: str
    window: Window
    torch: Torch | None = None

    @property
    def rows(self) -> NDArray[np.intp]:
        """Rows of the window: whole periods that end in (start, end].

        Raises:
            RecordingError: There are none.
        """
        time = self.recording.time
        rows = np.flatnonzero((time > self.window.start) & (time <= self.window.end))
        if len(rows) == 0:
            raise RecordingError(
                f"{self.recording.path}: no rows within {self.window.start:g} … "
                f"{self.window.end:g} s"
            )
        return rows

    def torques(self) -> Array:
        """Return the torque the actuators applied (rows, n), card order [N·m]."""
        names = [f"{self.actor}.{joint}.torque" for joint in self.card.joints]
        return self.recording.matrix(names, self.rows)

    def ground_force(self) -> float:
        """Return the mean vertical force of the ground on all feet [N]."""
        names = [f"{self.actor}.{foot}.contact.fz" for foot in self.card.feet]
        return float(self.recording.matrix(names, self.rows).sum(axis=1).mean())


@dataclass(frozen=True, slots=True)
class TorqueStatistics:
    """One joint's torque over a part of a run.

    Attributes:
        mean: ⟨τ⟩ [N·m].
        rms: √⟨τ²⟩ [N·m].
        peak: max |τ| [N·m].
        fluctuation: σ = √⟨(τ − ⟨τ⟩)²⟩ [N·m].
    """

    mean: float
    rms: float
    peak: float
    fluctuation: float

    @classmethod
    def of(cls, torque: Array) -> "TorqueStatistics":
        """Return the figures of a torque (rows,) [N·m]."""
        return cls(
            float(torque.mean()),
            float(np.sqrt(np.mean(torque**2))),
            float(np.abs(torque).max()),
            float(torque.std()),
        )


@dataclass(frozen=True, slots=True)
class JointCost:
    """What the torch adds to one joint; the formulas are in the module's docstring.

    Attributes:
        joint: Its name.
        group: Of the card, such as "right_arm".
        bare: Its torque without the torch.
        laden: Its torque with the torch.
        static: Of the torch's weight [N·m]; None off the way from torso to torch.
        posture: Of the arm's own weight in its changed posture [N·m]; None as above.
    """

    joint: str
    group: str
    bare: TorqueStatistics
    laden: TorqueStatistics
    static: float | None
    posture: float | None

    @property
    def added_mean(self) -> float:
        """Mean torque with minus without [N·m]."""
        return self.laden.mean - self.bare.mean

    @property
    def added_rms(self) -> float:
        """Root mean square with minus without [N·m]."""
        return self.laden.rms - self.bare.rms

    @property
    def added_peak(self) -> float:
        """Largest magnitude with minus without [N·m]."""
        return self.laden.peak - self.bare.peak

    @property
    def rest(self) -> float | None:
        """What the closed forms leave of the added mean [N·m]."""
        if self.static is None or self.posture is None:
            return None
        return self.added_mean - self.static - self.posture

    @property
    def dynamic(self) -> float:
        """Fluctuation with minus without [N·m]."""
        return self.laden.fluctuation - self.bare.fluctuation

    @property
    def balance(self) -> float | None:
        """Added root mean square of a leg's joint [N·m]; None for others."""
        return self.added_rms if self.group in LEGS else None


def joint_costs(bare: WindowedRun, laden: WindowedRun) -> tuple[JointCost, ...]:
    """Return what the torch adds to every joint of its carrier, in card order.

    Args:
        bare: Part of the run without the torch, or with a lighter one, whose own
            static share is then taken off.
        laden: The same part of the run with it.

    Raises:
        RecordingError: There are no rows in one of the windows.
    """
    card = laden.card
    static = static_torques(laden) - static_torques(bare)
    posture = own_weight_torques(laden) - own_weight_torques(bare)
    without, with_torch = bare.torques(), laden.torques()
    groups = {joint: name for name, group in card.groups.items() for joint in group}
    chain = set(card.arm(laden.torch.hand)) if laden.torch else set[str]()
    return tuple(
        JointCost(
            joint,
            groups.get(joint, ""),
            TorqueStatistics.of(without[:, index]),
            TorqueStatistics.of(with_torch[:, index]),
            float(static[index]) if joint in chain else None,
            float(posture[index]) if joint in chain else None,
        )
        for index, joint in enumerate(card.joints)
    )


def static_torques(windowed: WindowedRun) -> Array:
    """Return the torque (n,) that holds the torch's weight, card order [N·m].

    The mean over the part of â · ((p_CoM − p_joint) × m g ẑ), which is m g times how
    fast the torch's centre of mass rises as the joint turns; 0 for a joint that does
    not move the hand against the torso.
    """
    torque, torch = np.zeros(len(windowed.card.joints)), windowed.torch
    if torch is None:
        return torque
    model, rows = RobotModel(windowed.card), _samples(windowed)
    frame, weight = windowed.card.hands[torch.hand].frame, torch.mass * GRAVITY
    q = _configurations(windowed, model.joints, rows)
    pose = pose_of(windowed.recording, torch.name, rows)
    centre = Rotation.from_quat(pose[:, 3:]).apply([0.0, 0.0, torch.centre_of_mass])
    for configuration, p_com in zip(q, pose[:, :3] + centre, strict=True):
        model.locate(configuration)
        jacobian = model.jacobian(frame)[:, model.free :]
        lever = p_com - model.placement(frame)[0]
        rise = jacobian[2] + np.cross(jacobian[3:].T, lever)[:, 2]
        torque[model.select] += weight * rise / len(rows)
    return torque


def own_weight_torques(windowed: WindowedRun) -> Array:
    """Return the torque (n,) that holds the body's own links, card order [N·m].

    The mean over the part of gravity's generalised force, from the URDF; the ground's
    forces do not count, so it is meant for joints between torso and hands.
    """
    model = FullModel(windowed.card)
    torque, rows = np.zeros(len(windowed.card.joints)), _samples(windowed)
    still = np.zeros(model.free + len(model.joints))
    for q in _configurations(windowed, model.joints, rows):
        force = model.generalised_force(q, still, still, {})
        torque[model.select] += force[model.free :] / len(rows)
    return torque


def _configurations(
    windowed: WindowedRun, joints: tuple[str, ...], rows: NDArray[np.intp]
) -> Array:
    """Return base pose and joint positions (k, 7 + n) in some rows (k,)."""
    names = [f"{windowed.actor}.{joint}.position" for joint in joints]
    base = pose_of(windowed.recording, f"{windowed.actor}.base", rows)
    return np.hstack((base, windowed.recording.matrix(names, rows)))


def _samples(windowed: WindowedRun) -> NDArray[np.intp]:
    """Return evenly spread rows (k,) of the recording, within the window."""
    rows = windowed.rows
    return rows[np.unique(np.linspace(0, len(rows) - 1, SAMPLES).astype(np.intp))]
