"""Mechanical power of every joint over time."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.plots._axes import titled
from relaywalk.plots._curves import Signal, draw_signal
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import TORQUE
from relaywalk.plots._panels import draw_panels, panels_of
from relaywalk.plots._view import View
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Mechanical power of each actuator: its torque times the joint's velocity. "
    "Above zero it drives the motion, below zero it brakes it. "
    "Every joint has its own scale. "
    "Of a long walk: mean and range of each stride; at the right, two strides."
)
TAKES = ("joints", "window", "phase", "cycle", "both_engines")
RESTS_ON = TORQUE


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw power [W] over time [s].

    Args:
        run: Of the recording.
        options: See `TAKES`; all joints but the fingers by default.

    Raises:
        UnknownName: No actor has such a joint or phase.
        RecordingError: There is nothing in that time.
    """
    view = View(run, options)

    def one(axes: Axes, view: View, actor: str, joint: str) -> None:
        draw_signal(axes, view, _power_of(actor, joint), "power", colour=2)
        axes.set_ylabel("power [W]", fontsize=8)

    title = titled(run, "Joint power", options.both_engines)
    return draw_panels(view, title, panels_of(view), one)


def _power_of(actor: str, joint: str) -> Signal:
    """Return the power of a joint as a signal: mean torque times mean velocity [W]."""

    def read(run: "Run") -> Array:
        names = [f"{actor}.{joint}.torque", f"{actor}.{joint}.velocity"]
        torque, velocity = run.recording.matrix(names).T
        before = np.concatenate((velocity[:1], velocity[:-1]))
        return np.asarray(torque * 0.5 * (velocity + before))

    return Signal(actor, joint, "W", read)
