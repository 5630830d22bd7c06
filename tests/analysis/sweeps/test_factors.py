"""Factors: every run in one group, every group with its rate."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.sweeps.made_tables import sweep_table

from relaywalk.analysis.sweeps.factors import BINS, factor_groups
from relaywalk.analysis.sweeps.rates import Rate


def test_few_values_are_groups_of_their_own():
    table = sweep_table(
        ["success", "fell", "success", "success"], mass=[2.0, 2.0, 1.0, 2.0]
    )
    groups = factor_groups(table, "mass")
    assert [(g.value, g.rate) for g in groups] == [
        (1.0, Rate(1, 1)),
        (2.0, Rate(2, 3)),
    ]


def test_words_are_grouped_too():
    table = sweep_table(["success", "fell"], engine=["pybullet", "mujoco"])
    groups = factor_groups(table, "engine")
    assert [g.label for g in groups] == ["mujoco", "pybullet"]


def test_many_numbers_are_cut_at_their_quantiles():
    masses = [float(i) for i in range(100)]
    table = sweep_table(["success"] * 50 + ["fell"] * 50, mass=masses)
    groups = factor_groups(table, "mass")
    assert [g.rate for g in groups] == [
        *[Rate(20, 20)] * 2,
        Rate(10, 20),
        *[Rate(0, 20)] * 2,
    ]
    assert groups[0].low == 0.0
    assert groups[-1].high == 99.0
    assert groups[0].as_dict()["high"] == groups[1].as_dict()["low"]


def test_a_handful_of_runs_at_values_of_their_own_is_cut_too():
    table = sweep_table(["success"] * 6, mass=[1.0, 1.1, 1.3, 1.4, 1.7, 2.0])
    assert [g.rate.runs for g in factor_groups(table, "mass")] == [3, 3]


def test_runs_without_a_value_are_not_lost():
    table = sweep_table(["success", "crashed"], mass=[1.0, None])
    groups = factor_groups(table, "mass")
    assert groups[-1].label == "no value"
    assert groups[-1].rate == Rate(0, 1)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(0, 12), st.floats(-1e3, 1e3)),
            st.sampled_from(["success", "fell", "hung"]),
        ),
        min_size=1,
        max_size=80,
    )
)
def test_every_run_is_in_one_group(runs):
    values = [None if value is None else float(value) for value, _ in runs]
    table = sweep_table([outcome for _, outcome in runs], mass=values)
    groups = factor_groups(table, "mass")
    assert sum(g.rate.runs for g in groups) == len(runs)
    assert sum(g.rate.successes for g in groups) == sum(table.succeeded)
    assert all(g.rate.runs > 0 for g in groups)
    assert sum(g.low is not None for g in groups) <= BINS
