"""One side of a comparison: a run and what was asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from relaywalk.analysis.gait.gait import Gait, Stride, gaits
from relaywalk.analysis.gait.gait_cycle import foot_of
from relaywalk.analysis.verdict.criteria import Measured
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.scenario.scenario import Scenario
from relaywalk.types import PhaseRecord


class Told(Measured, Protocol):
    """What the result of a run tells of it, besides what it is judged by."""

    @property
    def outcome(self) -> str:
        """Keyword."""

    @property
    def robot(self) -> str:
        """Name of the carrier's model."""

    @property
    def duration(self) -> float:
        """Simulated time at the end [s]."""

    @property
    def speed(self) -> float:
        """Of the carrier while it alone held the torch [m/s]."""

    @property
    def phases(self) -> Sequence[PhaseRecord]:
        """Of all actors."""

    @property
    def versions(self) -> Mapping[str, str]:
        """Name → version of all that the bits depend on."""


@dataclass(frozen=True)
class Side:
    """One of the two runs.

    Attributes:
        scenario: As it was run.
        result: How it ended.
        recording: Every channel.
        cards: Actor → card.
    """

    scenario: Scenario
    result: Told
    recording: Recording
    cards: Mapping[str, RobotCard]

    @cached_property
    def gaits(self) -> dict[str, Gait]:
        """Actor → its strides, of all that stand on feet."""
        return gaits(self.recording, self.cards)

    def strides(self, actor: str, joint: str) -> tuple[Stride, ...]:
        """Return the steady strides by which a joint is cut; none without walking."""
        gait, foot = self.gaits.get(actor), foot_of(self.cards[actor], joint)
        if gait is None or gait.span is None or foot is None:
            return ()
        return gait.of_foot(foot, *gait.span)
