"""A bearer in a scenario: its body, where it starts, what it does, what moves it."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from relaywalk.robots.card import RobotCard
from relaywalk.robots.catalogue import card_path, robot_card
from relaywalk.scenario.controller_entry import (
    DEFAULT,
    ControllerEntry,
    controllers_of,
)
from relaywalk.scenario.estimation_entry import EstimationEntry
from relaywalk.scenario.kind_entry import KindEntry
from relaywalk.scenario.mismatch import Mismatch
from relaywalk.scenario.parts import Holds, Start
from relaywalk.scenario.phase_entry import PhaseEntry, demands_of, phase_names
from relaywalk.schema.quantity import Frozen, refusal

HAND = "right_hand"  # that takes, carries and gives


class ActorEntry(Frozen):
    """A bearer.

    Attributes:
        card: Name of a model, or path of a card.
        role: What it is in the relay.
        start: Where it stands at first.
        holds: What it has in its hand at first.
        mismatch: How it differs from its card, what its sensors add, what pushes it.
        sensing: What its controller knows of it. "ideal": base pose, linear velocity
            and contact forces as they are, encoders and gyro with the mismatch's noise
            and offsets. "measured": IMU, encoders and foot force sensors, with all that
            the mismatch says of them; where its base is, it estimates.
        estimation: How it estimates, one block an estimator.
        controller: What moves it; by default that of its kind of base.
        script: What it does, phase after phase.
    """

    card: str
    role: Literal["carrier", "giver", "receiver"] = "carrier"
    start: Start = Start()
    holds: Holds | None = None
    mismatch: Mismatch = Mismatch()
    sensing: Literal["ideal", "measured"] = "ideal"
    estimation: EstimationEntry = Field(default_factory=EstimationEntry.default)
    controller: ControllerEntry
    script: Annotated[tuple[PhaseEntry, ...], Field(min_length=1)]

    @field_validator("card")
    @classmethod
    def _has_a_card(cls, card: str) -> str:
        """Refuse a model that is not there."""
        card_path(card)
        return card

    @model_validator(mode="before")
    @classmethod
    def _with_a_controller(cls, data: Any) -> Any:  # noqa: ANN401
        """Write out which controller moves the body.

        Raises:
            CardError: The card is wrong.
        """
        block = data.get("controller", {}) if isinstance(data, dict) else None
        if not isinstance(block, dict) or "kind" in block:
            return data
        try:
            base = robot_card(str(data.get("card"))).base
        except ValueError:  # the card's own validator says what is wrong
            base = "floating"
        return {**data, "controller": {"kind": DEFAULT[base], **block}}

    @model_validator(mode="after")
    def _fits_its_body(self) -> Self:
        """Refuse a controller or a phase that is not for this kind of base."""
        card = robot_card(self.card)
        base = card.base
        if self.sensing == "measured" and base != "floating":
            raise refusal(
                f"ideal; a {base} base is led", ("sensing",), value="measured"
            )
        kind, able = self.controller.kind, controllers_of(base)
        if kind not in able:
            allowed = f"a controller of a {base} base: " + ", ".join(able)
            raise refusal(allowed, ("controller", "kind"), value=kind)
        for number, entry in enumerate(self.script):
            if base not in entry.demands.bases:
                fit = [n for n in phase_names() if base in demands_of(n).bases]
                allowed = f"a phase of a {base} base: " + ", ".join(fit)
                raise refusal(allowed, ("script", number, "kind"), value=entry.kind)
            _checked(entry, card, ("script", number))
        _checked(self.controller, card, ("controller",))
        return self

    @model_validator(mode="after")
    def _heads_along_x(self) -> Self:
        """Refuse another heading of a body on feet: its gait and balance know none."""
        yaw = self.start.yaw
        if yaw != 0.0 and robot_card(self.card).base == "floating":
            allowed = f"0; a body on feet, as {self.card} is, walks along x only"
            raise refusal(allowed, ("start", "yaw"), value=yaw)
        return self


def _checked(entry: KindEntry, card: RobotCard, path: tuple[str | int, ...]) -> None:
    """Refuse an entry that does not fit its body, by the path to what is wrong."""
    try:
        entry.check(card, HAND)
    except PydanticCustomError as error:
        context = error.context or {}
        at = (*path, *context["path"])
        raise refusal(context["allowed"], at, value=context["value"]) from error
