"""What the ground does to the feet."""

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.report.plots._axes import (
    PALETTE,
    TIME,
    close_up,
    figure,
    finish,
    nothing,
    plot_line,
    shade_phases,
    titled,
    walkers,
)

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CAPTION = (
    "Force of the ground on each foot, in world axes. Left: the whole run; right: "
    "three seconds in the middle of the walk. Vertical forces alternate between the "
    "feet; dashed is the mean of both feet together, which over a whole run is the "
    "weight carried. Forward and sideward forces are the sums over both feet."
)
ROWS = (("fz", "vertical"), ("fx", "forward (x)"), ("fy", "sideward (y)"))


def draw(run: "Run", **_options: object) -> Figure:
    """Draw ground reaction forces [N] over time [s].

    Args:
        run: Of the recording.
        **_options: Of other plots.
    """
    title = titled(run, "Ground reaction")
    actors = [actor for actor in walkers(run) if run.cards[actor].feet]
    if not actors:
        return nothing(title, "nobody in this run stands on feet")
    drawn = figure(title, width=14.0, height=1.0 + 7.5 * len(actors))
    grid = drawn.subplots(3 * len(actors), 2, squeeze=False, sharey="row")
    for place, actor in enumerate(actors):
        zoom = close_up(run, actor)
        for row, (axis, what) in enumerate(ROWS):
            whole, near = grid[3 * place + row]
            _force(whole, run, actor, axis, slice(None))
            _force(near, run, actor, axis, zoom)
            shade_phases(whole, run, actor, named=row == 0)
            finish(near, run.recording.time[zoom])
            whole.set_ylabel(f"{actor}\n{what} force [N]")
        grid[3 * place, 0].legend(loc="lower right", fontsize=8)
        for axes in grid[3 * place + 2]:
            axes.set_xlabel(TIME)
    return drawn


def _force(axes: Axes, run: "Run", actor: str, axis: str, rows: slice) -> None:
    """Draw one component of the force on each foot, or of both together."""
    feet = list(run.cards[actor].feet)
    time = run.recording.time[rows]
    force = run.recording.matrix([f"{actor}.{foot}.contact.{axis}" for foot in feet])
    if axis != "fz":
        plot_line(axes, time, force.sum(axis=1)[rows], "both feet", colour=2)
        return
    for i, foot in enumerate(feet):
        plot_line(axes, time, force[rows, i], foot.replace("_", " "), colour=i)
    mean = float(force.sum(axis=1).mean())
    label = f"mean of the sum: {mean:.0f} N"
    axes.axhline(mean, color=PALETTE[6], linestyle="--", linewidth=1.0, label=label)
