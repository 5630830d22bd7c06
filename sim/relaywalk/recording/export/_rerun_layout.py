"""The layout of a file for Rerun: the robot, curves of its joints, its phases."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from relaywalk.recording.export import library
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._rerun_body import body
from relaywalk.robots.card import RobotCard
from relaywalk.robots.links import joint_links, root_link

ARM = "right_arm"
SHOWN = ("left_leg", "right_leg", "left_arm", "right_arm")
KINDS = (
    ("torque", "torque [N·m]"),
    ("position", "position [rad]"),
    ("velocity", "velocity [rad/s]"),
    ("force", "reaction force [N]"),
    ("moment", "reaction moment [N·m]"),
)


def groups(card: RobotCard) -> dict[str, tuple[str, ...]]:
    """Return group → its joints; `other` are those of no group."""
    grouped = {joint for own in card.groups.values() for joint in own}
    found = {name: tuple(own) for name, own in card.groups.items() if own}
    rest = tuple(joint for joint in card.joints if joint not in grouped)
    return {**found, "other": rest} if rest else found


def layout(rerun: ModuleType, excerpt: Excerpt) -> Any:  # noqa: ANN401
    """Return what is seen when the file is opened.

    Args:
        rerun: The library.
        excerpt: That is written.
    """
    parts = library(f"{rerun.__name__}.blueprint", "rerun")
    shown = [a for a, card in excerpt.cards.items() if card.base == "floating"]
    actor = next(iter(shown or excerpt.cards))
    hidden = dict.fromkeys(_hidden(excerpt), parts.EntityBehavior(visible=False))
    follow = parts.EyeControls3D(tracking_entity=f"world/{actor}")
    world = parts.Spatial3DView(
        origin="world", name="world", overrides=hidden, eye_controls=follow
    )
    log = parts.TextLogView(origin="phases", name="phases")
    curves = [_curves(parts, actor, excerpt.cards[actor], *kind) for kind in KINDS]
    return parts.Blueprint(
        parts.Horizontal(
            parts.Vertical(world, log, row_shares=[4, 1]),
            parts.Tabs(*curves),
            column_shares=[3, 2],
        ),
        parts.TimePanel(state="collapsed"),
        collapse_panels=True,
    )


def _hidden(excerpt: Excerpt) -> Iterator[str]:
    """Yield the arrows that are not seen at first: all but forces in carrying arms."""
    for actor, card in excerpt.cards.items():
        links = body(card, root_link(card), f"world/{actor}").links
        arm = card.groups.get(ARM, ()) if card.base == "floating" else ()
        for joint, link in joint_links(card).items():
            yield f"{links[link.child]}/moment"
            if joint not in arm:
                yield f"{links[link.child]}/force"


def _curves(
    parts: ModuleType, actor: str, card: RobotCard, what: str, title: str
) -> Any:  # noqa: ANN401
    """Return the views of one quantity, one above the other, a group each."""
    names = [name for name in groups(card) if name in SHOWN] or list(groups(card))
    views = [
        parts.TimeSeriesView(
            origin=f"curves/{actor}/{name}/{what}",
            name=f"{name.replace('_', ' ')}: {title}",
        )
        for name in names
    ]
    return parts.Vertical(*views, name=title)
