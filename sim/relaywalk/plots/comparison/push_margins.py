"""The figure of the push margins: a ring a level, a sector a direction."""

from collections.abc import Mapping
from itertools import pairwise
from typing import cast

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.projections.polar import PolarAxes

from relaywalk.analysis.recovery.push_margins import PushMargins
from relaywalk.plots._axes import GRID, PALETTE, figure
from relaywalk.scenario.scenario import Scenario

# What IHMC asks of a simulated Atlas, walking slowly, left foot in mid swing:
# AtlasPushRecoveryWalkingTrackTest, ihmc-open-robotics-software. [deg] → [m/s]
ASKED_OF_ATLAS = {0.0: 0.5, 90.0: 0.45, 180.0: 0.3, 270.0: 0.2}


def draw(margins: PushMargins, scenario: Scenario) -> Figure:
    """Draw the share of survived pushes by direction [deg] and level [m/s].

    Args:
        margins: With at least one push.
        scenario: In which the robot was pushed, for the title.
    """
    robots = dict.fromkeys(actor.card for actor in scenario.actors.values())
    names = f"{scenario.name}, {', '.join(robots)}, {scenario.engine}"
    drawn = figure(f"Push margins: {names}", width=7.5, height=7.0)
    axes = cast("PolarAxes", drawn.add_subplot(projection="polar"))
    axes.set_theta_zero_location("N")  # forwards is up, left is left
    _shares(axes, margins)
    found = {d: margins.margin(d) for d in margins.directions}
    _closed(axes, found, "margin: falls < 30 % [m/s]", PALETTE[0])
    _closed(axes, ASKED_OF_ATLAS, "asked of Atlas (IHMC) [m/s]", PALETTE[1])
    axes.grid(True, color=GRID, linewidth=0.5)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.12, -0.1), fontsize=9)
    return drawn


def _shares(axes: PolarAxes, margins: PushMargins) -> None:
    """Colour every sector of every ring by the share that was survived."""
    directions, levels = margins.directions, margins.levels
    width, rings = 2.0 * np.pi / len(directions), _rings(levels)
    colours = ScalarMappable(Normalize(0.0, 1.0), "Greens")
    for level, (inner, outer) in zip(levels, pairwise(rings), strict=True):
        shares = [margins.survived(d, level).value for d in directions]
        axes.bar(
            np.radians(directions),
            outer - inner,
            width,
            inner,
            color=colours.to_rgba(np.array(shares)),
        )
    bar = axes.figure.colorbar(colours, ax=axes, shrink=0.7, pad=0.1)
    bar.set_label("survived [-]")
    axes.set_rlim(0.0, rings[-1])
    axes.set_rgrids(levels, [f"{level:g}" for level in levels], fontsize=8)


def _rings(levels: tuple[float, ...]) -> list[float]:
    """Return the edges of the rings: half way between levels [m/s]."""
    middles = [0.5 * (a + b) for a, b in pairwise(levels)]
    first = middles[0] - levels[0] if middles else 0.1
    last = levels[-1] - middles[-1] if middles else 0.1
    return [max(levels[0] - first, 0.0), *middles, levels[-1] + last]


def _closed(
    axes: PolarAxes, values: Mapping[float, float], label: str, colour: str
) -> None:
    """Draw direction [deg] → value as a closed line."""
    first = next(iter(values))
    angles = np.radians([*values, first + 360.0])
    radii = [*values.values(), values[first]]
    axes.plot(angles, radii, color=colour, linewidth=2.5, label=label)
