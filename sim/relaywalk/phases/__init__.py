"""Phases: what a body should do now, one file a phase; how, its controller decides.

A phase module has `Params` (a frozen model, its block in a scenario), `DEMANDS` (who
can do it) and `build(params, context)`. The keyword in a scenario is the file name.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.estimation.wrist_force import FeltForce
from relaywalk.planar_path import PlanarPose
from relaywalk.robots.card import Hand, PropCard, RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.robots.sides import outwards
from relaywalk.schema.quantity import quantity
from relaywalk.spatial import rotation_about_z
from relaywalk.types import GRAVITY, ActorObservation, Array, Goal, Grip, Observation

Time = Annotated[float, quantity("s", 0.0, 3600.0)]
Duration = Annotated[float, quantity("s", 0.0, 3600.0, open_low=True)]
Distance = Annotated[float, quantity("m", 0.0, 10.0)]
Offset = Annotated[float, quantity("m", -0.5, 0.5)]
Force = Annotated[float, quantity("N", 0.0, 1000.0, open_low=True)]
Speed = Annotated[float, quantity("m/s", 0.0, 10.0, open_low=True)]
Rate = Annotated[float, quantity("1/s", 0.0, 1000.0, open_low=True)]
Fraction = Annotated[float, quantity("-", 0.0, 1.0, open_low=True)]


@dataclass(frozen=True, slots=True)
class PhaseContext:
    """What a phase may know of the body it moves.

    Attributes:
        actor: The body's name.
        card: The body's card.
        model: Updated for every tick if the base floats.
        period: Control period [s].
        hand: Contact-frame name of the hand that takes, carries and gives.
        props: Prop → card; the one without a name stands in where there is none.
        prop_name: What it takes, carries or gives; empty in a scene without one.
        root: (3,) start x [m], y [m], yaw [rad] of the body in world.
        way: Where the walks of the script before this phase lead, in world.
    """

    actor: str
    card: RobotCard
    model: RobotModel
    period: float
    hand: str
    props: Mapping[str, PropCard]
    prop_name: str
    root: Array
    way: PlanarPose

    @property
    def prop(self) -> PropCard:
        """Card of what it takes, carries or gives."""
        return self.props[self.prop_name]

    @property
    def prop_weight(self) -> float:
        """Nominal weight of the prop [N]."""
        return self.prop.mass * GRAVITY

    @property
    def hand_card(self) -> Hand:
        """What the card says of the hand."""
        return self.card.hands[self.hand]

    @property
    def heading(self) -> float:
        """Yaw of the body [rad]: on feet that of its soles now, else at the start."""
        if not self.model.floating:
            return float(self.root[2])
        soles = [
            self.model.placement(f.frame).rotation for f in self.card.feet.values()
        ]
        ahead = np.sum([sole[:2, 0] for sole in soles], axis=0)
        return float(np.arctan2(ahead[1], ahead[0]))

    @property
    def middle(self) -> Array:
        """Midway between the soles now, (3,) in world [m]; of a body on feet."""
        soles = [foot.frame for foot in self.card.feet.values()]
        places = [self.model.placement(sole).position for sole in soles]
        middle: Array = np.mean(places, axis=0)
        return middle

    @property
    def rotation(self) -> Array:
        """Rotation (3, 3) to world of the body's heading."""
        return rotation_about_z(self.heading)

    def outwards(self, distance: float) -> Array:
        """Return a displacement (3,) to the hand's side of the body, its axes [m]."""
        return outwards(self.hand, distance)

    def grip(self, at: float, closure: float, payload: float = 0.0) -> Grip:
        """Return a grip on the prop.

        Args:
            at: Where on it the hand is: height above its end [m].
            closure: 0 open … 1 closed.
            payload: Fraction of its weight that the hand is known to carry.
        """
        return Grip(closure, payload, self.prop_name, at)


class Situation(NamedTuple):
    """What a phase is told in one control period.

    Attributes:
        observation: Of the scene; the body's own state as it is estimated.
        own: The body's part of it.
        felt: Hand → the force that it feels.
        arrived: Whether the controller has done the locomotion of the goal that it
            was given last.
        recovering: Whether the body makes up for a push now: phases wait.
        delay: For how long they have waited so far [s].
        other_hands: Tells where the hands of other bodies are seen now, (3,) each in
            world [m].
    """

    observation: Observation
    own: ActorObservation
    felt: Mapping[str, FeltForce]
    arrived: bool
    recovering: bool
    delay: float = 0.0
    other_hands: Callable[[], tuple[Array, ...]] = tuple

    @property
    def time(self) -> float:
        """Time of the script: it stands still while the body recovers [s]."""
        return self.observation.time - self.delay


class Phase(ABC):
    """One part of a script.

    Attributes:
        gave_up: Why it ends without its work done; empty as long as all is well.
    """

    gave_up: str = ""

    @abstractmethod
    def start(self, situation: Situation) -> None:
        """Begin, from what is seen now; `update` follows in the same tick."""

    @abstractmethod
    def update(self, situation: Situation) -> Goal:
        """Return what the body should do until the next tick."""

    @abstractmethod
    def finished(self, situation: Situation) -> bool:
        """Say whether the phase has done its work.

        Asked before `update`, from the tick after `start` on.
        """


PhaseStage = Callable[[Situation], None]  # one part of a phase that has several
