"""Walks: the rules by which the next foothold follows from the last one."""

from abc import ABC, abstractmethod
from typing import NamedTuple

from relaywalk.planning.footstep import Footstep


class Step(NamedTuple):
    """One step of a walk.

    Attributes:
        footstep: Where the foot lands; its height is that of the stance foot.
        length: By which the body goes on along its way [m].
    """

    footstep: Footstep
    length: float


class Walk(ABC):
    """A rule of footsteps; frozen, without memory but what it is given."""

    @abstractmethod
    def step(self, foot: str, stance: Footstep, length: float) -> Step:
        """Return the step of a foot.

        Args:
            foot: The one that steps.
            stance: Where the other one stands.
            length: Of the step before [m].
        """

    def seen(self, stance: Footstep, foot: str) -> "Walk":
        """Return the walk that goes on once a foot has landed on a footstep."""
        return self

    @abstractmethod
    def arrived(self, left: Footstep, right: Footstep) -> bool:
        """Say whether both feet stand where the walk ends."""
