"""The figure of two runs side by side: torque over the stride, or over time."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.comparison import WALK, Comparison, LoadPair
from relaywalk.analysis.side import Side
from relaywalk.analysis.stride import Stride, mean_stride
from relaywalk.errors import RecordingError
from relaywalk.report.plots._axes import PALETTE, TIME, figure, finish, plot_line

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
    pairs = telling(found, first)
    title = f"A: {_name(first)}     B: {_name(second)}"
    rows = -(-len(pairs) // COLUMNS)
    drawn = figure(title, width=15.0, height=1.0 + 2.6 * rows)
    grid = drawn.subplots(rows, COLUMNS, squeeze=False)
    strides = [_strides(side, pairs) for side in (first, second)]
    for place, axes in enumerate(grid.flat):
        if place >= len(pairs):
            axes.set_axis_off()
            continue
        pair = pairs[place]
        for number, (side, stride) in enumerate(
            zip((first, second), strides, strict=True)
        ):
            label = "AB"[number]
            if all(strides) and stride is not None:
                _over_stride(axes, stride, place, number, label)
            else:
                torque = side.recording[f"{pair.actor}.{pair.joint}.torque"]
                plot_line(axes, side.recording.time, torque, label, number)
        _dress(axes, pair, found, over_time=not all(strides))
        if not all(strides):
            finish(axes, max((s.recording.time for s in (first, second)), key=len))
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


def _strides(side: Side, pairs: Sequence[LoadPair]) -> Stride | None:
    """Return the mean stride of some joints of one walker; None without one."""
    actors = {pair.actor for pair in pairs}
    if len(actors) != 1:
        return None
    names = [f"{pair.actor}.{pair.joint}.torque" for pair in pairs]
    try:
        return mean_stride(side.recording, actors.pop(), WALK, names)
    except RecordingError:
        return None


def _over_stride(
    axes: Axes, stride: Stride, place: int, number: int, label: str
) -> None:
    """Draw a mean stride and the band of its standard deviation."""
    mean, spread = stride.mean[:, place], stride.spread[:, place]
    colour = PALETTE[number]
    axes.plot(
        stride.percent, mean, color=colour, label=f"{label}, {stride.count} strides"
    )
    axes.fill_between(
        stride.percent, mean - spread, mean + spread, color=colour, alpha=0.25
    )
    axes.set_xlim(0.0, 100.0)
    axes.grid(True, color="#D0D4DA", linewidth=0.5)


def _dress(axes: Axes, pair: LoadPair, found: Comparison, *, over_time: bool) -> None:
    """Name a panel and its axes; mark it where the difference is too large."""
    mark = f"  {found.sensitive}" if pair.outside else ""
    axes.set_title(
        f"{pair.joint}: Δ {100.0 * pair.worst:.0f} % of peak{mark}",
        fontsize=9,
        color=PALETTE[1] if pair.outside else "black",
    )
    axes.set_ylabel("torque [N·m]", fontsize=8)
    axes.set_xlabel(TIME if over_time else "stride [%]", fontsize=8)
    axes.tick_params(labelsize=8)
    axes.margins(y=0.1)


def _name(side: Side) -> str:
    """Return what a run is, in a line."""
    scenario = side.scenario
    robot = side.result.get("robot", "")
    return f"{scenario.name}, {robot}, {scenario.engine}, seed {scenario.seed}"
