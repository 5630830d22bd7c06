"""Trust: a plot rests on oracles that there are; an unknown plot on all of them."""

from relaywalk import oracles, plots
from relaywalk.oracles.trust import basis


def test_every_oracle_that_a_plot_rests_on_exists():
    named = {name for needs in basis.RESTS_ON.values() for name in needs}
    assert named <= set(oracles.oracle_names())


def test_every_oracle_is_rested_on():
    named = {name for needs in basis.RESTS_ON.values() for name in needs}
    assert named == set(oracles.oracle_names())


def test_a_plot_that_is_not_named_rests_on_all():
    assert basis.rests_on("brand_new") == oracles.oracle_names()
    assert basis.rests_on("footsteps") == ()


def test_plots_of_torques_rest_on_the_residual():
    for name in plots.plot_names():
        if "torque" in name or "power" in name:
            assert "walking_residual" in basis.rests_on(name)
