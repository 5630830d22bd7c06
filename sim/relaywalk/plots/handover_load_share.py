"""Which share of the torch's weight giver and receiver bear in each exchange."""

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.handover.exchange import Exchange
from relaywalk.analysis.handover.thresholds import DEFAULT
from relaywalk.plots._axes import plot_line, titled
from relaywalk.plots._exchanges import draw_exchanges, has_exchange
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import GROUND

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Each exchange from one second before the receiver's first to one second after the "
    "giver's last contact: vertical force of each hand on the torch over m (g + a), "
    "with a the torch's own vertical acceleration, all of them means over 0.1 s. A "
    "share over 100 % or below 0 is one hand pulling against the other. Their sum, "
    "thin, is 100 % wherever nothing else touches the torch. Dotted: 5 and 95 %, "
    "between which the receiver's share is the transfer."
)
TAKES: tuple[str, ...] = ()
RESTS_ON = GROUND  # contacts are read alike at feet and hands
APPLIES = has_exchange
LEAST, MOST = -100.0, 200.0  # what a panel shows at most [%]


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw the share of the load [%] of giver and receiver over time [s].

    Args:
        run: Of the recording.
        options: None is taken.
    """
    title = titled(run, "Load share in handovers")
    return draw_exchanges(run, title, "share of the load [%]", _panel)


def _panel(axes: Axes, exchange: Exchange, rows: slice) -> None:
    """Draw one exchange."""
    time, share = exchange.time[rows], exchange.share
    plot_line(axes, time, 100.0 * share.balance[rows], "sum of both", 6, 0.6)
    plot_line(axes, time, 100.0 * share.giver[rows], "giver", 0, 1.6)
    plot_line(axes, time, 100.0 * share.receiver[rows], "receiver", 1, 1.6)
    for bar in (DEFAULT.first_share, DEFAULT.last_share):
        axes.axhline(100.0 * bar, color="#888888", linestyle=":", linewidth=0.8)
    low, high = axes.get_ylim()
    axes.set_ylim(max(low, LEAST), min(high, MOST))
