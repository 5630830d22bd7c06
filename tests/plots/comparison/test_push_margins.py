"""The polar figure of the push margins: rings, sectors, margins."""

import numpy as np

from relaywalk.analysis.recovery.push_margins import PushMargins, PushTrial
from relaywalk.plots.comparison.push_margins import draw
from relaywalk.scenario.scenario import Scenario

HOLD = Scenario.load("hold").with_overrides({"engine": "mujoco"})


def drawn(levels=(0.3, 0.6)):
    """Return the polar axes: the weakest push is survived, the others are not."""
    trials = [
        PushTrial(direction, level, 0.0, "fell" if level > levels[0] else "")
        for direction in (0.0, 120.0, 240.0)
        for level in levels
    ]
    return draw(PushMargins(trials), HOLD).axes[0]


def test_a_ring_is_drawn_round_every_level():
    axes = drawn()
    edges = {(bar.get_y(), bar.get_y() + bar.get_height()) for bar in axes.patches}
    np.testing.assert_allclose(sorted(edges), [(0.15, 0.45), (0.45, 0.75)])
    assert axes.get_rmax() == 0.75


def test_what_is_survived_is_darker_than_what_is_not():
    shades = {bar.get_y(): sum(bar.get_facecolor()[:3]) for bar in drawn().patches}
    inner, outer = (shades[radius] for radius in sorted(shades))
    assert inner < outer


def test_the_margin_is_a_closed_line():
    margin = drawn().get_lines()[0]
    np.testing.assert_allclose(margin.get_ydata(), 0.3)
    np.testing.assert_allclose(np.degrees(margin.get_xdata()), [0, 120, 240, 360])


def test_a_single_level_is_a_ring_of_its_own():
    assert len(drawn(levels=(0.5,)).patches) == 3
