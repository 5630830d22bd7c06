"""Torque of every joint over time, with what its actuator can give."""

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.plots._axes import PALETTE, titled
from relaywalk.plots._curves import Signal, draw_signal
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import TORQUE
from relaywalk.plots._panels import draw_panels, panels_of
from relaywalk.plots._view import View

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Torque that each actuator applied about its axis. Dashed: peak torque, at which "
    "the actuator saturates; dotted: continuous rating, where one was published. A "
    "limit far above the curve is left out, so that the curve can be read. "
    "Shaded bands are the phases named at the top. Every joint has its own scale. "
    "Of a long walk: mean and range of each stride; at the right, two strides."
)
TAKES = ("joints", "window", "phase", "cycle", "both_engines", "per_body_weight")
RESTS_ON = TORQUE
IN_SIGHT = 3.0  # limits up to this multiple of the largest torque are drawn


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw torque [N·m] over time [s].

    Args:
        run: Of the recording.
        options: See `TAKES`; all joints but the fingers by default.

    Raises:
        UnknownName: No actor has such a joint or phase.
        RecordingError: There is nothing in that time.
    """
    view = View(run, options)

    def one(axes: Axes, view: View, actor: str, joint: str) -> None:
        draw_signal(axes, view, torque_of(actor, joint), "torque")
        draw_limits(axes, view, actor, joint)
        axes.set_ylabel(torque_label(view, actor), fontsize=8)

    title = titled(run, "Joint torque", options.both_engines)
    return draw_panels(view, title, panels_of(view), one, legend=True)


def torque_of(actor: str, joint: str) -> Signal:
    """Return the actuator torque of a joint as a signal [N·m]."""
    channel = f"{actor}.{joint}.torque"
    return Signal(actor, joint, "N·m", lambda run: run.recording[channel])


def torque_label(view: View, actor: str) -> str:
    """Return the label of a torque axis."""
    unit = view.scale(actor, "N·m").unit
    return f"torque [{unit}]" if unit == "N·m" else f"torque\n[{unit}]"


def draw_limits(axes: Axes, view: View, actor: str, joint: str) -> None:
    """Draw peak and continuous torque where they are near the curves there are."""
    factor = view.scale(actor, "N·m").factor
    highest = max(abs(axes.dataLim.ymin), abs(axes.dataLim.ymax))
    rating = view.run.cards[actor].ratings[joint]
    limits = [(rating.peak_torque, "--", PALETTE[6], "peak torque")]
    if rating.rated_torque:
        limits.append((rating.rated_torque, ":", PALETTE[2], "continuous rating"))
    for limit, dash, colour, name in limits:
        y = factor * limit.value
        if y <= IN_SIGHT * highest:
            both = axes.hlines(
                [-y, y], 0.0, 1.0, colour, transform=axes.get_yaxis_transform()
            )
            both.set(linestyle=dash, linewidth=1.0, label=name)
