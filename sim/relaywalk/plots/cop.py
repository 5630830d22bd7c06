"""Centre of pressure in the outline of each sole."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from relaywalk.analysis.gait.foot import centre_of_pressure
from relaywalk.analysis.gait.gait import Gait
from relaywalk.plots._axes import GOLDEN, GRID, PALETTE, figure, nothing, titled
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import GROUND
from relaywalk.plots._view import View
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Centre of pressure of the ground on each sole, in the sole's own frame (its axes "
    "turned with the foot), seen from above, toes up: one point a sample of the steady "
    "strides, coloured by how much of the stance is over. Close to the edge the foot "
    "is about to tip over it. The cross is the origin of the sole's frame."
)
TAKES = ("window", "phase")
RESTS_ON = GROUND
SAMPLES = 1200  # of one foot
MILLI = 1000.0  # [mm/m]


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw centres of pressure [mm] in the sole frames.

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        UnknownName: Nobody has the phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Centre of pressure"), View(run, options)
    feet = [(actor, foot) for actor, gait in run.gaits.items() for foot in gait.feet]
    seen = [(a, f, *_samples(view, a, f)) for a, f in feet]
    seen = [part for part in seen if len(part[2])]
    if not seen:
        return nothing(title, "nobody in this run walks steadily in that time")
    drawn = figure(title, width=3.6 * len(seen) + 1.4, height=7.0)
    grid = np.ravel(drawn.subplots(1, len(seen), squeeze=False, sharey=True))
    for axes, (actor, foot, rows, fraction) in zip(grid, seen, strict=True):
        card, weight = run.cards[actor], run.gaits[actor].stature.weight
        point = centre_of_pressure(run.recording, card, actor, foot, rows, weight)
        dots = _sole(axes, card, MILLI * point, fraction)
        axes.set_title(f"{actor}: {foot.replace('_', ' ')}", fontsize=10)
        axes.set_xlabel("left y [mm]")
    grid[0].set_ylabel("forward x [mm]")
    bar = drawn.colorbar(dots, ax=grid.tolist(), shrink=0.8)
    bar.set_label("part of the stance that is over [%]")
    return drawn


def _samples(view: View, actor: str, foot: str) -> tuple[NDArray[np.intp], Array]:
    """Return rows (k,) in a foot's steady stances, and how much is over (k,) [%]."""
    gait: Gait = view.run.gaits[actor]
    time = view.run.recording.time
    strides = gait.of_foot(foot, *view.span(actor))
    spans = [(s.first, int(np.searchsorted(time, s.lift_off))) for s in strides]
    each = max(SAMPLES // max(len(spans), 1), 5)
    # shifted from stride to stride, so that all together fill the stance
    shift = (np.arange(len(spans)) * GOLDEN)[:, None]
    fraction = np.sort((shift + np.arange(each) / each) % 1.0, axis=1)
    first, last = np.array(spans, dtype=float).reshape(-1, 2, 1).transpose(1, 0, 2)
    rows = (first + fraction * (last - first)).astype(np.intp)
    return rows.ravel(), 100.0 * fraction.ravel()


def _sole(axes: Axes, card: RobotCard, point: Array, fraction: Array) -> PathCollection:
    """Draw one sole from above and the points (k, 2) on it [mm]."""
    if card.sole is not None:
        sole = card.sole
        corner = (MILLI * sole.y_min, MILLI * sole.x_min)
        wide, long = sole.y_max - sole.y_min, sole.x_max - sole.x_min
        outline = Rectangle(corner, MILLI * wide, MILLI * long)
        outline.set(facecolor="#ECEFF3", edgecolor=PALETTE[6])
        axes.add_patch(outline)
    dots = axes.scatter(
        point[:, 1], point[:, 0], c=fraction, cmap="viridis", s=8, vmin=0.0, vmax=100.0
    )
    axes.plot(0.0, 0.0, "+", color=PALETTE[1], markersize=12, label="sole frame")
    axes.set_aspect("equal")
    axes.margins(0.15)
    if not axes.xaxis_inverted():
        axes.invert_xaxis()  # left is left, as the robot sees its own feet
    axes.grid(True, color=GRID, linewidth=0.5)
    return dots
