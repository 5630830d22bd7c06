"""Inverse dynamics against actuator torque: what nothing recorded accounts for."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from relaywalk.analysis.loads.inverse_dynamics import BAR, InverseDynamics
from relaywalk.plots._axes import (
    GRID,
    PALETTE,
    TIME,
    chosen,
    figure,
    finish,
    nothing,
    plot_line,
    titled,
    walkers,
    write_name,
)
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import DYNAMICS
from relaywalk.plots._view import View

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Left: root mean square of inverse-dynamics torque less actuator torque, as a "
    "share of each joint's peak torque; beyond the dashed line (2 %) a load is not to "
    "be trusted. Hollow: fingers of a hand that touched something; its contact is "
    "recorded as one wrench for the whole hand, so that they cannot be compared. "
    "Right: both torques and their difference, of the comparable joints with the "
    "largest share. Over ten seconds of steady walking unless others are asked for."
)
TAKES = ("joints", "window", "phase")
RESTS_ON = DYNAMICS
SHOWN = 3  # joints on the right
EXCERPT = 2.0  # of time on the right [s]
MINIMUM_FRACTION = 1e-4  # fraction below which a point lies on the axis [%]
TICKS = (1e-4, 1e-2, 1.0, 100.0)  # of that axis [%]
MAXIMUM_ROWS = 5000  # control periods looked at


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw residual torques [N·m] and their fractions of the peak torque [%].

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        UnknownName: No actor has such a joint or phase.
        RecordingError: There is nothing in that time.
    """
    title = titled(run, "Residual of the inverse dynamics")
    asked = chosen(run, options.joints) if options.joints else []
    actor = next(iter([a for a, _ in asked] or walkers(run)), None)
    if actor is None or len(run.recording) < 3:
        return nothing(title, "nobody in this run walks, or it broke off at once")
    found = _look(View(run, options), actor)
    selected = {joint for name, joint in asked if name == actor}
    indices = [i for i, j in enumerate(found.joints) if not selected or j in selected]
    title += f"\n{found.time[0]:.1f} … {found.time[-1]:.1f} s"
    drawn = figure(title, width=12.0, height=2.0 + max(0.22 * len(indices), 6.0))
    left, right = drawn.subfigures(1, 2, False, width_ratios=(1.2, 1.3))[0]
    names = [run.cards[actor].full_name(joint) for joint in found.joints]
    _fractions(left.subplots(), found, np.array(indices), names)
    shown = [i for i in indices if found.comparable[i]]
    shown = sorted(shown, key=lambda i: -found.relative_residual[i])[:SHOWN]
    if shown:
        grid = right.subplots(2 * len(shown), 1, sharex=True, squeeze=False)[:, 0]
        for k, index in enumerate(shown):
            pair = grid[2 * k], grid[2 * k + 1]
            _excerpt(*pair, found, index, names[index])
        grid[0].legend(loc="upper right", fontsize=8, ncols=2)
        grid[-1].set_xlabel(TIME)
    return drawn


def _look(view: View, actor: str) -> InverseDynamics:
    """Return the inverse dynamics of the time asked for, thinned if it is long."""
    if not view.restricted:
        return view.run.inverse_dynamics(actor)
    rows = view.rows(actor)
    every = -(-(rows.stop - rows.start) // MAXIMUM_ROWS)
    return view.run.inverse_dynamics(actor, *view.span(actor), every=every)


def _fractions(
    axes: Axes, found: InverseDynamics, indices: NDArray[np.intp], names: list[str]
) -> None:
    """Draw every joint's fraction as a point."""
    fraction = np.maximum(100.0 * found.relative_residual[indices], MINIMUM_FRACTION)
    y, sure = np.arange(len(indices)), found.comparable[indices]
    axes.hlines(
        y[sure], MINIMUM_FRACTION, fraction[sure], color=PALETTE[0], linewidth=1.0
    )
    axes.plot(fraction[sure], y[sure], "o", color=PALETTE[0], label="comparable")
    if not sure.all():
        axes.plot(
            fraction[~sure],
            y[~sure],
            "D",
            color=PALETTE[3],
            fillstyle="none",
            label="not comparable: touching fingers",
        )
    bar = 100.0 * BAR
    axes.axvline(bar, color=PALETTE[1], linestyle="--", label=f"bar: {bar:g} %")
    axes.set_xscale("log")
    axes.minorticks_off()
    axes.set_xticks(TICKS, [f"{tick:g}" for tick in TICKS])
    axes.set_yticks(y, [names[i] for i in indices])
    axes.tick_params(axis="y", labelsize=8)
    axes.set_ylim(len(indices) - 0.4, -0.6)
    axes.set_xlim(MINIMUM_FRACTION, 300.0)
    axes.set_xlabel(f"rms residual of {found.actor} over peak torque [%]")
    axes.grid(True, axis="x", color=GRID, linewidth=0.5)
    axes.legend(loc="upper center", bbox_to_anchor=(0.3, -0.08), fontsize=8, ncols=3)


def _excerpt(
    above: Axes, below: Axes, found: InverseDynamics, index: int, name: str
) -> None:
    """Draw one joint's torques, and below their difference."""
    middle = 0.5 * (found.time[0] + found.time[-1])
    rows = np.abs(found.time - middle) <= 0.5 * EXCERPT
    time = found.time[rows]
    curves = ((found.applied, "actuator", 0), (found.needed, "inverse dynamics", 1))
    for values, label, colour in curves:
        width = 2.5 - 1.5 * colour  # the second is seen on top of the first
        plot_line(above, time, values[rows, index], label, colour, width)
    plot_line(below, time, found.residual[rows, index], "residual", 2)
    above.set_ylabel("torque\n[N·m]", fontsize=8)
    below.set_ylabel("residual\n[N·m]", fontsize=8)
    write_name(above, f"{name}: {100.0 * found.relative_residual[index]:.2g} %")
    for axes in (above, below):
        finish(axes, time)
