"""The plain parts of a scenario: props, initial poses, criteria."""

import math
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from relaywalk.robots.catalogue import card_path, model_names
from relaywalk.robots.sides import Side
from relaywalk.scenario.disturbances import PropForceEntry
from relaywalk.schema.quantity import NAME, Angle, Frozen, Length, quantity

Name = Annotated[str, Field(pattern=NAME, max_length=40)]


def _has_a_card(card: str) -> str:
    """Refuse a model that is not there."""
    card_path(card)
    return card


def names_or_card(schema: dict[str, Any]) -> None:
    """Make a JSON Schema one of a model's name, or of the path of a card."""
    schema.pop("type", None)
    named = {"enum": list(model_names())}
    schema["anyOf"] = [named, {"type": "string", "pattern": r"\.ya?ml$"}]


PropCardName = Annotated[
    str, AfterValidator(_has_a_card), Field(json_schema_extra=names_or_card)
]


class PropStart(Frozen):
    """Where a prop that nobody holds is at first.

    Attributes:
        x, y, z: Of its end, from which heights on it count, in world [m].
        roll, pitch, yaw: About x, y and z of the world, in this order; all 0: it
            stands on its end [rad].
    """

    x: Length = 0.0
    y: Length = 0.0
    z: Length
    roll: Angle = 0.0
    pitch: Angle = 0.0
    yaw: Angle = 0.0


class Prop(Frozen):
    """A loose object.

    Attributes:
        card: Name of a model, or path of a card.
        mass: That its bearers are told; null is the card's own [kg].
        mass_error: Of the real one, as a fraction of what they are told [-].
        friction: Coulomb coefficient of its surface, which nobody is told; null is the
            card's own [-].
        forces: That act on it from outside, such as wind.
        start: Where it is at first; null if an actor holds it.
        lit: Whether it burns at first.
    """

    card: PropCardName = "torch"
    mass: Annotated[float, quantity("kg", 0.0, 20.0, open_low=True)] | None = None
    mass_error: Annotated[float, quantity("-", -0.9, 9.0)] = 0.0
    friction: Annotated[float, quantity("-", 0.0, 2.0, open_low=True)] | None = None
    forces: tuple[PropForceEntry, ...] = ()
    start: PropStart | None = None
    lit: bool = False


class Start(Frozen):
    """Where a body stands at first, in world.

    Attributes:
        x, y: Its place on the ground [m].
        yaw: Its heading, 0 along x, positive to the left [rad].
    """

    x: Length = 0.0
    y: Length = 0.0
    yaw: Angle = 0.0


class Holds(Frozen):
    """A prop in a hand at first.

    Attributes:
        prop: Its name in this scenario.
        at: Where it is held: the height above its end [m].
        hand: That holds it; null for the one that the actor uses.
    """

    prop: Name
    at: Annotated[float, quantity("m", 0.0, 2.0)] = 0.15
    hand: Side | None = None


class StartNoise(Frozen):
    """What the seed changes at the start.

    Attributes:
        joint_position_std: Standard deviation of the arms' joint positions of a body
            on feet [rad].
        prop_position_std: Standard deviation of the place, x and y, of a guided body
            that holds a prop [m].
    """

    joint_position_std: Annotated[float, quantity("rad", 0.0, 0.2)] = 0.005
    prop_position_std: Annotated[float, quantity("m", 0.0, 0.1)] = 0.005


class Success(Frozen):
    """What a run must show to count as a success.

    Attributes:
        distance: Along the path, carried by the robot alone, at least [m].
        max_base_tilt: Of the robot's base, at most [rad].
        max_slip: Of the torch in the hand, at most [m].
        max_torch_tilt: While carried, at most [rad].
        max_off_path: Of the robot while it carries, at most [m].
        max_contact_force: Between two bearers, at most [N].
        handovers: That are done, at least.
        lit: Props that burn at the end.
    """

    distance: Annotated[float, quantity("m", 0.0, 2000.0)] = 0.0
    max_base_tilt: Annotated[float, quantity("rad", 0.0, math.pi / 2)] = 0.2618
    max_slip: Annotated[float, quantity("m", 0.0, 1.0)] = 0.005
    max_torch_tilt: Annotated[float, quantity("rad", 0.0, math.pi / 2)] = 0.349
    max_off_path: Annotated[float, quantity("m", 0.0, 10.0)] = 0.2
    max_contact_force: Annotated[float, quantity("N", 0.0, 1000.0)] = 140.0
    handovers: Annotated[int, Field(ge=0, le=1000, strict=True)] = 0
    lit: tuple[Name, ...] = ()
