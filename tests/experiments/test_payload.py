"""The bisection finds the limit wherever it lies, and asks once a mass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaywalk.errors import ScenarioError
from relaywalk.experiments import payload
from relaywalk.experiments.payload import PayloadLimit, Range, bisect, find_payload
from relaywalk.scenario.scenario import Scenario

HOLD = Scenario.load("hold").with_overrides({"engine": "mujoco"})


@given(
    limit=st.floats(0.1, 19.0),
    low=st.floats(0.1, 10.0),
    width=st.floats(0.1, 9.0),
    tolerance=st.floats(0.01, 2.0),
)
@settings(max_examples=200)
def test_the_limit_lies_between_what_was_and_was_not_carried(
    limit, low, width, tolerance
):
    asked = []

    def carries(mass):
        asked.append(mass)
        return mass <= limit

    found = bisect(Range(low, low + width, tolerance), carries)
    assert len(set(asked)) == len(asked)
    if found.heaviest is None:
        assert found.failing == low > limit
    elif found.failing is None:
        assert found.heaviest == low + width <= limit
    else:
        assert found.heaviest <= limit < found.failing
        assert found.failing - found.heaviest <= tolerance


@pytest.mark.parametrize(
    "numbers", [(0.0, 1.0, 0.1), (2.0, 1.0, 0.1), (1.0, 21.0, 0.1), (1.0, 2.0, 0.0)]
)
def test_a_range_without_room_is_refused(numbers):
    with pytest.raises(ScenarioError, match=r"--low .* --high .* --tolerance"):
        Range(*numbers)


def test_trials_are_kept_and_used_again(fake, tmp_path, monkeypatch):
    monkeypatch.setattr(payload, "what_gave_way", lambda trial, best: (trial, best))
    simulate, ran = fake(limit=2.9)
    found = find_payload(HOLD, Range(1.0, 5.0, 0.5), tmp_path, simulate)
    assert found.limit == PayloadLimit(2.5, 3.0)
    assert ran == [1.0, 5.0, 3.0, 2.0, 2.5]
    assert (tmp_path / "mass-2.5" / "result.json").is_file()
    failing, best = found.gave_way
    assert failing.scenario.props["torch"].mass == 3.0
    assert best.scenario.props["torch"].mass == 2.5
    find_payload(HOLD, Range(1.0, 5.0, 0.25), tmp_path, simulate)
    assert ran == [1.0, 5.0, 3.0, 2.0, 2.5, 2.75]


def test_nothing_gives_way_where_all_is_carried(fake, tmp_path):
    simulate, _ = fake()
    found = find_payload(HOLD, Range(1.0, 2.0, 0.5), tmp_path, simulate)
    assert (found.limit, found.gave_way) == (PayloadLimit(2.0, None), ())


def test_a_scenario_without_a_torch_is_refused(fake, tmp_path):
    simulate, ran = fake()
    with pytest.raises(ScenarioError, match="props"):
        find_payload(Scenario.load("stand"), Range(), tmp_path, simulate)
    assert ran == []


def test_a_torch_far_too_heavy_is_lost_by_the_grip(tmp_path):
    found = find_payload(HOLD, Range(7.0, 8.0, 1.0), tmp_path)
    assert found.limit == PayloadLimit(None, 7.0)
    assert found.trials[7.0].result.outcome == "dropped"
    assert found.gave_way[0].what == "grip"
