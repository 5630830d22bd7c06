"""The body map: a picture of the robot with its joints coloured by utilisation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relaywalk.plots.body.shapes import BodyView, front_view
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.analysis.loads.joint_load import JointLoad
    from relaywalk.robots.card import RobotCard
    from relaywalk.runs.run import Run

SCALE = 470.0  # [px/m]
MARGIN = 26.0  # [px]
HEAD = 24.0  # room for the words left and right above [px]
RADIUS, SMALL = 14.5, 8.0  # of a joint, of a finger joint [px]
MAXIMUM_NAMED = 8  # joints named beside the picture
ROUNDS = 300  # of pushing overlapping joints apart
PULL = 0.04  # fraction of the distance to its anchor by which a circle moves in a round
HANDS = ("left_hand", "right_hand")
# Upper end of a class [%], its colour, that of the text on it; contrast ≥ 4.5 : 1.
CLASSES = (
    (20.0, "#E8F1FA", "#000000"),
    (40.0, "#B5D3EC", "#000000"),
    (60.0, "#6BAED6", "#000000"),
    (80.0, "#1F6FB2", "#FFFFFF"),
    (100.0, "#0B3567", "#FFFFFF"),
    (float("inf"), "#B03A00", "#FFFFFF"),
)
NAMES = (
    "0 – 20 %",
    "20 – 40 %",
    "40 – 60 %",
    "60 – 80 %",
    "80 – 100 %",
    "at its limit",
)


class JointMark(NamedTuple):
    """One joint on the picture.

    Attributes:
        name: Of the joint.
        x, y, radius: Of its circle [px].
        from_x, from_y: Where the joint is [px].
        label: In the circle: utilisation [%]; empty for fingers.
        fill, ink: Colours of circle and label.
        title: The figures, in words.
    """

    name: str
    x: float
    y: float
    radius: float
    from_x: float
    from_y: float
    label: str
    fill: str
    ink: str
    title: str


class ShapePolygon(NamedTuple):
    """One outline: its corners as SVG wants them, and its colour."""

    points: str
    colour: str


class BodyMap(NamedTuple):
    """What `body_map.svg` draws for one actor.

    Attributes:
        actor, title: Its name, that of its body.
        width, height: [px].
        polygons, marks: Outlines, the farthest first; joints in card order.
        classes: Colour and name of each.
        most_used: Figures of the most used joints that are no fingers.
        summary: The picture in words.
    """

    actor: str
    title: str
    width: float
    height: float
    polygons: list[ShapePolygon]
    marks: list[JointMark]
    classes: list[tuple[str, str]]
    most_used: list[str]
    summary: str


class Paper(NamedTuple):
    """Where metres are on the picture.

    Attributes:
        left, top: Least y and greatest z of the body [m].
        width, height: Of the picture [px].
    """

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, view: BodyView) -> "Paper":
        """Return the paper on which a body has room."""
        every = np.vstack([*(o.points for o in view.outlines), view.joints])
        low, high = every.min(axis=0), every.max(axis=0)
        width, height = (high - low) * SCALE + 2.0 * MARGIN
        return cls(float(low[0]), float(high[1]), float(width), float(height + HEAD))

    def place(self, points: Array) -> Array:
        """Return points (k, 2) [px] for y and z (k, 2) [m]."""
        x = (points[:, 0] - self.left) * SCALE + MARGIN
        y = (self.top - points[:, 1]) * SCALE + MARGIN + HEAD
        return np.column_stack((x, y))


def mapped_actors(run: "Run") -> list[str]:
    """Return every actor that walks, or all where none does."""
    walking = [name for name, card in run.cards.items() if card.base == "floating"]
    return walking or list(run.cards)


def body_maps(run: "Run") -> list[BodyMap]:
    """Return one picture of the loads of the whole run for each of those actors."""
    return [
        body_map(run.cards[actor], [load for load in run.loads if load.actor == actor])
        for actor in mapped_actors(run)
    ]


def used_class(fraction: float) -> tuple[str, str]:
    """Return the colours of circle and label for a utilisation [%]."""
    for top, fill, ink in CLASSES:
        if fraction < top:
            return fill, ink
    return CLASSES[-1][1:]


def body_map(card: "RobotCard", borne: Sequence["JointLoad"]) -> BodyMap:
    """Return one actor's picture.

    Args:
        card: Of the actor.
        borne: What each of its joints bore in the time that counts.
    """
    view, actor = front_view(card), borne[0].actor
    loads = {load.joint: load for load in borne}
    paper = Paper.of(view)
    anchors = paper.place(view.joints)
    radii = _radii(card)
    centres = spread(anchors, radii)
    marks = [
        _mark(card, loads[joint], *numbers)
        for joint, *numbers in zip(card.joints, anchors, centres, radii, strict=True)
    ]
    polygons = [
        ShapePolygon(
            " ".join(f"{x:.1f},{y:.1f}" for x, y in paper.place(o.points)), o.colour
        )
        for o in view.outlines
    ]
    classes = [(fill, name) for (_, fill, _), name in zip(CLASSES, NAMES, strict=True)]
    ranked = sorted(marks, key=lambda m: -loads[m.name].utilisation_peak)
    most_used = [mark.title for mark in ranked if mark.label][:MAXIMUM_NAMED]
    words = f"{actor} from the front. The most used joints: {'; '.join(most_used[:3])}."
    size = (paper.width, paper.height)
    return BodyMap(actor, card.title, *size, polygons, marks, classes, most_used, words)


def _radii(card: "RobotCard") -> Array:
    """Return the radius of every joint's circle (n,) [px]."""
    fingers = {joint for hand in HANDS for joint in card.groups.get(hand, ())}
    return np.array([SMALL if joint in fingers else RADIUS for joint in card.joints])


def spread(anchors: Array, radii: Array) -> Array:
    """Return centres (n, 2) near their anchors at which no circles overlap [px].

    Overlapping circles push each other apart by half the overlap, again and again,
    while a weak pull draws each back.

    Args:
        anchors: (n, 2) where the joints are [px].
        radii: (n,) [px].
    """
    angle = 2.4 * np.arange(len(anchors))  # no two the same way, and always the same
    centres = anchors + 0.5 * np.column_stack((np.cos(angle), np.sin(angle)))
    apart = radii[:, None] + radii + 1.5
    np.fill_diagonal(apart, 0.0)
    for round_ in range(ROUNDS):
        gap = centres[:, None] - centres
        distance = np.maximum(np.linalg.norm(gap, axis=2), 1e-6)
        push = np.maximum(apart - distance, 0.0) / distance / 2.0
        centres = centres + np.sum(push[:, :, None] * gap, axis=1)
        if round_ < 0.8 * ROUNDS:
            centres += PULL * (anchors - centres)
    return centres


def _mark(
    card: "RobotCard", load: "JointLoad", anchor: Array, centre: Array, radius: float
) -> JointMark:
    """Return one joint's circle."""
    fraction = 100.0 * load.utilisation_peak
    fill, ink = used_class(round(fraction))
    rated = load.utilisation_rated
    thermal = "" if rated is None else f"; rms {100.0 * rated:.0f} % of rated"
    name = card.full_name(load.joint)
    title = (
        f"{name}: peak {load.peak:.3g} of {load.peak_limit:.3g} N·m "
        f"({fraction:.0f} %); rms {load.rms:.3g} N·m{thermal}"
    )
    label = f"{fraction:.0f}" if radius > SMALL else ""
    x, y = centre
    from_x, from_y = anchor
    return JointMark(load.joint, x, y, radius, from_x, from_y, label, fill, ink, title)
