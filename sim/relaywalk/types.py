"""The values that flow from engine to controller to recording.

Conventions, everywhere in this package: SI units; x forward, y left, z up
(REP-103); quaternions are x y z w; joint arrays follow the joint order of the
actor's card; a twist is (linear, angular); a wrench is (force, moment). A pose
array is (x, y, z, qx, qy, qz, qw).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.planar_path import PlanarPath, PlanarPose

Array = NDArray[np.float64]

GRAVITY = 9.81  # downwards, along -z [m/s²]
STILL = np.zeros(3)  # no velocity, no acceleration
STILL.setflags(write=False)


@dataclass(frozen=True, slots=True)
class RobotState:
    """Where one actor is and how it moves.

    Attributes:
        time: [s].
        pose_base_in_world: (7,) base link frame, [m] and quaternion xyzw.
        twist_base_in_base: (6,) velocity of the base link's origin, linear [m/s]
            then angular [rad/s], both expressed in the base frame.
        joint_position: (n,) [rad] ([m] for a prismatic joint), card order.
        joint_velocity: (n,) [rad/s] ([m/s]), card order.
    """

    time: float
    pose_base_in_world: Array
    twist_base_in_base: Array
    joint_position: Array
    joint_velocity: Array

    @property
    def q(self) -> Array:
        """(7 + n,) base pose then joint positions, as Pinocchio's free-flyer."""
        return np.concatenate((self.pose_base_in_world, self.joint_position))

    @property
    def v(self) -> Array:
        """(6 + n,) base twist in base, then joint velocities."""
        return np.concatenate((self.twist_base_in_base, self.joint_velocity))


class MassProperties(NamedTuple):
    """What a body weighs in one configuration.

    Attributes:
        mass: [kg].
        com_in_world: (3,) [m].
        inertia_in_world: (3, 3) about the CoM, world axes [kg·m²].
    """

    mass: float
    com_in_world: Array
    inertia_in_world: Array


@dataclass(frozen=True, slots=True)
class TorqueEnvelope:
    """What the actuators of one actor can give, as arrays in card order.

    The clamp is the peak torque up to the speed limit; from there the torque that
    would accelerate the joint further falls linearly to zero at the peak speed.

    Attributes:
        peak: (n,) [N·m] ([N]).
        speed_limit: (n,) [rad/s], infinite where none was published.
        peak_speed: (n,) [rad/s], infinite where none was published.
    """

    peak: Array
    speed_limit: Array
    peak_speed: Array
    onset: Array = field(init=False)
    slope: Array = field(init=False)
    lowest: Array = field(init=False)

    def __post_init__(self) -> None:
        """Derive where the torque begins to fall, and how steeply."""
        falls = np.isfinite(self.peak_speed) & (self.peak_speed > self.speed_limit)
        onset, slope = np.full_like(self.peak, np.inf), np.zeros_like(self.peak)
        onset[falls] = self.speed_limit[falls]
        span = self.peak_speed[falls] - self.speed_limit[falls]
        slope[falls] = self.peak[falls] / span
        object.__setattr__(self, "onset", onset)
        object.__setattr__(self, "slope", slope)
        object.__setattr__(self, "lowest", -self.peak)

    def of(self, joints: NDArray[np.intp]) -> "TorqueEnvelope":
        """Return the envelope of some joints, by their index."""
        return TorqueEnvelope(
            self.peak[joints], self.speed_limit[joints], self.peak_speed[joints]
        )

    def limits(self, joint_velocity: Array) -> tuple[Array, Array]:
        """Return lower and upper torque (n,), (n,) [N·m] at a velocity [rad/s]."""
        over = np.abs(joint_velocity) - self.onset
        if over.max() <= 0.0:
            return self.lowest, self.peak
        less = np.maximum(self.peak - self.slope * np.maximum(over, 0.0), 0.0)
        upper = np.where(joint_velocity > 0.0, less, self.peak)
        lower = np.where(joint_velocity < 0.0, -less, self.lowest)
        return lower, upper


@dataclass(frozen=True, slots=True)
class Command:
    """What the joints of one actor should do until the next control tick.

    The one servo law, applied at every physics step in every engine:

        τ = clip(τ_ff + kp (θ* − θ) + kd (θ̇* − θ̇), envelope)

    Attributes:
        torque: (n,) feed-forward τ_ff [N·m].
        position: (n,) θ* [rad].
        velocity: (n,) θ̇* [rad/s].
        stiffness: (n,) kp [N·m/rad].
        damping: (n,) kd [N·m·s/rad].
        envelope: What the actuators can give.
    """

    torque: Array
    position: Array
    velocity: Array
    stiffness: Array
    damping: Array
    envelope: TorqueEnvelope

    def joint_torque(self, joint_position: Array, joint_velocity: Array) -> Array:
        """Return the torque (n,) [N·m] that the actuators apply.

        Args:
            joint_position: (n,) θ [rad].
            joint_velocity: (n,) θ̇ [rad/s].
        """
        desired = (
            self.torque
            + self.stiffness * (self.position - joint_position)
            + self.damping * (self.velocity - joint_velocity)
        )
        lower, upper = self.envelope.limits(joint_velocity)
        clipped: Array = np.minimum(np.maximum(desired, lower), upper)
        return clipped


@dataclass(frozen=True, slots=True)
class ActorObservation:
    """What the engine says of one actor after a control period.

    Attributes:
        state: At the end of the period.
        joint_torque: (n,) applied by the actuators, mean over the period [N·m].
        joint_wrench: (n, 6) that the parent exerts on the child, actuator
            included, at the joint origin, in the child frame, mean over the period
            [N, N·m].
        contact_wrench: Contact frame name (each foot's sole frame, each hand's
            grasp frame, as the card names them) → (6,) wrench of everything
            outside that foot or hand on it, at that frame's origin, world axes,
            mean over the period [N, N·m].
        prop_wrench: (hand, prop) → (6,) wrench of that prop alone on that hand, at the
            grasp frame's origin, world axes, mean over the period [N, N·m]; an engine
            has every hand and every prop, a body's own sensors tell of none.
        prop_grip: (hand, prop) → sum of the magnitudes of the normal forces of that
            prop's contacts on that hand, mean over the period [N]: the squeeze, which
            the wrench hides where fingers press from both sides; likewise.
    """

    state: RobotState
    joint_torque: Array
    joint_wrench: Array
    contact_wrench: Mapping[str, Array]
    prop_wrench: Mapping[tuple[str, str], Array] = field(
        default_factory=dict, kw_only=True
    )
    prop_grip: Mapping[tuple[str, str], float] = field(
        default_factory=dict, kw_only=True
    )


@dataclass(frozen=True, slots=True)
class PropState:
    """Where a prop is.

    Attributes:
        pose_in_world: (7,) of its link frame, [m] and quaternion xyzw.
        twist_in_world: (6,) of its link origin, world axes [m/s, rad/s].
        lit: Whether it burns; no engine knows.
    """

    pose_in_world: Array
    twist_in_world: Array
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """What the engine says after a control period.

    Attributes:
        time: [s], at the end of the period.
        actors: Actor name → its observation.
        props: Prop name → its state.
        other_contacts: Unordered pairs of bodies ("actor/link" names) in contact
            that no contact frame accounts for: a shank on the ground, an arm on
            the trunk. Empty in a healthy run.
        touching: Unordered pairs of names of bodies that touched each other in the
            period, sorted; neither the ground nor what a body has in its hand.
    """

    time: float
    actors: Mapping[str, ActorObservation]
    props: Mapping[str, PropState]
    other_contacts: tuple[tuple[str, str], ...] = ()
    touching: tuple[tuple[str, str], ...] = ()

    def with_actor(self, name: str, seen: ActorObservation) -> "Observation":
        """Return the observation with another one of one actor."""
        if seen is self.actors[name]:
            return self
        return replace(self, actors={**self.actors, name: seen})


class FrameReference(NamedTuple):
    """Where a foot or hand should be, and how it should move there.

    Attributes:
        position_in_world: (3,) [m].
        rotation_to_world: (3, 3).
        velocity_in_world: (3,) of the frame's origin [m/s].
        acceleration_in_world: (3,) of the frame's origin [m/s²].
        angular_velocity_in_world: (3,) [rad/s].
        angular_acceleration_in_world: (3,) [rad/s²].
    """

    position_in_world: Array
    rotation_to_world: Array
    velocity_in_world: Array
    acceleration_in_world: Array
    angular_velocity_in_world: Array = STILL
    angular_acceleration_in_world: Array = STILL


@dataclass(frozen=True, slots=True)
class Grip:
    """What a hand should do.

    Attributes:
        closure: 0 open … 1 closed around the prop and pressing.
        payload: Fraction of the prop's nominal weight that this hand is known to
            carry, 0 … 1.
        prop: Name of what it grips; empty if it grips nothing.
        at: Where on the prop the hand is: height above its end [m].
    """

    closure: float = 0.0
    payload: float = 0.0
    prop: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Goal:
    """What one body should do now; phases make it, the controller decides how.

    Attributes:
        posture: (n,) joint positions to stay near, card order [rad]. For a guided
            body the first three are where its base should be, in its root frame.
        path: To walk along to its end; a body without one stands where it is.
        speed: Along the path, at most [m/s]; None for that of the body's gait.
        place: Where a body without a path should stand, midway between its soles, in
            world: small steps bring it there. None: where it stands.
        hand: Contact-frame name of a hand → where it should be; a hand not named
            follows the posture.
        upright: Contact-frame name of a hand → rotation (3, 3) to the body's heading
            (z up, x where the pelvis looks) that its grasp frame should keep while its
            position follows the posture.
        grip: Contact-frame name of a hand → what it does; one not named is open.
    """

    posture: Array
    path: PlanarPath | None = None
    speed: float | None = None
    place: PlanarPose | None = None
    hand: Mapping[str, FrameReference] = field(default_factory=dict)
    upright: Mapping[str, Array] = field(default_factory=dict)
    grip: Mapping[str, Grip] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Channel:
    """One recorded quantity.

    Attributes:
        name: As in `interface.md`, such as "robot.zarm_r4_joint.torque"; where a
            controller declares it, without the actor's name.
        unit: SI; "1" where there is none.
        meaning: One sentence, with frame and sign.
        precise: Stored in double precision, else in single.
    """

    name: str
    unit: str
    meaning: str
    precise: bool = False


@dataclass(frozen=True, slots=True)
class ActorSignals:
    """What an actor tells of itself in a control period.

    Attributes:
        phase: Name of the phase that is on.
        values: (k,) of the channels that the actor declares, in their order.
    """

    phase: str
    values: Array


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    """When a phase was on.

    Attributes:
        actor, phase: Names.
        start, end: [s].
        outcome: "done", "running", "timeout" or "gave up".
    """

    actor: str
    phase: str
    start: float
    end: float
    outcome: str


@dataclass(frozen=True, slots=True)
class MeasuredObservation(ActorObservation):
    """What an actor's own sensors say of it; where its base is, none of them tells.

    Base pose and linear velocity of `state` are not a number until an estimator fills
    them in; the angular velocity is the gyro's, mean over the period.

    Attributes:
        specific_force: (3,) of the accelerometer at the base link's origin, v̇ − g in
            base axes, mean over the period [m/s²].
    """

    specific_force: Array
