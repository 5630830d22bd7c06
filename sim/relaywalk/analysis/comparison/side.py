"""One side of a comparison: a run and what was asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from relaywalk.analysis.gait.gait import Gait, Stride, gaits
from relaywalk.analysis.gait.gait_cycle import foot_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.scenario.scenario import Scenario


@dataclass(frozen=True)
class Side:
    """One of the two runs.

    Attributes:
        scenario: As it was run.
        result: The keys of `result.json`.
        recording: Every channel.
        cards: Actor → card.
    """

    scenario: Scenario
    result: Mapping[str, Any]
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
