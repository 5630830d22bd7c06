"""Operator: a person at a run, who looks on, holds it, and pushes what is in it.

An operator is a listener; the physics is the same bit for bit with and without one. A
push becomes an entry of the run's scenario, which repeats the run with it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from relaywalk.scenario.disturbances import PushEntry
from relaywalk.simulation.listeners import Listener
from relaywalk.simulation.stage import Stage
from relaywalk.types import ActorSignals, Command, Observation

DIGITS = 9  # of a push's time, after the point; `pushes.ROUNDING` is above these [s]


class AskedPush(NamedTuple):
    """A push that somebody asks for now.

    Attributes:
        actor: Its name.
        link: Of its body.
        impulse: (3,) in world [N·s].
        duration: [s].
    """

    actor: str
    link: str
    impulse: tuple[float, float, float]
    duration: float

    def at(self, time: float) -> PushEntry:
        """Return it as an entry of a scenario, beginning at a time [s].

        Raises:
            ValidationError: Impulse or duration are beyond what an entry may have.
        """
        return PushEntry(
            time=round(time, DIGITS),
            link=self.link,
            impulse=self.impulse,
            duration=self.duration,
        )


class Operator(Listener, Protocol):
    """Follows a run; its `step` may wait, and may end the run (KeyboardInterrupt)."""

    def begin(self, stage: Stage) -> None:
        """Look at what is about to run."""

    def pushes(self) -> Sequence[AskedPush]:
        """Return what to push in the control period that begins, once."""


class NoOperator:
    """Nobody is there."""

    def begin(self, stage: Stage) -> None:
        """Look at nothing."""

    def step(
        self,
        observation: Observation,
        commands: Mapping[str, Command],
        signals: Mapping[str, ActorSignals],
    ) -> None:
        """Look at nothing."""

    def pushes(self) -> Sequence[AskedPush]:
        """Return nothing."""
        return ()
