"""Phases: what a body should do now, one file a phase, and the script of them.

A phase module has `Params` (a frozen pydantic model, its block in a scenario),
`DEMANDS` (who can do it) and `build(params, context)`. A phase says what the body
should do, never how.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.spatial.transform import Rotation

from relaywalk.control.walker import Walker
from relaywalk.errors import PhaseTimeout
from relaywalk.planning.hand_path import MinimumJerk
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.types import (
    ActorObservation,
    Array,
    FrameReference,
    Grip,
    Observation,
    Reference,
)

SMALL_TURN = 1e-6  # sine of an angle that counts as none


@dataclass(frozen=True, slots=True)
class Demands:
    """What a phase asks for; a scenario that does not have it is refused.

    Attributes:
        bases: Kinds of base that can do it: "floating", "guided".
        prop: Whether there must be something to hold.
    """

    bases: tuple[str, ...]
    prop: bool = False


class PhaseParams(BaseModel):
    """The block of a phase in a scenario; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class PhaseContext:
    """What a phase may know of the body it moves.

    Attributes:
        actor: The body's name.
        card: The body's card.
        model: Updated for every tick if the base floats.
        walker: Keeps the body on its feet; absent for a guided base.
        period: Control period [s].
        prop: The torch's card.
        prop_name: The torch's name.
        root: (3,) start x [m], y [m], yaw [rad] of the body in world.
    """

    actor: str
    card: RobotCard
    model: RobotModel
    walker: Walker | None
    period: float
    prop: PropCard
    prop_name: str
    root: Array

    @property
    def torch_weight(self) -> float:
        """Nominal weight of the torch [N]."""
        return self.prop.mass * 9.81

    def own(self, observation: Observation) -> ActorObservation:
        """Return what the engine says of this body."""
        return observation.actors[self.actor]

    def on_feet(
        self,
        observation: Observation,
        posture: Array,
        upright: Mapping[str, Array] | None = None,
        hand: Mapping[str, FrameReference] | None = None,
        grip: Mapping[str, Grip] | None = None,
    ) -> Reference:
        """Return a reference whose legs do as the walker says; call it once a tick.

        Args:
            observation: Of this moment; it says how the ground bears the feet.
            posture: As in `Reference`, like the rest.
            upright: Likewise.
            hand: Likewise.
            grip: Likewise.
        """
        contact = self.own(observation).contact_wrench
        loads = {foot: float(contact[foot][2]) for foot in self.card.feet}
        footing = self.legs().update(loads)
        return Reference(
            posture=posture,
            zmp_in_world=footing.zmp_in_world,
            com_height=footing.com_height,
            stance=footing.stance,
            swing=footing.swing,
            upright=upright or {},
            hand=hand or {},
            grip=grip or {},
        )

    def legs(self) -> Walker:
        """Return the walker.

        Raises:
            ValueError: The body has a guided base.
        """
        if self.walker is None:
            raise ValueError(f"{self.actor} has a guided base and cannot do this phase")
        return self.walker


class Phase(ABC):
    """One part of a script."""

    @abstractmethod
    def start(self, observation: Observation) -> None:
        """Begin, from what is seen now."""

    @abstractmethod
    def update(self, observation: Observation) -> Reference:
        """Return what the body should do until the next tick."""

    @abstractmethod
    def finished(self, observation: Observation) -> bool:
        """Say whether the phase has done its work."""


@dataclass(frozen=True, slots=True)
class ScriptEntry:
    """A phase in a script.

    Attributes:
        name: Of the phase.
        phase: Itself.
        timeout: Longest duration [s].
        after: "actor.phase" that must have begun before this one may begin; the
            phase before goes on until then.
    """

    name: str
    phase: Phase
    timeout: float
    after: str | None = None


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    """When a phase was on.

    Attributes:
        actor, phase: Names.
        start, end: [s].
        outcome: "done", "running" or "timeout".
    """

    actor: str
    phase: str
    start: float
    end: float
    outcome: str


@dataclass(slots=True)
class Script:
    """The phases of one actor, in order."""

    actor: str
    entries: Sequence[ScriptEntry]
    records: list[PhaseRecord] = field(default_factory=list)
    _current: int = -1
    _began: float = 0.0
    _over: bool = False

    @property
    def phase(self) -> str:
        """Name of the phase that is on."""
        return self.entries[max(self._current, 0)].name

    @property
    def finished(self) -> bool:
        """Whether the last phase has done its work."""
        return self._over

    def begun(self) -> tuple[str, ...]:
        """Return the names of the phases that have begun."""
        return tuple(entry.name for entry in self.entries[: self._current + 1])

    def update(
        self, observation: Observation, begun: Mapping[str, Sequence[str]]
    ) -> Reference:
        """Return what the body should do, moving on in the script if it can.

        Args:
            observation: Of this tick.
            begun: Actor → phases that have begun.

        Raises:
            PhaseTimeout: The phase ran past its time.
        """
        if self._current < 0:
            self._enter(0, observation)
        entry = self.entries[self._current]
        if not self._over and entry.phase.finished(observation):
            self._go_on(observation, begun)
            entry = self.entries[self._current]
        elif not self._over and observation.time - self._began > entry.timeout:
            self._close(observation.time, "timeout")
            raise PhaseTimeout(self.actor, entry.name, observation.time, entry.timeout)
        return entry.phase.update(observation)

    def close(self, time: float) -> None:
        """End the script because the run ends [s]."""
        if not self._over and self._current >= 0:
            self._close(time, "running")

    def _go_on(
        self, observation: Observation, begun: Mapping[str, Sequence[str]]
    ) -> None:
        """Enter the next phase if it may begin."""
        following = self._current + 1
        if following == len(self.entries):
            self._close(observation.time, "done")
            return
        after = self.entries[following].after
        if after is not None:
            actor, phase = after.split(".", 1)
            if phase not in begun.get(actor, ()):
                return
        self._close(observation.time, "done")
        self._over = False
        self._enter(following, observation)

    def _enter(self, number: int, observation: Observation) -> None:
        """Begin a phase."""
        self._current, self._began = number, observation.time
        self.entries[number].phase.start(observation)

    def _close(self, time: float, outcome: str) -> None:
        """Note the end of the phase that is on."""
        if not self.records or self.records[-1].start != self._began:
            self.records.append(
                PhaseRecord(self.actor, self.phase, self._began, time, outcome)
            )
        self._over = True


def heading_rotation(yaw: float) -> Array:
    """Return the rotation (3, 3) about z by an angle [rad]."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def blend(start: Array, end: Array, begin: float, duration: float) -> MinimumJerk:
    """Return a smooth way between two postures (n,), from a time on [s]."""
    return MinimumJerk(start, end, begin, duration)


def grip_point(
    observation: Observation, context: PhaseContext, at: float
) -> tuple[Array, Array]:
    """Return where a hand grips the torch: position (3,) and rotation (3, 3).

    The torch's place is seen, as a person or a camera sees it.

    Args:
        observation: Of this tick.
        context: Of the body whose hand it is; its heading turns the hand.
        at: Height on the torch from its bottom [m].
    """
    pose = observation.props[context.prop_name].pose_in_world
    axis = Rotation.from_quat(pose[3:]).apply([0.0, 0.0, at])
    return pose[:3] + axis, heading_rotation(float(context.root[2]))


def torch_upright(observation: Observation, context: PhaseContext, hand: str) -> Array:
    """Return the rotation (3, 3) of a hand in which the torch it holds is upright.

    The torch lies in the hand as it was gripped; it is seen. Of all rotations that
    bring its axis a (in the hand) to the vertical this is the smallest one.
    """
    _, rotation = context.model.placement(context.card.hands[hand].frame)
    pose = observation.props[context.prop_name].pose_in_world
    axis = rotation.T @ Rotation.from_quat(pose[3:]).apply([0.0, 0.0, 1.0])
    turn = np.cross(axis, [0.0, 0.0, 1.0])
    sine = float(np.linalg.norm(turn))
    if sine < SMALL_TURN:
        return np.eye(3)
    angle = float(np.arctan2(sine, axis[2]))
    return np.asarray(Rotation.from_rotvec(angle * turn / sine).as_matrix())
