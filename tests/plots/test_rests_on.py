"""What plots rest on: oracles that there are; a plot that names none on all of them."""

from types import ModuleType

from relaywalk import oracles, plots, registry


def named():
    """Return the oracles that the plots name."""
    return {n for plot in plots.plot_names() for n in plots.rests_on(plot) or ()}


def test_every_oracle_that_a_plot_rests_on_exists_and_the_other_way_round():
    assert named() == set(oracles.oracle_names())


def test_a_plot_that_names_none_rests_on_every_oracle(monkeypatch):
    monkeypatch.setattr(registry, "module", lambda *_: ModuleType("brand_new"))
    assert plots.rests_on("brand_new") is None


def test_a_plot_of_positions_rests_on_none():
    assert plots.rests_on("footsteps") == ()


def test_plots_of_torques_rest_on_the_residual():
    for name in plots.plot_names():
        if "torque" in name or "power" in name:
            assert "walking_residual" in plots.rests_on(name)
