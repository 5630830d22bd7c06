"""The estimation block of an actor: one block an estimator, each with its defaults."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.estimation_entry import EstimationEntry
from relaywalk.scenario.scenario import Scenario

AT = "actors.robot.estimation"


def changed(**changes):
    return Scenario.load("stand").with_overrides(
        {f"{AT}.{k.replace('__', '.')}": v for k, v in changes.items()}
    )


def test_every_estimator_with_parameters_has_a_block():
    params = Scenario.load("stand").actors["robot"].estimation.params
    assert {"base_estimator", "joint_offsets", "state_observer", "wrist_force"} == set(
        params
    )
    assert params["state_observer"].joint_disturbance == 20.0


def test_a_value_reaches_its_block_and_the_rest_keeps_its_default():
    scenario = changed(base_estimator__touchdown=0.4)
    params = scenario.actors["robot"].estimation.params["base_estimator"]
    assert (params.touchdown, params.lift_off) == (0.4, 0.15)
    data = scenario.as_dict()["actors"]["robot"]["estimation"]
    assert EstimationEntry.model_validate(data).params["base_estimator"] == params


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"base_estimator__touchdown": 2.0},
            f"{AT}.base_estimator.touchdown: 2.0: a number of at least 0, at most 1",
        ),
        (
            {"base_estimator__filter__slip": -1.0},
            f"{AT}.base_estimator.filter.slip: -1.0: a number of at least 0",
        ),
    ],
)
def test_a_wrong_value_is_one_message(changes, message):
    with pytest.raises(ScenarioError) as caught:
        changed(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "allowed"),
    [
        (3, "a mapping with the keys base_estimator, j"),
        ({"radar": {}}, "unknown key; allowed: base_estimator, j"),
        ({"wrist_force": {"fast": 1.0}}, "unknown key; allowed: quick, slow"),
    ],
)
def test_what_is_no_estimator_is_refused(data, allowed):
    with pytest.raises(ValueError, match=allowed):
        EstimationEntry.model_validate(data)
