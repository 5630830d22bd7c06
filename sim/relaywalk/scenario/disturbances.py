"""Pushes and lasting forces as data, beside those that the seed draws."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal


def _three(value: Any) -> Any:  # noqa: ANN401
    """Refuse what is no vector."""
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise refusal("three numbers, [x, y, z]")
    return value


_NewtonSecond = Annotated[float, quantity("N·s", -1000.0, 1000.0)]
_Newton = Annotated[float, quantity("N", -10000.0, 10000.0)]
Impulse = Annotated[
    tuple[_NewtonSecond, _NewtonSecond, _NewtonSecond], BeforeValidator(_three)
]
Force = Annotated[tuple[_Newton, _Newton, _Newton], BeforeValidator(_three)]
Moment = Annotated[float, quantity("s", 0.0, 3600.0)]
PushDuration = Annotated[float, quantity("s", 0.0, 1.0, open_low=True)]


class PushEntry(Frozen):
    """A push at the CoM of a link.

    Attributes:
        time: When it begins [s].
        link: Its name in the URDF; the base link if none is given.
        impulse: In world [N·s].
        duration: Rounded to control periods, at least one [s].
    """

    time: Moment
    link: str | None = None
    impulse: Impulse
    duration: PushDuration = 0.05


class LastingForce(Frozen):
    """A constant force, such as that of wind.

    Attributes:
        force: In world [N].
        start, end: It acts from the one to the other; to the end of the run if no end
            is given [s].
    """

    force: Force
    start: Moment = 0.0
    end: Moment | None = None

    @rule
    def _in_order(self) -> Refusals:
        """Refuse an end before the start."""
        if self.end is not None and self.end <= self.start:
            yield refusal(f"after the start, {self.start:g}", ("end",), value=self.end)


class ForceEntry(LastingForce):
    """A constant force at the CoM of a link.

    Attributes:
        link: Its name in the URDF; the base link if none is given.
    """

    link: str | None = None


class PropForceEntry(LastingForce):
    """A constant force on a prop.

    Attributes:
        at: Height above its end at which the force acts; its CoM if null [m].
    """

    at: Annotated[float, quantity("m", 0.0, 2.0)] | None = None
