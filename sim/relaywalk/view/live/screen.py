"""Screens: what shows frames; viser's page, or a stand-in of a test."""

from collections.abc import Sequence
from typing import Protocol

from relaywalk.view.live.frame import Frame, Past
from relaywalk.view.live.scenery import Scenery

RATE = 25.0  # frames shown in a second of wall time, at most [1/s]


class Screen(Protocol):
    """Shows frames of one scene."""

    def set_up(self, scenery: Scenery, channels: Sequence[str]) -> None:
        """Draw a scene, and offer channels for curves."""

    def show(self, frame: Frame, past: Past) -> None:
        """Show a moment and what was before it."""

    def say(self, text: str) -> None:
        """Say something about the run."""
