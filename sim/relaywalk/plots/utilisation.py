"""How much of its actuator every joint used."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from relaywalk.plots._axes import GRID, PALETTE, figure, nothing, titled
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import TORQUE
from relaywalk.plots._panels import of_several_actors, panel_name, panels_of
from relaywalk.plots._view import View

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Bar: largest torque as a share of the actuator's peak torque; at 100 % it "
    "saturated. Diamond: root-mean-square torque as a share of the continuous rating, "
    "only where one was published; beyond 100 % the actuator would overheat."
)
TAKES = ("joints", "window", "phase")
RESTS_ON = TORQUE


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw utilisation [%] of every joint.

    Args:
        run: Of the recording.
        options: See `TAKES`; all joints but the fingers by default.

    Raises:
        UnknownName: No actor has such a joint or phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Joint utilisation"), View(run, options)
    panels = panels_of(view)
    if not panels:
        return nothing(title, "no actor of this run has joints")
    names, rows = [f"{a}.{j}.torque" for a, j in panels], view.rows(panels[0][0])
    borne = [
        (np.abs(torque[rows]).max(), np.sqrt(np.mean(torque[rows] ** 2)))
        for torque in run.recording.columns(names)
    ]
    largest, rms = np.array(borne).T  # [N·m]
    ratings = [run.cards[actor].ratings[joint] for actor, joint in panels]
    peak = np.array([r.peak_torque.value for r in ratings])
    rated = np.array(
        [r.rated_torque.value if r.rated_torque else np.nan for r in ratings]
    )
    used, steady = 100.0 * largest / peak, 100.0 * rms / rated  # [%]
    drawn = figure(title, height=1.5 + 0.3 * len(panels))
    axes = drawn.subplots()
    y = np.arange(len(panels))
    axes.barh(y, used, color=PALETTE[0], label="peak torque used")
    if np.isfinite(steady).any():
        axes.plot(
            steady, y, "D", color=PALETTE[1], label="rms against continuous rating"
        )
    axes.axvline(100.0, color="black", linestyle="--", linewidth=1.0)
    for index, fraction in enumerate(used):
        near = -2.0 <= steady[index] - fraction < 7.0  # a diamond is in the way
        beside = max(steady[index] + 1.0, fraction) if near else fraction
        axes.text(beside + 1.0, index, f"{fraction:.0f} %", va="center", fontsize=8)
    several = of_several_actors(panels)
    axes.set_yticks(y, [panel_name(run, *panel, several) for panel in panels])
    axes.tick_params(axis="y", labelsize=9)
    axes.set_ylim(len(panels) - 0.4, -0.6)
    axes.set_xlim(0.0, max(108.0, 1.08 * float(np.nanmax([*used, *steady]))))
    axes.set_xlabel("share of the limit [%]")
    axes.grid(True, axis="x", color=GRID, linewidth=0.5)
    axes.legend(loc="lower right")
    return drawn
