"""Distributions: what they draw, and what is no distribution."""

import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaywalk.errors import ScenarioError
from relaywalk.scenario import distributions
from relaywalk.scenario.distributions import Choice, Grid, Normal, Uniform, fraction
from relaywalk.schema import strict_yaml

DRAWS = 2000


def parsed(text):
    return distributions.parse(strict_yaml.parse(text, "f.yaml").data)


def drawn(text, path="terrain.friction"):
    return [parsed(text).draw(seed, path) for seed in range(DRAWS)]


def test_fractions_are_uniform_and_never_an_end():
    """Kolmogorov's bound for 2000 draws at 1 % is 1.63 / √2000 = 0.036."""
    found = sorted(fraction(seed, "a.b") for seed in range(DRAWS))
    gaps = [abs(f - (n + 0.5) / DRAWS) for n, f in enumerate(found)]
    assert max(gaps) < 1.63 / math.sqrt(DRAWS)
    assert found[0] > 0.0
    assert found[-1] < 1.0


def test_a_draw_is_this_number_on_every_machine():
    """SHA-256 of "1:terrain.friction" begins with these bits, for ever."""
    assert fraction(1, "terrain.friction") == pytest.approx(0.863966815, abs=1e-9)


def test_seeds_and_leaves_are_independent():
    first = [fraction(seed, "a") for seed in range(DRAWS)]
    for others in (
        [fraction(seed, "b") for seed in range(DRAWS)],
        [fraction(seed + 1, "a") for seed in range(DRAWS)],
    ):
        assert abs(statistics.correlation(first, others)) < 3.0 / math.sqrt(DRAWS)


def test_a_uniform_leaf_fills_its_interval():
    values = drawn("!uniform [0.4, 1.0]")
    assert 0.4 <= min(values) < 0.41 and 0.99 < max(values) <= 1.0
    assert statistics.mean(values) == pytest.approx(0.7, abs=0.02)


def test_a_normal_leaf_has_its_mean_and_deviation():
    values = drawn("!normal {mean: 5.0, std: 2.0}")
    assert statistics.mean(values) == pytest.approx(5.0, abs=0.15)
    assert statistics.stdev(values) == pytest.approx(2.0, rel=0.05)


def test_a_choice_draws_each_option_alike_and_keeps_its_type():
    values = drawn("!choice [1, 2, 4]")
    assert {type(value) for value in values} == {int}
    assert all(values.count(v) == pytest.approx(DRAWS / 3, rel=0.1) for v in (1, 2, 4))


@given(st.floats(1e-15, 1.0, exclude_max=True))
@settings(deadline=None)
def test_a_greater_fraction_is_a_greater_value(share):
    for one in (Uniform(-1.0, 2.0), Normal(0.0, 1.0), Choice((1, 2, 3))):
        assert one.at(share) <= one.at(min(share * 1.01, 1.0 - 2.0**-53))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("!uniform [1.8, 1.4]", "the lower first"),
        ("!uniform [1.0, 1.0]", "the lower first"),
        ("!uniform [1.0]", "the lower first"),
        ("!uniform [0, .inf]", "the lower first"),
        ("!uniform [true, 2]", "the lower first"),
        ("!uniform 3", "the lower first"),
        ("!normal {mean: 1}", "std: number above 0"),
        ("!normal {mean: 1, std: 0}", "std: number above 0"),
        ("!normal {mean: 1, std: 1, max: 2}", "std: number above 0"),
        ("!choice []", "at least one value"),
        ("!grid []", "at least one value"),
        ("!grid [1, 2, 1]", "each once only"),
        ("!choice [1, a]", "a list of numbers, or a list of words"),
        ("!choice [[1], [2]]", "a list of numbers, or a list of words"),
        ("!gauss [1, 2]", "a distribution: !uniform, !normal, !choice, !grid"),
    ],
)
def test_what_is_no_distribution_is_refused_with_its_line(text, allowed):
    document = strict_yaml.parse(f"a: 1\nb: {text}\n", "f.yaml")
    with pytest.raises(ScenarioError) as caught:
        distributions.randomised(document, 1)
    message = str(caught.value)
    assert message.startswith(f"f.yaml:2: b: {text.split()[0]}")
    assert allowed in message


def test_a_document_is_drawn_leaf_by_leaf_and_stays_as_it_was():
    document = strict_yaml.parse("a: [1, !grid [7, 8]]\nb: {c: !choice [x]}\n", "f")
    found = distributions.randomised(document, 3)
    assert found.document.data["a"][1] in (7, 8)
    assert found.document.data["b"] == {"c": "x"}
    assert set(found.tags) == {"a.1", "b.c"}
    assert strict_yaml.dump(document.data).count("!") == 2


def test_the_extremes_are_tried_one_leaf_at_a_time():
    document = strict_yaml.parse("a: !uniform [1, 2]\nb: !grid [3, 4, 5]\n", "f")
    tried = [extreme.data for extreme in distributions.extremes_of(document)]
    assert [data["a"] for data in tried[:2]] == [1.0, 2.0]
    assert [data["b"] for data in tried[2:]] == [3, 4, 5]
    assert isinstance(parsed("!grid [1]"), Grid)


def test_the_seed_cannot_be_drawn_from_itself():
    document = strict_yaml.parse("seed: !choice [1, 2]\n", "f.yaml")
    with pytest.raises(ScenarioError, match=r"f\.yaml:1: seed: .*all draws come"):
        distributions.randomised(document, 1)
