"""Frozen ticks look as matplotlib's do."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from relaywalk.plots._tick_labels import TickLabels
from relaywalk.plots._ticks import freeze_ticks


def drawn(rows=1, **options):
    figure = Figure(figsize=(5.0, 2.0 + rows), dpi=100)
    grid = figure.subplots(rows, 1, sharex=True, squeeze=False)[:, 0]
    for axes in grid:
        axes.plot([0.0, 3.0, 10.0], [-2.0, 5.0, 1.0])
        axes.grid(True, color="#D0D4DA", linewidth=0.5)
        axes.tick_params(**options)
        axes.set_ylabel("torque [N·m]")
    grid[-1].set_xlabel("time [s]")
    return figure


def pixels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("options", [{}, {"labelsize": 8}])
def test_what_is_seen_stays_the_same(rows, options):
    before, figure = pixels(drawn(rows, **options)), drawn(rows, **options)
    freeze_ticks(figure)
    after = pixels(figure)
    grey = np.abs(before - after).max(axis=2) / 255.0
    # letters may be a pixel aside, and their edges greyer
    assert np.mean(grey > 0.3) < 0.02
    dark = [np.argwhere(image.max(axis=2) < 120) for image in (before, after)]
    for corner in (np.min, np.max):
        outer = [corner(places, axis=0) for places in dark]
        np.testing.assert_allclose(*outer, atol=2)


def test_marks_grid_and_labels_are_where_the_ticks_were():
    figure = drawn()
    (axes,) = figure.axes
    low, high = axes.get_xlim()
    places = [x for x in axes.get_xticks() if low <= x <= high]
    freeze_ticks(figure)
    marks = axes.lines[1]
    np.testing.assert_allclose(marks.get_xdata(), places)
    grid = next(c for c in axes.collections if isinstance(c, LineCollection))
    assert [line[0, 0] for line in grid.get_segments()] == places
    labels = [a for a in axes.artists if isinstance(a, TickLabels)]
    below, left = (label.get_window_extent() for label in labels)
    assert below.y1 < axes.bbox.y0 - 3.5 * 100 / 72
    assert left.x1 < axes.bbox.x0 - 3.5 * 100 / 72
    assert len(axes.get_xticks()) == 0


def test_minor_ticks_stay_as_matplotlib_draws_them():
    figure = drawn()
    (axes,) = figure.axes
    axes.set_xscale("log")
    freeze_ticks(figure)
    assert len(axes.get_xticks()) > 0
    assert len(axes.get_yticks()) == 0


def test_an_axis_without_labels_takes_no_room_for_them():
    figure = drawn(2)
    freeze_ticks(figure)
    upper, lower = figure.axes
    assert [len(axes.artists) for axes in (upper, lower)] == [1, 2]
    assert upper.xaxis.labelpad < lower.xaxis.labelpad
