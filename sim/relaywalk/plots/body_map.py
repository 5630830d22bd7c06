"""A picture of the robot with its joints coloured by how much they were used."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from relaywalk.analysis.loads.loads import loads_within
from relaywalk.plots._axes import figure, titled
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import TORQUE
from relaywalk.plots._view import View
from relaywalk.plots.body.picture import (
    CLASSES,
    NAMES,
    BodyMap,
    body_map,
    body_maps,
    mapped_actors,
)

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "The robot standing, seen from the front. Number and colour: largest torque in the "
    "time asked for, the whole run by default, as a share of the actuator's peak "
    "torque [%]; small circles are finger joints. Circles that would overlap are moved "
    "apart; a line leads to the joint."
)
TAKES = ("window", "phase")
RESTS_ON = TORQUE
LABEL = "largest torque of peak torque [%]"
PIXELS = 72.0  # of the picture in an inch


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw utilisation [%] on the body of every walker.

    Args:
        run: Of the recording.
        options: See `TAKES`; a phase is that of the walker's own script, if it has it.

    Raises:
        UnknownName: Nobody has the phase.
        RecordingError: There is nothing in that time.
    """
    view = View(run, options)
    maps = [_of_part(view, a) for a in mapped_actors(run)] if view.restricted else None
    maps = maps or body_maps(run)
    width, height = maps[0].width * len(maps), max(one.height for one in maps)
    title = titled(run, f"Utilisation{_when(options)}")
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


def _of_part(view: View, actor: str) -> BodyMap:
    """Return the picture of what an actor's joints bore in the time asked for."""
    run = view.run
    borne = loads_within(run.recording, run.cards, actor, view.rows(actor))
    return body_map(run.cards[actor], borne)


def _when(options: PlotOptions) -> str:
    """Return the phase and the window that were asked for, in words."""
    phase = f" in {options.phase.replace('_', ' ')}" if options.phase else ""
    if options.window is None:
        return phase
    return f"{phase}, {options.window[0]:g} … {options.window[1]:g} s"


def _body(axes: Axes, body: BodyMap) -> None:
    """Draw one body; y grows downwards, as on a page."""
    axes.set(xlim=(0.0, body.width), ylim=(body.height, 0.0), aspect="equal")
    axes.set(xticks=[], yticks=[], frame_on=False, xlabel=LABEL)
    for polygon in body.polygons:
        corners = [pair.split(",") for pair in polygon.points.split()]
        points = np.array(corners, dtype=float)
        axes.add_patch(
            Polygon(
                points, facecolor=polygon.colour, edgecolor="#8D96A0", linewidth=0.6
            )
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
