"""A bearer in a scenario: its body, where it starts, what it does, what moves it."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, field_validator, model_validator

from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.robots.catalogue import card_path, robot_card
from relaywalk.robots.gait_entry import GaitEntry
from relaywalk.robots.sides import Side, hand_of
from relaywalk.robots.urdf import link_names
from relaywalk.scenario.controller_entry import (
    DEFAULT,
    ControllerEntry,
    controllers_of,
)
from relaywalk.scenario.disturbances import ForceEntry, PushEntry
from relaywalk.scenario.estimation_entry import EstimationEntry
from relaywalk.scenario.mismatch import Mismatch
from relaywalk.scenario.parts import Holds, Start, names_or_card
from relaywalk.scenario.path_entry import WalkEntry, joined_path, unjoined
from relaywalk.scenario.phase_entry import PhaseEntry, demands_of, phase_names
from relaywalk.scenario.sight_entry import SightEntry
from relaywalk.schema.faults import Refusals, below, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal


def _without_a_controller(schema: dict[str, Any]) -> None:
    """Let a JSON Schema do without a controller, as files do."""
    schema["required"] = [key for key in schema["required"] if key != "controller"]


class ActorEntry(Frozen):
    """A bearer.

    Attributes:
        card: Name of a model, or path of a card.
        role: What it is in the relay.
        start: Where it stands at first.
        height: Of a person; null: the card's own. Lengths go with it, masses with its
            square; hands stay as they are [m].
        hand: That it takes, carries and gives with, unless a phase says otherwise.
        holds: What it has in its hand at first.
        mismatch: How it differs from its card, what its sensors add, what pushes it.
        pushes: That it meets, beside the drawn ones.
        forces: Constant ones, such as wind.
        sensing: What its controller knows of it. "ideal": base pose, linear velocity
            and contact forces as they are, encoders and gyro with the mismatch's noise
            and offsets. "measured": IMU, encoders and foot force sensors, with all that
            the mismatch says of them; where its base is, it estimates.
        sight: What it sees of props and of other bodies, and how well.
        estimation: How it estimates, one block an estimator.
        gait: What it has other than the card's.
        controller: What moves it; by default that of its kind of base.
        script: What it does, phase after phase.
    """

    model_config = ConfigDict(json_schema_extra=_without_a_controller)

    card: Annotated[str, Field(json_schema_extra=names_or_card)]
    role: Literal["carrier", "giver", "receiver"] = "carrier"
    start: Start = Start()
    height: Annotated[float, quantity("m", 1.4, 2.1)] | None = None
    hand: Side = "right"
    holds: Holds | None = None
    mismatch: Mismatch = Mismatch()
    pushes: tuple[PushEntry, ...] = ()
    forces: tuple[ForceEntry, ...] = ()
    sensing: Literal["ideal", "measured"] = "ideal"
    sight: SightEntry = SightEntry()
    estimation: EstimationEntry = Field(default_factory=EstimationEntry.default)
    gait: GaitEntry = GaitEntry()
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

    @rule
    def _has_a_body_to_lead(self) -> Refusals:
        """Refuse sensors on a body that is led, and a controller of another base."""
        card = robot_card(self.card)
        base, able = card.base, controllers_of(card.base)
        if self.sensing == "measured" and base != "floating":
            allowed = f"ideal; a {base} base is led"
            yield refusal(allowed, ("sensing",), value="measured")
        if self.controller.kind not in able:
            allowed = f"a controller of a {base} base: " + ", ".join(able)
            yield refusal(allowed, ("controller", "kind"), value=self.controller.kind)
        elif hand_of(self.hand) in card.hands:
            hand = hand_of(self.hand)
            yield from below(("controller",), self.controller.unfit(card, hand))

    @rule
    def _is_a_person_if_tall(self) -> Refusals:
        """Refuse a height of a body that is led by nobody, or is none of a person."""
        card = robot_card(self.card)
        if self.height is None or (card.base == "guided" and card.height is not None):
            return
        allowed = f"null; {self.card} is no person whose height may be chosen"
        yield refusal(allowed, ("height",), value=self.height)

    @rule
    def _can_do_its_script(self) -> Refusals:
        """Refuse each phase that is not for this kind of base, or not for this body."""
        card = robot_card(self.card)
        for number, (entry, hand) in enumerate(
            zip(self.script, self.hands_used, strict=True)
        ):
            if card.base in entry.demands.bases:
                if hand in card.hands:
                    yield from below(("script", number), entry.unfit(card, hand))
                continue
            fit = [n for n in phase_names() if card.base in demands_of(n).bases]
            allowed = f"a phase of a {card.base} base: " + ", ".join(fit)
            yield refusal(allowed, ("script", number, "kind"), value=entry.kind)

    @rule
    def _has_the_hands_it_uses(self) -> Refusals:
        """Refuse a hand that the body does not have."""
        sides = [s for s in get_args(Side) if hand_of(s) in robot_card(self.card).hands]
        allowed = f"a hand of {self.card}: " + (", ".join(sides) or "none")
        for path, side in self._named_hands():
            if side is not None and side not in sides:
                yield refusal(allowed, path, value=side)

    def _named_hands(self) -> Iterator[tuple[tuple[str | int, ...], Side | None]]:
        """Yield the path of each key that names a hand, and what it says."""
        if self.holds is not None or any(e.demands.prop for e in self.script):
            yield ("hand",), self.hand
        if self.holds is not None:
            yield ("holds", "hand"), self.holds.hand
        for number, entry in enumerate(self.script):
            yield ("script", number, "hand"), entry.hand

    @property
    def hands_used(self) -> tuple[str, ...]:
        """Contact-frame name of the hand that each phase of the script uses."""
        used, hand = list[str](), self.hand
        for entry in self.script:
            hand = entry.hand or hand
            used.append(hand_of(hand))
        return tuple(used)

    @property
    def holding_hand(self) -> str:
        """Contact-frame name of the hand that has something in it at first, if any."""
        held_in = self.holds.hand if self.holds is not None else None
        return hand_of(held_in or self.hand)

    @property
    def all_hands_used(self) -> frozenset[str]:
        """Contact-frame names of all hands that it ever uses."""
        at_first = (self.holding_hand,) if self.holds is not None else ()
        return frozenset((*self.hands_used, *at_first))

    @rule
    def _pushes_its_links(self) -> Refusals:
        """Refuse a push on a link that the body does not have."""
        named = dict(self._named_links())
        known = link_names(robot_card(self.card)) if named else ()
        for path, link in named.items():
            if link not in known:
                allowed = f"a link of {self.card}: " + ", ".join(known)
                yield refusal(allowed, path, value=link)

    @property
    def pushed_links(self) -> tuple[str, ...]:
        """Links that are pushed, each once; where none is named, the base link."""
        base = (robot_card(self.card).base_link,)
        given = (*(e.link for e in self.pushes), *(e.link for e in self.forces))
        drawn = self.mismatch.pushes
        links = drawn.links or (base if drawn.any else ())
        return tuple(dict.fromkeys((*(link or base[0] for link in given), *links)))

    def _named_links(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield the path of each key that names a link to push, and the link."""
        given: dict[str, tuple[PushEntry | ForceEntry, ...]]
        given = {"pushes": self.pushes, "forces": self.forces}
        for key, entries in given.items():
            for number, entry in enumerate(entries):
                if entry.link is not None:
                    yield (key, number, "link"), entry.link
        for number, link in enumerate(self.mismatch.pushes.links):
            yield ("mismatch", "pushes", "links", number), link

    @rule
    def _walks_on(self) -> Refusals:
        """Refuse a path that begins elsewhere than where the body stands then."""
        walks = (
            (number, entry.params)
            for number, entry in enumerate(self.script)
            if isinstance(entry.params, WalkEntry)
        )
        start = PlanarPose(self.start.x, self.start.y, self.start.yaw)
        yield from unjoined(walks, start)

    @property
    def walks(self) -> tuple[WalkEntry, ...]:
        """Where it walks, in order."""
        params = (entry.params for entry in self.script)
        return tuple(walk for walk in params if isinstance(walk, WalkEntry))

    @property
    def planar_path(self) -> PlanarPath:
        """The whole path that it is asked to walk, in world."""
        start = PlanarPose(self.start.x, self.start.y, self.start.yaw)
        return joined_path(self.walks, start)
