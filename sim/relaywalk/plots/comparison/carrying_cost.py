"""The figure of the cost of carrying: what the torch adds to arm and legs."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.loads.carrying import LEGS, JointCost
from relaywalk.analysis.loads.cost_table import CostTable
from relaywalk.plots._axes import PALETTE, figure, nothing
from relaywalk.scenario.scenario import Scenario

ARM = ("right_arm",)
BODY = (*LEGS, *ARM)
BAR = 0.8  # of the room of a joint that its bars fill [-]


def draw(table: CostTable, scenario: Scenario) -> Figure:
    """Draw added torque [N·m] by joint: one column a part of the task.

    Top: added mean torque of the carrying arm, with the closed form of the torch's
    weight as diamonds. Middle: added rms of the legs. Bottom: added fluctuation.

    Args:
        table: Of the runs.
        scenario: That was run, for the title.
    """
    title = (
        f"The cost of carrying: {scenario.name}, {scenario.engine}, "
        f"seed {scenario.seed}"
    )
    if not table.rows:
        return nothing(title, "no part of the runs could be compared")
    windows, masses = table.windows, table.masses
    drawn = figure(title, width=max(7.0 * len(windows), 9.0), height=11.0)
    grid = drawn.subplots(3, len(windows), squeeze=False, sharey="row")
    for column, window in enumerate(windows):
        arm = [table.of(window, mass, *ARM) for mass in masses]
        legs = [table.of(window, mass, *LEGS) for mass in masses]
        body = [table.of(window, mass, *BODY) for mass in masses]
        panels = grid[:, column]
        _bars(panels[0], masses, arm, lambda cost: cost.added_mean)
        _closed_forms(panels[0], arm)
        _bars(panels[1], masses, legs, lambda cost: cost.added_rms)
        _bars(panels[2], masses, body, lambda cost: cost.dynamic)
        largest = max(abs(cost.dynamic) for joints in body for cost in joints)
        _note(panels[2], f"at most {largest:.2g} N·m")
        panels[0].set_title(window, fontsize=12)
    names = ("mean torque, carrying arm", "rms torque, legs", "fluctuation, all")
    for axes, name in zip(grid[:, 0], names, strict=True):
        axes.set_ylabel(f"added {name} [N·m]")
    grid[0, 0].legend(fontsize=9)
    return drawn


def _bars(
    axes: Axes,
    masses: Sequence[float],
    costs: Sequence[Sequence[JointCost]],
    value: Callable[[JointCost], float],
) -> None:
    """Draw one group of bars a joint, one bar a mass [kg]."""
    width = BAR / max(len(masses), 1)
    for index, (mass, joints) in enumerate(zip(masses, costs, strict=True)):
        x = np.arange(len(joints)) + _offset(index, len(masses))
        heights = [value(cost) for cost in joints]
        colour = PALETTE[index % len(PALETTE)]
        axes.bar(x, heights, width, color=colour, label=f"{mass:g} kg, measured")
    names = [cost.joint.removesuffix("_joint") for cost in costs[0]]
    axes.set_xticks(np.arange(len(names)), names, rotation=90, fontsize=8)
    axes.axhline(0.0, color="black", linewidth=0.8)
    axes.grid(True, axis="y", color="#D0D4DA", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(labelleft=True)


def _closed_forms(axes: Axes, costs: Sequence[Sequence[JointCost]]) -> None:
    """Mark the torque that the torch's weight asks for in closed form."""
    for index, joints in enumerate(costs):
        x = np.arange(len(joints)) + _offset(index, len(costs))
        label = "weight × lever, closed form" if index == 0 else None
        static = [np.nan if cost.static is None else cost.static for cost in joints]
        axes.plot(x, static, "D", color="black", markersize=5, label=label)


def _note(axes: Axes, text: str) -> None:
    """Write a line into the upper right corner."""
    axes.text(
        0.98, 0.95, text, transform=axes.transAxes, ha="right", va="top", fontsize=9
    )


def _offset(index: int, count: int) -> float:
    """Return where a mass's bar stands beside the middle of its group."""
    return BAR * ((index + 0.5) / count - 0.5)
