"""Which factors matter: chance gives no effect, a real one is found."""

import numpy as np
import pytest
from tests.analysis.sweeps.made_tables import outcomes, sweep_table

from relaywalk.analysis.sweeps.factor_effects import factor_effects, shuffled_p
from relaywalk.analysis.sweeps.factors import Group
from relaywalk.analysis.sweeps.rates import Rate


def test_the_p_of_two_groups_is_that_of_the_exact_test():
    # 4 of 4 against 0 of 4: 2 of C(8, 4) = 70 ways to deal are as extreme
    p = shuffled_p([Group(Rate(4, 4)), Group(Rate(0, 4))])
    assert p == pytest.approx(2 / 70, abs=0.005)


def test_alike_outcomes_or_a_single_group_show_nothing():
    assert shuffled_p([Group(Rate(5, 5)), Group(Rate(9, 9))]) == 1.0
    assert shuffled_p([Group(Rate(0, 5)), Group(Rate(0, 9))]) == 1.0
    assert shuffled_p([Group(Rate(3, 5))]) == 1.0


def test_the_factor_that_matters_comes_first():
    rng = np.random.default_rng(2)
    friction = np.linspace(0.4, 1.0, 100)
    table = sweep_table(
        ["fell" if f < 0.5 else "success" for f in friction],
        mass=rng.uniform(1.4, 1.8, 100),
        friction=friction,
    )
    first, second = factor_effects(table)
    assert first.name == "friction"
    assert first.shown
    assert second.p > 0.025
    assert not second.shown


def test_the_smallest_of_many_p_is_no_effect_yet():
    columns = {f"factor_{i:02d}": [0.0, 1.0] * 20 for i in range(29)}
    table = sweep_table(outcomes(30, 10), **columns, on=[0.0] * 33 + [1.0] * 7)
    smallest = factor_effects(table)[0]
    assert smallest.name == "on"
    assert smallest.p < 0.05 / 10
    assert smallest.factors == 30


def test_chance_is_called_an_effect_in_at_most_5_of_100_tables():
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(200):
        won = rng.binomial(20, 0.7, size=4)
        found += shuffled_p([Group(Rate(int(w), 20)) for w in won]) < 0.05
    assert found <= 18  # 10 expected; more than 18 in fewer than 1 of 100 tries
