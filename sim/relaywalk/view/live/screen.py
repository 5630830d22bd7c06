"""Screens: what shows frames; viser's page, or a stand-in of a test."""

from collections.abc import Callable, Sequence
from typing import Protocol

from relaywalk.view.live.frame import Frame, Past
from relaywalk.view.live.scenery import Scenery

RATE = 25.0  # frames shown in a second of wall time, at most [1/s]
SHARE = 4.0  # wall time from frame to frame over that of showing one, at least [-]


class Screen(Protocol):
    """Shows frames of one scene."""

    def set_up(self, scenery: Scenery, channels: Sequence[str]) -> None:
        """Draw a scene, and offer channels for curves."""

    def show(self, frame: Frame, past: Past) -> None:
        """Show a moment and what was before it."""

    def say(self, text: str) -> None:
        """Say something about the run."""


class Shutter:
    """Says when a screen is to show a frame: not too often for a slow machine."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Have shown nothing.

        Args:
            clock: Returns the wall time [s].
        """
        self._clock, self._next = clock, clock()

    @property
    def due(self) -> bool:
        """Whether the last frame was long enough ago."""
        return self._clock() >= self._next

    def show(self, screen: Screen, frame: Frame, past: Past) -> None:
        """Show a frame now."""
        began = self._clock()
        screen.show(frame, past)
        spent = self._clock() - began
        self._next = began + max(1.0 / RATE, SHARE * spent)
