"""When the phases of each exchange were, under what the actors' scripts did."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from relaywalk.analysis.handover.exchange import Exchange
from relaywalk.analysis.handover.exchange_phases import NAMES, ExchangePhase
from relaywalk.plots._axes import GRID, PALETTE, TIME, figure, nothing, titled
from relaywalk.plots._exchanges import NONE, has_exchange, shown_of
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import NOTHING

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "The phases of each exchange, after Ortenzi et al. (2021), as they were measured: "
    "approach, from when the receiver's hand is within 0.3 m of the torch; grasp, from "
    "its first contact; transfer, while it comes to bear from 5 to 95 % of the load; "
    "release, until the giver's last contact; retreat, until the giver's hand is 0.3 m "
    "away. Above them the phases of the actors' scripts. The time between exchanges is "
    "left out; all have the same scale."
)
TAKES: tuple[str, ...] = ()
RESTS_ON = NOTHING
APPLIES = has_exchange
WIDTH = 12.0  # of the figure [inch]
LEFT, RIGHT, BETWEEN = 1.1, 0.2, 0.35  # free beside and between panels [inch]
ABOVE, LANE, BELOW = 0.55, 0.42, 1.0  # [inch]
EDGE = 0.4  # shown before and after an exchange [s]
LETTER = 0.065  # width of a letter in a bar [inch]
SCRIPT = ("#DCE3EC", "#C3CEDC")  # in turn
EXCHANGE = "exchange"


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw phases as bars over time [s].

    Args:
        run: Of the recording.
        options: None is taken.
    """
    shown, title = shown_of(run, titled(run, "Timeline of handovers"))
    if not shown:
        return nothing(title, NONE)
    spans = [_span(exchange) for exchange in shown]
    room = WIDTH - LEFT - RIGHT - BETWEEN * (len(shown) - 1)
    scale = room / sum(end - start for start, end in spans)  # [inch/s]
    lanes = [*run.cards, EXCHANGE]
    height = ABOVE + LANE * len(lanes) + BELOW
    drawn = figure(title, width=WIDTH, height=height, placed=False)
    left = LEFT
    for index, (exchange, span) in enumerate(zip(shown, spans, strict=True)):
        width = scale * (span[1] - span[0])
        place = (
            left / WIDTH,
            BELOW / height,
            width / WIDTH,
            LANE * len(lanes) / height,
        )
        axes = drawn.add_axes(place)
        _panel(axes, run, exchange, span, scale)
        _finish(axes, lanes if index == 0 else [""] * len(lanes), span)
        left += width + BETWEEN
    handles = [Patch(color=PALETTE[i], label=name) for i, name in enumerate(NAMES)]
    drawn.legend(handles=handles, loc="lower center", ncols=len(NAMES), fontsize=9)
    return drawn


def _span(exchange: Exchange) -> tuple[float, float]:
    """Return first and last time that are shown of an exchange [s]."""
    return exchange.phases[0].start - EDGE, exchange.phases[-1].end + EDGE


def _panel(
    axes: Axes,
    run: "Run",
    exchange: Exchange,
    span: tuple[float, float],
    scale: float,
) -> None:
    """Draw the time about one exchange; scale in [inch/s]."""
    for lane, actor in enumerate(run.cards):
        own = [phase for phase in run.result.phases if phase.actor == actor]
        for index, asked in enumerate(own):
            start, end = max(asked.start, span[0]), min(asked.end, span[1])
            part = ExchangePhase(asked.phase, start, end)
            if part.duration > 0.0:
                _bar(axes, lane, part, SCRIPT[index % 2], scale)
    for index, phase in enumerate(exchange.phases):
        _bar(axes, len(run.cards), phase, PALETTE[index], scale)


def _bar(
    axes: Axes, lane: int, phase: ExchangePhase, colour: str, scale: float
) -> None:
    """Draw one phase, and in it as much of its name and length as there is room for."""
    measured = colour in PALETTE
    axes.barh(lane, phase.duration, 0.7, left=phase.start, color=colour)
    length, name = f"{phase.duration:.2f} s", phase.name.replace("_", " ")
    words = (length, f"{phase.duration:.2f}") if measured else (name,)
    room = scale * phase.duration
    fitting = (word for word in words if LETTER * len(word) < room)
    axes.text(
        phase.start + 0.5 * phase.duration,
        lane,
        next(fitting, ""),
        ha="center",
        va="center",
        fontsize=8,
        color="white" if measured else "black",
    )


def _finish(axes: Axes, lanes: Sequence[str], span: tuple[float, float]) -> None:
    """Name the lanes, the first on top, and fit the time axis [s]."""
    axes.set_ylim(len(lanes) - 0.5, -0.5)
    axes.set_yticks(range(len(lanes)), lanes)
    axes.set_xlim(*span)
    axes.set_xlabel(TIME)
    axes.grid(True, axis="x", color=GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=9)
