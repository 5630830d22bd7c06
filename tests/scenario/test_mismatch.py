"""Reality as data: what is refused, and streams of random numbers apart."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.mismatch import stream
from relaywalk.scenario.scenario import Scenario

AT = "actors.robot.mismatch"


def test_by_default_nothing_differs():
    mismatch = Scenario.load("stand").actors["robot"].mismatch
    numbers = mismatch.model_dump()
    assert numbers.pop("pushes")["maximum_speed"] == 0.0
    assert numbers.pop("bias_period") == 100.0
    assert set(numbers.values()) == {0.0}


@pytest.mark.parametrize(
    ("leaf", "value", "message"),
    [
        ("link_mass", -0.1, f"{AT}.link_mass: -0.1: a number of at least 0"),
        (
            "joint_offset",
            2.0,
            f"{AT}.joint_offset: 2.0: a number of at least 0, at most",
        ),
        (
            "pushes.minimum_speed",
            3.0,
            f"{AT}.pushes.minimum_speed: 3.0: at most maximum_speed, 0",
        ),
        (
            "pushes",
            {"maximum_speed": 0.5, "maximum_impulse": 40.0},
            f"{AT}.pushes.maximum_impulse: 40.0: 0 where there is a maximum_speed",
        ),
        (
            "pushes.minimum_impulse",
            3.0,
            f"{AT}.pushes.minimum_impulse: 3.0: at most maximum_impulse, 0",
        ),
        ("pushes.duration", 0.0, f"{AT}.pushes.duration: 0.0: a number above 0"),
        ("gyro", 0.1, f"{AT}.gyro: gyro: no such field; there are: link_mass"),
    ],
)
def test_a_wrong_number_is_refused_with_its_place(leaf, value, message):
    with pytest.raises(ScenarioError) as caught:
        Scenario.load("stand").with_overrides({f"{AT}.{leaf}": value})
    assert message in str(caught.value)


def test_each_quantity_of_each_actor_has_numbers_of_its_own():
    first = [
        stream(seed, *names).random()
        for seed, names in ((1, ("robot", "noise")), (2, ("robot", "noise")))
        for names in (names, ("giver", "noise"), ("robot", "pushes"))
    ]
    assert len(set(first)) == 6
    assert stream(1, "robot", "noise").random() == first[0]
