"""Mechanical power of every joint over time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.report.plots._axes import plot_line, titled
from relaywalk.report.plots._panels import draw_panels

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CAPTION = (
    "Mechanical power of each actuator: its torque times the joint's velocity. "
    "Above zero it drives the motion, below zero it brakes it."
)


def draw(run: "Run", joints: Sequence[str] | None = None, **_options: object) -> Figure:
    """Draw power [W] over time [s].

    Args:
        run: Of the recording.
        joints: Which; all but the fingers if None.
        **_options: Of other plots.

    Raises:
        UnknownName: No actor has such a joint.
    """

    def one(axes: Axes, actor: str, joint: str) -> None:
        names = [f"{actor}.{joint}.torque", f"{actor}.{joint}.velocity"]
        power = run.recording.matrix(names).prod(axis=1)
        plot_line(axes, run.recording.time, power, "power", colour=2)
        axes.set_ylabel("power [W]", fontsize=8)

    return draw_panels(run, titled(run, "Joint power"), joints, one)
