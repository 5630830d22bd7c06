"""Every recorded quantity: name, unit, meaning. One table."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.types import Channel

POSE = (
    ("x", "m"),
    ("y", "m"),
    ("z", "m"),
    ("qx", "1"),
    ("qy", "1"),
    ("qz", "1"),
    ("qw", "1"),
)
TWIST = (
    ("vx", "m/s"),
    ("vy", "m/s"),
    ("vz", "m/s"),
    ("wx", "rad/s"),
    ("wy", "rad/s"),
    ("wz", "rad/s"),
)
WRENCH = (
    ("fx", "N"),
    ("fy", "N"),
    ("fz", "N"),
    ("mx", "N·m"),
    ("my", "N·m"),
    ("mz", "N·m"),
)

REACTION = (
    "wrench that the parent exerts on the child, actuator included, at the joint "
    "origin, in the child frame, mean over the period"
)
CONTACT = (
    "wrench of everything outside on the foot or hand, at its sole or grasp frame, "
    "in world, mean over the period"
)
PROP_CONTACT = (
    "wrench of the prop on the hand, at the grasp frame, in world, mean over the period"
)
LIT = "1 if the prop burns, else 0"
GRIP = (
    "how hard the hand squeezes the prop: magnitudes of the normal forces of their "
    "contacts, added up, mean over the period"
)


class RecordedScene(NamedTuple):
    """Whose quantities are recorded.

    Attributes:
        actors: Actor → card.
        props: Prop → card.
        signals: Actor → what it tells of itself, beyond what the engine knows; the
            channels' names are without the actor's.
        loose: Objects that move.
        burning: Props of which it is told whether they burn.
    """

    actors: Mapping[str, RobotCard]
    props: Mapping[str, PropCard]
    signals: Mapping[str, tuple[Channel, ...]]
    loose: tuple[str, ...] = ()
    burning: tuple[str, ...] = ()

    @property
    def moved(self) -> tuple[str, ...]:
        """Whose pose is recorded beside those of the actors."""
        return (*self.props, *self.loose)


def channel_table(scene: RecordedScene) -> tuple[Channel, ...]:
    """Return every numeric channel of a scene, in the order of the columns."""
    table = [Channel("time", "s", "end of the control period", precise=True)]
    for actor, card in scene.actors.items():
        table.extend(_actor(actor, card))
        table.extend(_grips(actor, card, scene.props))
        table.extend(
            replace(channel, name=f"{actor}.{channel.name}")
            for channel in scene.signals.get(actor, ())
        )
    for name in scene.moved:
        kind = "prop" if name in scene.props else "object"
        table.extend(
            Channel(
                f"{name}.{axis}", unit, f"pose of the {kind} in world", precise=True
            )
            for axis, unit in POSE
        )
    table.extend(Channel(lit_channel(name), "1", LIT) for name in scene.burning)
    return tuple(table)


def lit_channel(prop: str) -> str:
    """Return the name of the channel that says whether a prop burns."""
    return f"{prop}.lit"


def prop_contact(actor: str, hand: str, prop: str) -> str:
    """Return the name of a prop's wrench on a hand; its channels add the axis."""
    return f"{actor}.{hand}.{prop}"


def prop_grip(actor: str, hand: str, prop: str) -> str:
    """Return the name of the channel of how hard a hand squeezes a prop."""
    return f"{prop_contact(actor, hand, prop)}.grip"


def phase_channel(actor: str) -> str:
    """Return the name of the channel that holds an actor's phase."""
    return f"{actor}.phase"


def _actor(actor: str, card: RobotCard) -> Iterator[Channel]:
    """Yield the channels of one actor in column order."""
    for axis, unit in POSE:
        meaning = "pose of the base frame in world"
        yield Channel(f"{actor}.base.{axis}", unit, meaning, precise=True)
    for axis, unit in TWIST:
        meaning = "velocity of the base frame's origin, in the base frame"
        yield Channel(f"{actor}.base.{axis}", unit, meaning, precise=True)
    yield from _joints(actor, card)
    for name in card.contact_frames:
        yield from _wrench(f"{actor}.{name}.contact", CONTACT)


def _grips(
    actor: str, card: RobotCard, props: Mapping[str, PropCard]
) -> Iterator[Channel]:
    """Yield the wrench of every prop on each hand of an actor, then all squeezes."""
    grips = list(product(card.hands, props))
    for grip in grips:
        yield from _wrench(prop_contact(actor, *grip), PROP_CONTACT)
    for grip in grips:
        yield Channel(prop_grip(actor, *grip), "N", GRIP)


def _joints(actor: str, card: RobotCard) -> Iterator[Channel]:
    """Yield position, velocity, torque and wrench of every joint."""
    names = [f"{actor}.{joint}" for joint in card.joints]
    for name in names:
        yield Channel(f"{name}.position", "rad", "joint position", precise=True)
    for name in names:
        yield Channel(f"{name}.velocity", "rad/s", "joint velocity", precise=True)
    for name in names:
        meaning = "torque the actuator applied about the axis, mean over the period"
        yield Channel(f"{name}.torque", "N·m", meaning)
    for name in names:
        yield from _wrench(name, REACTION)


def _wrench(name: str, meaning: str) -> Iterator[Channel]:
    """Yield the six channels of a wrench."""
    for axis, unit in WRENCH:
        yield Channel(f"{name}.{axis}", unit, meaning)
