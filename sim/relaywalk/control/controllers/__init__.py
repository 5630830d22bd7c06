"""Controllers: how a body does what its phase wants, one file a controller.

A module has `Params` (a frozen model, its block under `actors.<name>.controller` in a
scenario), `BASES` (the kinds of body that it can drive: "floating", "guided") and one
`Controller`. The keyword in a scenario is the file name.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from relaywalk import registry
from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.terrains.terrain import Terrain, level
from relaywalk.types import ActorObservation, Array, Channel, Command, Goal


@dataclass(frozen=True, slots=True)
class ControlledBody:
    """What a controller may know of the body that it moves.

    Attributes:
        model: Of a floating base it is updated, for the state that is seen, before
            every call of the controller.
        period: Control period [s].
        ground: As it is; what a controller knows of it, its parameters say.
    """

    model: RobotModel
    period: float
    ground: Terrain = field(default_factory=level)

    @property
    def card(self) -> RobotCard:
        """The body's card, as it was designed."""
        return self.model.card


class Controller(ABC):
    """From a goal and what is seen of the body to a command.

    Attributes:
        CHANNELS: What `signals` returns, as recorded quantities, in that order; their
            names are without the actor's.
    """

    CHANNELS: ClassVar[tuple[Channel, ...]] = ()

    @abstractmethod
    def __init__(
        self,
        params: Any,  # noqa: ANN401 (the module's own `Params`)
        body: ControlledBody,
        seen: ActorObservation,
    ) -> None:
        """Begin from the state that is seen.

        Args:
            params: The module's `Params`.
            body: What it moves.
            seen: The first observation; the model of a floating base is updated for it.
        """

    @abstractmethod
    def reset(self, seen: ActorObservation) -> None:
        """Forget the past: begin from the state that is seen."""

    @abstractmethod
    def command(self, seen: ActorObservation, goal: Goal) -> Command:
        """Return what the joints should do in the next control period.

        Args:
            seen: Of the body, as it is estimated.
            goal: What the body should do.

        Raises:
            NoSolution: There has been no answer for too long.
        """

    @abstractmethod
    def arrived(self) -> bool:
        """Say whether the latest goal's path is walked to its end, the body at rest.

        Of a goal without a path: whether the body stands.
        """

    def recovering(self) -> bool:
        """Say whether the body makes up for a push; its script waits meanwhile."""
        return False

    @abstractmethod
    def state(self) -> Mapping[str, Any]:
        """Return all that decides how it goes on, as values that never change.

        Arrays, numbers, and frozen types of this package only: snapshots keep it.
        """

    @abstractmethod
    def set_state(self, state: Mapping[str, Any]) -> None:
        """Go on, bit for bit, from what `state` returned."""

    def signals(self) -> Array:
        """Return the latest value (k,) of every channel in `CHANNELS`, in its order."""
        return np.empty(0)

    def predicted_acceleration(self) -> Array | None:
        """Return v̇ (nv,) that the latest command means; None if nothing is known.

        The base in its own axes first, linear then angular [m/s², rad/s²].
        """
        return None


def controller_class(kind: str) -> type[Controller]:
    """Return the one controller that a file here defines.

    Raises:
        UnknownName: There is no such file.
    """
    # mypy takes an abstract class for no argument of type[...]
    return registry.implementation(__name__, kind, Controller)  # type: ignore[type-abstract]
