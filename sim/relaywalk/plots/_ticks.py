"""Ticks drawn as few artists: matplotlib keeps five for each, which takes long."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN, TICKLEFT
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Transform

from relaywalk.plots._tick_labels import TickLabels
from relaywalk.types import Array

UNDER_LINES = 1.5  # and over areas: where matplotlib draws a grid
TOLERANCE = 1e-9  # of the length of an axis [-]


class Ticks(NamedTuple):
    """The ticks of one axis.

    Attributes:
        axis: Whose.
        places: (n,) in view.
        labels: One a tick; none where they are not shown.
        style: As `Axis.get_tick_params` has it.
    """

    axis: Axis
    places: Array
    labels: list[str]
    style: dict[str, Any]

    @property
    def across(self) -> bool:
        """Whether they are below their axes; left of them otherwise."""
        return isinstance(self.axis, XAxis)

    def setting(self, name: str) -> Any:  # noqa: ANN401
        """Return one of matplotlib's settings of ticks, such as "major.size" [pt]."""
        settings: dict[str, Any] = rcParams  # type: ignore[assignment]
        return settings[f"{'x' if self.across else 'y'}tick.{name}"]


def freeze_ticks(drawn: Figure) -> None:
    """Draw every tick where it is now; it no longer follows the limits of its axes.

    What is seen stays the same. An axis with minor ticks, or with ticks on its other
    side, keeps matplotlib's.

    Args:
        drawn: A figure to which nothing more is added.
    """
    shown = [axes for axes in drawn.axes if axes.axison]
    axes_of = [axis for axes in shown for axis in (axes.xaxis, axes.yaxis)]
    found = [_read(axis) for axis in axes_of if _is_plain(axis)]
    for ticks in found:  # only now, because axes that share an axis share its ticks
        ticks.axis.set_major_locator(NullLocator())
        _draw_marks(ticks)
        _draw_grid(ticks)
        ticks.axis.labelpad += ticks.setting("major.size") + _write_labels(ticks)
    for axes in shown:
        for spine in axes.spines.values():
            spine.set_in_layout(False)  # it is where the axes end


def _place(axes: Axes, across: bool) -> Transform:
    """Return where a tick is: in data along its axis, in its axes across."""
    return axes.get_xaxis_transform() if across else axes.get_yaxis_transform()


def _is_plain(axis: Axis) -> bool:
    """Return whether an axis has major ticks only, on its usual side."""
    style, minor = axis.get_tick_params(), axis.get_minor_locator()
    other = ("right", "labelright", "top", "labeltop")
    return isinstance(minor, NullLocator) and not any(style.get(k) for k in other)


def _read(axis: Axis) -> Ticks:
    """Return the ticks that an axis would draw now."""
    places, style = np.asarray(axis.get_majorticklocs()), axis.get_tick_params()
    labels = axis.get_major_formatter().format_ticks(places.tolist())
    low, high = sorted(axis.get_view_interval())
    free = TOLERANCE * (high - low)
    seen = np.flatnonzero((places >= low - free) & (places <= high + free))
    named = style.get("labelbottom") or style.get("labelleft")
    return Ticks(axis, places[seen], [labels[i] for i in seen if named], style)


def _draw_marks(ticks: Ticks) -> None:
    """Draw all marks as one line's markers."""
    axes, ends = ticks.axis.axes, np.zeros(len(ticks.places))
    across = ticks.across
    marks = Line2D(*((ticks.places, ends) if across else (ends, ticks.places)))
    marks.set(linestyle="none", marker=TICKDOWN if across else TICKLEFT)
    marks.set(markersize=ticks.setting("major.size"), color="black", clip_on=False)
    marks.set(markeredgewidth=ticks.setting("major.width"), zorder=2.01)
    marks.set_transform(_place(axes, across))
    axes.add_artist(marks)


def _draw_grid(ticks: Ticks) -> None:
    """Draw all lines through the axes as one collection."""
    if not ticks.style["gridOn"]:
        return
    lines = np.empty((len(ticks.places), 2, 2))
    lines[:, :, 0 if ticks.across else 1] = ticks.places[:, None]
    lines[:, :, 1 if ticks.across else 0] = (0.0, 1.0)
    grid = LineCollection(list(lines), zorder=UNDER_LINES)
    grid.set_color(ticks.style.get("grid_color", rcParams["grid.color"]))
    grid.set_linewidth(ticks.style.get("grid_linewidth", rcParams["grid.linewidth"]))
    grid.set_transform(_place(ticks.axis.axes, ticks.across))
    ticks.axis.axes.add_artist(grid)


def _write_labels(ticks: Ticks) -> float:
    """Write the labels; return how much room they take beyond the marks [pt]."""
    if not ticks.labels:
        return 0.0
    pad, usual = ticks.setting("major.pad"), ticks.setting("labelsize")
    size = FontProperties(size=ticks.style.get("labelsize", usual)).get_size_in_points()
    far = ticks.setting("major.size") + pad
    labels = TickLabels(ticks.axis, ticks.places, ticks.labels, size, far)
    labels.set_clip_on(False)
    ticks.axis.axes.add_artist(labels)
    return pad + labels.room
