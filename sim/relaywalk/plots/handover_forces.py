"""How hard the hands press in each exchange, beside what is allowed."""

from functools import partial
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.handover.exchange import Exchange
from relaywalk.plots._axes import PALETTE, plot_line, thinned, titled
from relaywalk.plots._exchanges import draw_exchanges, has_exchange
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import GROUND

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Each exchange from one second before the receiver's first to one second after the "
    "giver's last contact: the force of all that touches each hand, and the internal "
    "force, the part of the two hands' forces on the torch that cancels: what they "
    "exert against each other. The limit is what the scenario allows as contact force "
    "on a person's hand, on either hand where no person takes part."
)
TAKES: tuple[str, ...] = ()
RESTS_ON = GROUND  # contacts are read alike at feet and hands
APPLIES = has_exchange
FREE = 1.15  # of the largest force, what a panel shows [-]


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw contact forces and internal force [N] over time [s].

    Args:
        run: Of the recording.
        options: None is taken.
    """
    limit = run.scenario.success.max_contact_force
    title = titled(run, "Forces in handovers")
    return draw_exchanges(run, title, "force [N]", partial(_panel, limit=limit))


def _panel(axes: Axes, exchange: Exchange, rows: slice, limit: float) -> None:
    """Draw one exchange; the limit [N] only where the forces come near it."""
    time = exchange.time[rows]
    giver, receiver = exchange.giver.contact[rows], exchange.receiver.contact[rows]
    # an area: where the hands press against each other it is as large as a hand's force
    place, internal = thinned(time, exchange.internal_force[rows])
    axes.fill_between(
        place,
        internal,
        label="internal force",
        color=PALETTE[2],
        alpha=0.4,
        linewidth=0,
    )
    plot_line(axes, time, giver, "all that touches the giver's hand", 0, 0.8)
    plot_line(axes, time, receiver, "all that touches the receiver's hand", 1, 0.8)
    top = FREE * float(max(giver.max(), receiver.max(), internal.max()))
    if limit < top:
        axes.axhline(limit, color=PALETTE[3], linestyle="--", label="limit")
    else:
        axes.text(
            0.99,
            0.97,
            f"limit: {limit:g} N",
            ha="right",
            va="top",
            fontsize=9,
            color=PALETTE[3],
            transform=axes.transAxes,
        )
    axes.set_ylim(0.0, max(top, 1.0))
