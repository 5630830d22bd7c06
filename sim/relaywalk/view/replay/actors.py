"""The actors of a run: joints with their limits, feet, footprints."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from relaywalk.robots.card import RobotCard
from relaywalk.robots.stature import stature
from relaywalk.view.replay.bodies import Look, look
from relaywalk.view.replay.footprints import footprints

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

JsonObject = dict[str, Any]


def actors(run: "Run", bodies: Mapping[Look, str]) -> dict[str, JsonObject]:
    """Return actor → what the page must know of it, `body` being its body's name.

    Args:
        run: Of the actors.
        bodies: How a body looks → its name on the page.
    """
    return {
        name: {"body": bodies[look(card)], **_actor(run, name, card)}
        for name, card in run.cards.items()
    }


def _actor(run: "Run", name: str, card: RobotCard) -> JsonObject:
    """Return one actor without its body."""
    gait = run.gaits.get(name)
    return {
        "title": card.title,
        "floating": card.base == "floating",
        "base": card.base_link,
        "weight": stature(card).weight,
        "joints": joints(card),
        "contacts": [
            {"name": contact, "frame": at.frame, "foot": contact in card.feet}
            for contact, at in card.contact_frames.items()
        ],
        "sole": card.sole.model_dump() if card.sole else None,
        "footprints": footprints(run.recording, card, name, gait.feet if gait else {}),
    }


def label(card: RobotCard, joint: str) -> str:
    """Return how people name a joint, with its code, such as "knee, left (leg_l4)"."""
    code, name = joint.removesuffix("_joint"), card.common_name(joint)
    return code if name == joint else f"{name} ({code})"


def joints(card: RobotCard) -> list[JsonObject]:
    """Return every joint's name, group, and ratings [N·m], [rad/s]; card order."""
    group = {joint: name for name, own in card.groups.items() for joint in own}
    found = []
    for name in card.joints:
        rating = card.ratings[name]
        found.append(
            {
                "name": name,
                "label": label(card, name),
                "group": group.get(name, "other").replace("_", " "),
                "peak": rating.peak_torque.value,
                "rated": rating.rated_torque and rating.rated_torque.value,
                "speedLimit": rating.speed_limit and rating.speed_limit.value,
                "peakSpeed": rating.peak_speed and rating.peak_speed.value,
            }
        )
    return found
