"""The figure of two runs side by side: torque over the stride, or over time."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.comparison.comparison import Comparison, LoadPair
from relaywalk.analysis.comparison.side import Side
from relaywalk.analysis.gait.gait_cycle import PERCENT, gait_cycle
from relaywalk.plots._axes import PALETTE, TIME, figure, finish, grid_shape, plot_line
from relaywalk.plots._curves import CYCLE
from relaywalk.types import Array

PANELS = 12  # joints drawn at most
COLUMNS = 3


def draw(found: Comparison, first: Side, second: Side) -> Figure:
    """Draw the torque [N·m] of the joints that differ most, both runs in a panel.

    Over the mean stride with its standard deviation where both runs walk, else over
    time.

    Args:
        found: Of the two runs.
        first: Run A.
        second: Run B.
    """
    pairs, sides = telling(found, first), (first, second)
    title = f"A: {_name(first)}     B: {_name(second)}"
    rows, columns = grid_shape(len(pairs), COLUMNS)
    drawn = figure(title, width=15.0, height=1.0 + 2.6 * rows)
    grid = drawn.subplots(rows, columns, squeeze=False)
    for axes in grid.flat[len(pairs) :]:
        axes.set_axis_off()
    for axes, pair in zip(grid.flat, pairs, strict=False):
        over_time = pair.curve is None
        curve = _over_time if over_time else _over_stride
        for number, side in enumerate(sides):
            curve(axes, side, pair, number)
        _dress(axes, pair, found, over_time=over_time)
        if over_time:
            finish(axes, max((side.recording.time for side in sides), key=len))
    grid[0, 0].legend(fontsize=9)
    return drawn


def telling(found: Comparison, side: Side) -> list[LoadPair]:
    """Return the joints of the walkers that differ most, fingers left out."""
    chosen = []
    for pair in found.loads:
        card = side.cards[pair.actor]
        fingers = {j for hand in card.hands for j in card.groups.get(hand, ())}
        if card.base == "floating" and pair.joint not in fingers:
            chosen.append(pair)
    ranked = sorted(chosen or found.loads, key=lambda pair: -pair.worst)[:PANELS]
    order = {(pair.actor, pair.joint): i for i, pair in enumerate(found.loads)}
    return sorted(ranked, key=lambda pair: order[pair.actor, pair.joint])


def _over_stride(axes: Axes, side: Side, pair: LoadPair, number: int) -> None:
    """Draw the mean stride of run A (0) or B (1), with its standard deviation."""
    strides = side.strides(pair.actor, pair.joint)
    cycle = gait_cycle(side.recording.time, _torque(side, pair), strides)
    colour, label = PALETTE[number], f"{'AB'[number]}, {cycle.strides} strides"
    axes.plot(PERCENT, cycle.mean, color=colour, label=label)
    low, high = cycle.mean - cycle.sd, cycle.mean + cycle.sd
    axes.fill_between(PERCENT, low, high, color=colour, alpha=0.25)
    axes.set_xlim(0.0, 100.0)
    axes.grid(True, color="#D0D4DA", linewidth=0.5)


def _over_time(axes: Axes, side: Side, pair: LoadPair, number: int) -> None:
    """Draw the torque of run A (0) or B (1) over time."""
    plot_line(axes, side.recording.time, _torque(side, pair), "AB"[number], number)


def _torque(side: Side, pair: LoadPair) -> Array:
    """Return a joint's torque (rows,) in a run [N·m]."""
    return side.recording[f"{pair.actor}.{pair.joint}.torque"]


def _dress(axes: Axes, pair: LoadPair, found: Comparison, *, over_time: bool) -> None:
    """Name a panel and its axes; mark it where the difference is too large."""
    mark = f"  {found.sensitive}" if pair.outside else ""
    axes.set_title(
        f"{pair.joint}: Δ {100.0 * pair.worst:.0f} % of peak{mark}",
        fontsize=9,
        color=PALETTE[1] if pair.outside else "black",
    )
    axes.set_ylabel("torque [N·m]", fontsize=8)
    axes.set_xlabel(TIME if over_time else CYCLE, fontsize=8)
    axes.tick_params(labelsize=8)
    axes.margins(y=0.1)


def _name(side: Side) -> str:
    """Return what a run is, in a line."""
    scenario = side.scenario
    return (
        f"{scenario.name}, {side.result.robot}, {scenario.engine}, seed {scenario.seed}"
    )
