"""Pairs: the same seed and the same factors, each run in one pair at most."""

from tests.analysis.sweeps.made_tables import sweep_table

from relaywalk.analysis.sweeps.pairs import fourfold, pairs_of
from relaywalk.analysis.sweeps.rate_tests import Fourfold


def test_runs_with_the_same_seed_are_pairs_whatever_their_order():
    first = sweep_table(["success", "fell", "success"])
    second = sweep_table(["fell", "success", "success"], seed=[3, 2, 1])
    pairs = pairs_of(first, second)
    assert pairs.rows == ((0, 2), (1, 1), (2, 0))
    assert pairs.matched_on == ("seed",)
    assert fourfold(first, second, pairs) == Fourfold(1, 1, 1, 0)


def test_a_factor_that_both_varied_must_agree():
    first = sweep_table(["success", "fell"], mass=[1.5, 1.6])
    second = sweep_table(["success", "fell"], mass=[1.5, 1.7])
    pairs = pairs_of(first, second)
    assert pairs.matched_on == ("seed", "mass")
    assert pairs.rows == ((0, 0),)
    assert pairs.alone == (1, 1)
    assert pairs.enough


def test_a_factor_of_one_sweep_alone_is_what_is_compared():
    first = sweep_table(["success", "fell"], mass=[1.5, 1.6])
    second = sweep_table(["success", "fell"])
    assert pairs_of(first, second).matched_on == ("seed",)
    assert len(pairs_of(first, second).rows) == 2


def test_one_seed_at_several_values_of_the_grid_is_paired_value_by_value():
    columns = {"seed": [1, 1, 2, 2], "mass": [1.0, 2.0, 1.0, 2.0]}
    table = sweep_table(["success"] * 4, **columns)
    assert len(pairs_of(table, table).rows) == 4


def test_a_match_that_is_not_unique_is_none():
    first = sweep_table(["success", "fell", "fell"], seed=[1, 1, 2])
    second = sweep_table(["success", "fell"])
    assert pairs_of(first, second).rows == ((2, 1),)


def test_runs_stopped_from_outside_have_no_part():
    first = sweep_table(["success", "killed", "fell"])
    second = sweep_table(["success", "success", "interrupted"])
    pairs = pairs_of(first, second)
    assert pairs.rows == ((0, 0),)
    assert pairs.disturbed == (1, 1)
    assert pairs.alone == (1, 1)


def test_a_few_common_seeds_are_not_enough():
    first = sweep_table(["success"] * 10)
    second = sweep_table(["success"] * 10, seed=list(range(7, 17)))
    assert len(pairs_of(first, second).rows) == 4
    assert not pairs_of(first, second).enough
