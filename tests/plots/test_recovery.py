"""The recovery plot has one panel a push, and says so where there is none."""

import numpy as np
import pytest

from relaywalk import plots
from relaywalk.analysis.recovery.pushes import RecordedPush
from relaywalk.analysis.recovery.recoveries import Recovery
from relaywalk.analysis.recovery.responses import Response
from relaywalk.plots import recovery


@pytest.fixture
def drawn(shared_run, monkeypatch):
    """Return a function: what happened → the axes that are drawn of it."""

    def draw(*answers, **choices):
        monkeypatch.setattr(recovery, "responses_in", lambda *_, fell: answers)
        figure = plots.plot(shared_run(900), "recovery", **choices)
        return [axes for axes in figure.axes if axes.axison], figure

    return draw


def pushed(time, impulse=(0.0, 20.0, 0.0), caught=None):
    return Response(RecordedPush(time, "base_link", 0.1, np.array(impulse)), caught)


def test_every_push_has_a_panel_to_scale_that_says_what_it_was(drawn):
    caught = Recovery(2.1, 3, "recovered")
    (first, second), _ = drawn(pushed(2.0, caught=caught), pushed(5.0, (9.0, 0.0, 0.0)))
    said = first.get_title(loc="left")
    assert said.startswith("2.00 s: 20.0 N·s (0.35 m/s) on base_link, 90°")
    assert said.endswith("recovered, 3 steps")
    assert second.get_title(loc="left").endswith("on base_link, 0°")
    assert first.get_aspect() == second.get_aspect() == 1.0


def test_the_arrow_begins_at_the_centre_of_mass_and_goes_with_the_push(
    drawn, shared_run
):
    (axes,), _ = drawn(pushed(2.0))
    (arrow,) = axes.texts
    start, tip = np.array(arrow.xyann), np.array(arrow.xy)
    names = ["robot.com.x", "robot.com.y"]
    there = shared_run(900).recording.matrix(names)[199]
    np.testing.assert_allclose(start, there, atol=1e-9)
    np.testing.assert_allclose(tip - start, [0.0, 20.0 / 57.5], rtol=0.02, atol=1e-9)


def test_a_recovery_without_a_push_has_a_panel_without_an_arrow(drawn):
    (axes,), _ = drawn(Response(None, Recovery(3.0, 1, "fell")))
    assert "robot caught itself\nfell, 1 step" in axes.get_title(loc="left")
    assert not axes.texts


def test_of_many_pushes_the_first_are_drawn_and_the_title_says_so(drawn):
    axes, figure = drawn(*(pushed(0.1 * number) for number in range(1, 21)))
    assert len(axes) == recovery.MANY
    assert "the first 9 of 20" in figure.get_suptitle()


def test_only_what_happened_in_the_window_is_drawn(drawn):
    axes, _ = drawn(pushed(1.0), pushed(3.0), pushed(8.0), window=(2.0, 5.0))
    assert len(axes) == 1


def test_where_nothing_happened_it_says_so(drawn):
    _, figure = drawn()
    assert "nobody on feet was pushed" in figure.axes[0].texts[0].get_text()
