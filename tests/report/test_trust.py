"""Trust: a plot rests on oracles that there are; an unknown plot on all of them."""

from relaywalk import oracles, registry
from relaywalk.report import trust
from relaywalk.report.run import PLOTS


def test_every_oracle_that_a_plot_rests_on_exists():
    named = {name for needs in trust.RESTS_ON.values() for name in needs}
    assert named <= set(oracles.oracle_names())


def test_every_oracle_is_rested_on():
    named = {name for needs in trust.RESTS_ON.values() for name in needs}
    assert named == set(oracles.oracle_names())


def test_a_plot_that_is_not_named_rests_on_all():
    assert trust.rests_on("brand_new") == oracles.oracle_names()
    assert trust.rests_on("footsteps") == ()


def test_plots_of_torques_rest_on_the_residual():
    for name in registry.modules(PLOTS):
        if "torque" in name or "power" in name:
            assert "walking_residual" in trust.rests_on(name)
