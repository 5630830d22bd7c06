"""Where the feet stood, from above, and how the mass moved over them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.plots._axes import (
    GRID,
    MAXIMUM_POINTS,
    PALETTE,
    close_up,
    figure,
    legend_below,
    nothing,
    titled,
    walkers,
    write_name,
)
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import NOTHING
from relaywalk.plots._soles import draw_soles, stances_in
from relaywalk.plots._view import View
from relaywalk.recording.recording import Recording

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Soles on the ground from above, one rectangle a stance. The centre of mass sways "
    "between the feet; the divergent component of motion (DCM) is where the mass would "
    "come to rest; the centre of pressure (CoP) lies inside the soles that bear load. "
    "Left: the whole way (the two axes differ in scale; DCM and CoP left out where the "
    "walk is long); right: a close-up to scale, then of two strides."
)
MARGIN = 0.35  # of a close-up around the centre of mass [m]
TAKES = ("window", "phase")
RESTS_ON = NOTHING
Path = tuple[str, str, int]  # channel, name, place in the palette
PATHS: Sequence[Path] = (
    ("com", "centre of mass", 6),
    ("dcm", "DCM", 2),
    ("cop", "CoP", 4),
)


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw soles and paths [m] from above.

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        UnknownName: Nobody has the phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Footsteps"), View(run, options)
    actors = [actor for actor in walkers(run) if run.cards[actor].feet]
    if not actors:
        return nothing(title, "nobody in this run stands on feet")
    drawn = figure(title, width=14.0, height=1.0 + 4.5 * len(actors))
    grid = drawn.subplots(len(actors), 2, squeeze=False)
    for (whole, near), actor in zip(grid, actors, strict=True):
        stances = stances_in(run, actor, view.rows(actor))
        zoom = _zoom(view, actor)
        paths = PATHS[:1] if view.is_long(actor) else PATHS
        for axes, rows, shown in (
            (whole, view.rows(actor), paths),
            (near, zoom, PATHS),
        ):
            draw_soles(axes, stances, run.cards[actor])
            _paths(axes, run.recording, actor, rows, shown)
            axes.set_xlabel("x [m]")
            axes.set_ylabel("y [m]")
            axes.grid(True, color=GRID, linewidth=0.5)
        whole.autoscale_view()
        _frame(near, run, actor, zoom)
        write_name(whole, f"{actor}: the whole way, stretched sideways")
        write_name(near, f"{actor}: close-up, to scale")
    legend_below(drawn, columns=5)
    return drawn


def _zoom(view: View, actor: str) -> slice:
    """Return the rows of the close-up: two strides of a long walk, else some time."""
    if view.is_long(actor):
        return view.with_close_up(actor)[1].rows(actor)
    return close_up(view.run, actor, view.span(actor) if view.restricted else None)


def _paths(
    axes: Axes, recording: Recording, actor: str, rows: slice, paths: Sequence[Path]
) -> None:
    """Draw centre of mass and, if asked for, DCM and centre of pressure."""
    for channel, label, colour in paths:
        names = [f"{actor}.{channel}.{axis}" for axis in "xy"]
        x, y = recording.matrix(names, rows).T
        size = -(-len(x) // MAXIMUM_POINTS)
        axes.plot(
            x[::size], y[::size], color=PALETTE[colour], linewidth=1.0, label=label
        )


def _frame(axes: Axes, run: "Run", actor: str, rows: slice) -> None:
    """Show the close-up to scale."""
    x, y = run.recording.matrix([f"{actor}.com.x", f"{actor}.com.y"], rows).T
    for values, limit in ((x, axes.set_xlim), (y, axes.set_ylim)):
        limit(float(values.min()) - MARGIN, float(values.max()) + MARGIN)
    axes.set_aspect("equal")
