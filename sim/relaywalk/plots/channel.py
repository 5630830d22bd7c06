"""Any channel of the recording over time or gait cycle, with its unit and meaning."""

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from relaywalk.errors import RecordingError
from relaywalk.plots._axes import (
    figure,
    finish,
    legend_below,
    nothing,
    shade_phases,
    titled,
    walkers,
)
from relaywalk.plots._curves import Signal, draw_signal, x_label
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._view import View
from relaywalk.recording.channels import phase_channel

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Channels of the recording, each with the meaning that the table of channels gives "
    "it; unless others are asked for, how fast the base moves forward and how high the "
    "centre of mass is."
)
TAKES = ("channels", "window", "phase", "cycle", "both_engines", "per_body_weight")
DEFAULT = ("base.vx", "com.z")


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw channels, each in its unit, over time [s] or gait cycle [%].

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        RecordingError: There is no such channel, or nothing in that time.
        UnknownName: Nobody has the phase.
    """
    title, view = titled(run, "Channels", options.both_engines), View(run, options)
    names = options.channels or [
        f"{a}.{what}" for a in walkers(run) for what in DEFAULT
    ]
    if not names:
        return nothing(title, "nobody in this run walks; ask for channels")
    drawn = figure(title, width=10.0, height=1.2 + 2.4 * len(names))
    grid = drawn.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
    for index, (axes, name) in enumerate(zip(grid, names, strict=True)):
        signal = _signal(run, name)
        draw_signal(axes, view, signal, "channel")
        meaning = run.recording.channels[name].meaning
        text = fill(f"{name}: {meaning}", 110)
        axes.set_title(text, loc="left", fontsize=9, pad=26 if index == 0 else 6)
        axes.set_ylabel(f"[{view.scale(signal.actor, signal.unit).unit}]")
        if not options.cycle and signal.actor in run.cards:
            span = view.span(signal.actor)
            shade_phases(axes, run, signal.actor, index == 0, span)
        else:
            finish(axes, np.empty(0))
    grid[-1].set_xlabel(x_label(view))
    if options.cycle or options.both_engines:
        legend_below(drawn, columns=2 if options.cycle else 4)
    return drawn


def _signal(run: "Run", name: str) -> Signal:
    """Return a channel as a signal; one of a prop goes with the first walker."""
    recording = run.recording
    actor, _, rest = name.partition(".")
    if name in {phase_channel(actor) for actor in run.cards}:
        raise RecordingError(f"{recording.path}: '{name}' holds names, not numbers")
    recording[name]  # names the nearest where there is none
    if actor not in run.cards:
        actor, rest = next(iter(walkers(run) or run.cards)), name
    unit = recording.channels[name].unit
    return Signal(actor, rest, unit, lambda seen: seen.recording[name])
