"""One side of a comparison: a run and what was asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.scenario import Scenario


@dataclass(frozen=True, slots=True)
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
