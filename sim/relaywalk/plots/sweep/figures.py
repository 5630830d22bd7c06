"""Figures of a sweep: rates over a factor, and how measured numbers are spread."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from relaywalk.analysis.sweeps.factor_effects import Effect
from relaywalk.analysis.sweeps.factors import Group
from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.analysis.sweeps.sweep_table import SUCCESS, UNITS, SweepTable
from relaywalk.plots._axes import PALETTE, figure
from relaywalk.plots.sweep.leaf_unit import labelled
from relaywalk.plots.sweep.outcome_marks import in_order, mark_of
from relaywalk.types import Array

WIDTH, HEIGHT = 5.4, 3.2  # [inch]
ROW = 0.26  # height of one kind of outcome below a histogram [inch]
BINS = 30
LIMIT_COLOUR = "#B03A00"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the scenario asks of a measured number.

    Attributes:
        value: The limit.
        is_minimum: Whether the number must reach it; else it must not exceed it.
    """

    value: float
    is_minimum: bool = False

    def says(self, unit: str) -> str:
        """Return the limit in words, such as "≤ 0.02 m"."""
        return f"{'≥' if self.is_minimum else '≤'} {self.value:.4g} {unit}"


def draw_factor(effect: Effect, overall: Rate) -> Figure:
    """Draw the success rate of every group of a factor with its interval.

    Args:
        effect: The factor.
        overall: The rate over all runs, a line to compare with.
    """
    drawn = figure("", WIDTH, HEIGHT)
    axes = drawn.subplots()
    positions, halves = _positions(effect.groups)
    rates = [group.rate for group in effect.groups]
    middle = 100.0 * np.array([rate.value for rate in rates])
    ends = 100.0 * np.array([rate.wilson95 for rate in rates])
    axes.axhspan(*(100.0 * end for end in overall.wilson95), color="#ECEFF3", zorder=0)
    axes.axhline(100.0 * overall.value, color="#7F868E", linewidth=1.0, zorder=1)
    axes.errorbar(
        positions,
        middle,
        xerr=halves,
        yerr=np.clip([middle - ends[:, 0], ends[:, 1] - middle], 0.0, None),
        fmt="o",
        color=PALETTE[0],
        capsize=4.0,
        elinewidth=1.4,
        markersize=6.0,
    )
    if halves is None:
        labels = [group.label.replace(" to ", "\nto ") for group in effect.groups]
        axes.set_xticks(positions, labels)
        axes.set_xlim(-0.6, len(positions) - 0.4)
    axes.set_ylim(-3.0, 103.0)
    axes.set_ylabel("runs that succeed [%]")
    axes.set_xlabel(labelled(effect.name))
    axes.grid(True, axis="y", color="#D0D4DA", linewidth=0.5)
    return drawn


def draw_scalar(table: SweepTable, name: str, limit: Threshold | None) -> Figure:
    """Draw how a measured number is spread.

    Successes are counted; every other run is a mark of its own below them.

    Args:
        table: The runs.
        name: Of the number.
        limit: That the scenario sets; None if there is none.
    """
    values = table.numbers(name)
    outcomes = np.array(table.outcomes)
    kinds = in_order(outcomes[np.isfinite(values)])
    of = {kind: values[(outcomes == kind) & np.isfinite(values)] for kind in kinds}
    lost = [kind for kind in kinds if kind != SUCCESS]
    drawn = figure("", WIDTH, HEIGHT + ROW * len(lost))
    rows = max(len(lost), 1)
    heights = [HEIGHT - 1.0, ROW * rows]
    upper, lower = drawn.subplots(2, 1, sharex=True, height_ratios=heights)
    _draw_successes(upper, of.get(SUCCESS, np.empty(0)), np.concatenate([*of.values()]))
    for row, kind in enumerate(lost):
        _draw_marks(lower, of[kind], kind, row)
    if limit is not None:
        _draw_limit((upper, lower), limit, UNITS[name])
    lower.set_ylim(rows - 0.5, -0.5)
    lower.set_yticks(
        range(len(lost)), [f"{kind} ({len(of[kind])})" for kind in lost], fontsize=9
    )
    lower.set_xlabel(f"{in_words(name)} [{UNITS[name]}]")
    if not lost:
        lower.set_visible(False)
        upper.tick_params(labelbottom=True)
        upper.set_xlabel(lower.get_xlabel())
    return drawn


def _draw_successes(axes: Axes, values: Array, all_values: Array) -> None:
    """Draw the histogram of the successes in bins that would hold every run."""
    axes.hist(
        values,
        bins=_edges(all_values).tolist(),
        color=mark_of(SUCCESS).colour,
        edgecolor="black",
        linewidth=0.4,
    )
    axes.set_ylabel(f"success ({len(values)})")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.grid(True, axis="y", color="#D0D4DA", linewidth=0.5)
    axes.set_axisbelow(True)


def _draw_marks(axes: Axes, values: Array, kind: str, row: int) -> None:
    """Draw one mark a run."""
    mark = mark_of(kind)
    axes.scatter(
        values,
        np.full(len(values), float(row)),
        s=0.8 * mark.size,
        c=mark.colour,
        marker=mark.marker,
        edgecolors="black",
        linewidths=0.5,
        zorder=3,
    )


def in_words(name: str) -> str:
    """Return the name of a measured number as it is read."""
    return name.replace(".", " ").replace("_", " ")


def _positions(groups: Sequence[Group]) -> tuple[Array, Array | None]:
    """Return where groups are drawn, and half their widths if they are intervals."""
    if any(group.low is None for group in groups):
        return np.arange(float(len(groups))), None
    ends = np.array([(group.low, group.high) for group in groups], dtype=float)
    return ends.mean(axis=1), np.diff(ends, axis=1)[:, 0] / 2.0


def _edges(values: Array) -> Array:
    """Return the edges of bins; a spread that is only rounding is one bin."""
    low, high = float(values.min()), float(values.max())
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        pad = 0.05 * max(abs(low), 1e-3)
        return np.array([low - pad, high + pad])
    return np.linspace(low, high, BINS + 1)


def _draw_limit(axes: Sequence[Axes], limit: Threshold, unit: str) -> None:
    """Draw a limit as a line through all axes; one far from all runs is only said."""
    low, high = axes[0].get_xlim()
    reach = high - low
    near = low - reach <= limit.value <= high + reach
    says = f"limit {limit.says(unit)}{'' if near else ', far off'}"
    for one in axes if near else ():
        one.axvline(limit.value, color=LIMIT_COLOUR, linestyle="--", zorder=4)
    axes[0].set_title(says, loc="right", fontsize=9, color=LIMIT_COLOUR)
