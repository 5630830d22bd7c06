"""A picture of the robot with its joints coloured by how much they were used."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from relaywalk.report.body_map import CLASSES, NAMES, BodyMap, body_maps
from relaywalk.report.plots._axes import figure, titled
from relaywalk.report.plots._options import PlotOptions

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CAPTION = (
    "The robot standing, seen from the front. Number and colour: largest torque of "
    "the run as a share of the actuator's peak torque [%]; small circles are finger "
    "joints. Circles that would overlap are moved apart; a line leads to the joint."
)
TAKES: tuple[str, ...] = ()
LABEL = "largest torque of peak torque [%]"
PIXELS = 72.0  # of the picture in an inch


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw utilisation [%] on the body of every walker.

    Args:
        run: Of the recording.
        options: None is taken.
    """
    maps = body_maps(run)
    width, height = maps[0].width * len(maps), max(one.height for one in maps)
    title = titled(run, "Utilisation")
    drawn = figure(title, (width + 190.0) / PIXELS, (height + 40.0) / PIXELS)
    for one, axes in zip(
        maps, drawn.subplots(1, len(maps), squeeze=False)[0], strict=True
    ):
        _body(axes, one)
    swatches = [
        Circle((0.0, 0.0), 1.0, facecolor=fill, edgecolor="black")
        for _, fill, _ in CLASSES
    ]
    drawn.legend(
        swatches,
        NAMES,
        loc="outside right center",
        frameon=False,
    )
    return drawn


def _body(axes: Axes, body: BodyMap) -> None:
    """Draw one body; y grows downwards, as on a page."""
    axes.set(xlim=(0.0, body.width), ylim=(body.height, 0.0), aspect="equal")
    axes.set(xticks=[], yticks=[], frame_on=False, xlabel=LABEL)
    for part in body.parts:
        corners = [pair.split(",") for pair in part.points.split()]
        points = np.array(corners, dtype=float)
        axes.add_patch(
            Polygon(points, facecolor=part.colour, edgecolor="#8D96A0", linewidth=0.6)
        )
    for mark in body.marks:
        line = ([mark.from_x, mark.x], [mark.from_y, mark.y])
        axes.plot(*line, color="black", linewidth=0.8)
    for mark in body.marks:
        circle = Circle((mark.x, mark.y), mark.radius, zorder=3)
        circle.set(facecolor=mark.fill, edgecolor="black")
        axes.add_patch(circle)
        number = axes.text(mark.x, mark.y, mark.label, color=mark.ink, zorder=4)
        number.set(ha="center", va="center", fontsize=9)
    axes.text(2.0, 15.0, "robot's right", color="#4A525C")
    axes.text(body.width - 2.0, 15.0, "robot's left", color="#4A525C", ha="right")
