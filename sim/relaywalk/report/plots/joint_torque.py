"""Torque of every joint over time, with what its actuator can give."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.report.plots._axes import PALETTE, plot_line, titled
from relaywalk.report.plots._panels import draw_panels

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CAPTION = (
    "Torque that each actuator applied about its axis. Dashed: peak torque, at which "
    "the actuator saturates; dotted: continuous rating, where one was published. A "
    "limit far above the curve is left out, so that the curve can be read. "
    "Shaded bands are the phases named at the top."
)
IN_SIGHT = 3.0  # limits up to this multiple of the largest torque are drawn


def draw(run: "Run", joints: Sequence[str] | None = None, **_options: object) -> Figure:
    """Draw torque [N·m] over time [s].

    Args:
        run: Of the recording.
        joints: Which; all but the fingers if None.
        **_options: Of other plots.

    Raises:
        UnknownName: No actor has such a joint.
    """

    def one(axes: Axes, actor: str, joint: str) -> None:
        torque = run.recording[f"{actor}.{joint}.torque"]
        plot_line(axes, run.recording.time, torque, "torque")
        rating = run.cards[actor].ratings[joint]
        highest = abs(torque).max(initial=0.0)
        limits = [(rating.peak_torque, "--", PALETTE[1])]
        if rating.rated_torque:
            limits.append((rating.rated_torque, ":", PALETTE[2]))
        for limit, dash, colour in limits:
            if limit.value <= IN_SIGHT * highest:
                for sign in (-1.0, 1.0):
                    y = sign * limit.value
                    axes.axhline(y, linestyle=dash, color=colour, linewidth=1.0)
        axes.set_ylabel("torque [N·m]", fontsize=8)

    return draw_panels(run, titled(run, "Joint torque"), joints, one)
