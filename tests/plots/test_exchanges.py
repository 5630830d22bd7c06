"""Plots of handovers show the time about each exchange, and name its phases."""

import numpy as np
import pytest
from matplotlib.text import Text

from relaywalk import plots
from relaywalk.analysis.handover.exchange_phases import NAMES
from relaywalk.plots._exchanges import ABOUT, MANY, name_of, shown_of


@pytest.mark.parametrize("name", ["handover_load_share", "handover_forces"])
def test_a_panel_shows_its_exchange_only(shared_run, name):
    run = shared_run(900)
    shown, _ = shown_of(run, "")
    panels = [axes for axes in run.plot(name).axes if axes.axison]
    assert len(panels) == len(shown) > 0
    for axes, exchange in zip(panels, shown, strict=True):
        assert axes.get_title(loc="left") == name_of(exchange)
        low, high = axes.get_xlim()
        h = exchange.handover
        assert low == pytest.approx(max(h.start - ABOUT, 0.0), abs=0.1)
        assert high <= h.end + ABOUT + 0.1
        words = [text.get_text() for text in axes.findobj(Text)]
        assert set(words) >= {phase.name for phase in exchange.phases} <= set(NAMES)


def test_only_they_are_left_out_where_no_torch_changed_hands(make_run):
    run = make_run(60)
    assert all(plots.applies(run, name) for name in plots.plot_names())
    run = make_run(60, result={"handovers": []})
    left_out = [name for name in plots.plot_names() if not plots.applies(run, name)]
    assert left_out == [n for n in plots.plot_names() if n.startswith("handover_")]


def test_the_timeline_leaves_out_what_is_between_exchanges(shared_run):
    run = shared_run(900)
    shown, _ = shown_of(run, "")
    axes = run.plot("handover_timeline").axes
    assert len(axes) == len(shown)
    lanes = [label.get_text() for label in axes[0].get_yticklabels()]
    assert lanes == [*run.cards, "exchange"]
    spans = [np.diff(one.get_xlim())[0] for one in axes]
    widths = [one.get_position().width for one in axes]
    scales = np.divide(widths, spans)
    np.testing.assert_allclose(scales, scales[0], rtol=1e-9)  # seconds alike in all


def test_what_is_left_out_of_many_is_said(shared_run, monkeypatch):
    run = shared_run(900)
    several = (run.exchanges * (MANY + 1))[: MANY + 1]
    monkeypatch.setitem(run.__dict__, "exchanges", several)
    shown, title = shown_of(run, "Forces")
    assert len(shown) == MANY
    assert title == f"Forces; the first {MANY} of {MANY + 1} exchanges"
