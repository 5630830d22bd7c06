"""Listeners: who follows a run, each fed alike by the loop.

A recorder, a termination, a progress bar, a viewer. A listener looks and never
touches: the physics is the same bit for bit with and without it.
"""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from relaywalk.types import ActorSignals, Command, Observation

Advance = Callable[[float, float], None]


class Listener(Protocol):
    """Follows a run, one control period after the other."""

    def step(
        self,
        observation: Observation,
        commands: Mapping[str, Command],
        signals: Mapping[str, ActorSignals],
    ) -> None:
        """Process one control period.

        Args:
            observation: At its beginning.
            commands: Actor → what its joints do in it.
            signals: Actor → what it tells of itself.

        Raises:
            RelayError: The run must end here.
        """


class Progress:
    """Reports simulated time [s] and real-time factor at intervals."""

    def __init__(self, advance: Advance, every: float = 0.2) -> None:
        """Begin to count wall time with the first control period.

        Args:
            advance: Called with simulated time [s] and real-time factor.
            every: Simulated time between two reports [s].
        """
        self._advance, self._every = advance, every
        self._began: tuple[float, float] | None = None
        self._told = 0.0

    def step(
        self,
        observation: Observation,
        commands: Mapping[str, Command],
        signals: Mapping[str, ActorSignals],
    ) -> None:
        """Report time and real-time factor if the last report is old enough."""
        now, wall = observation.time, time.perf_counter()
        if self._began is None:
            self._began, self._told = (now, wall), now
        elif now - self._told >= self._every:
            simulated, spent = now - self._began[0], wall - self._began[1]
            self._told = now
            self._advance(now, simulated / spent)
