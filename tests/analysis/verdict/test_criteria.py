"""One list of criteria, of which the verdict and every table are made."""

import math
from dataclasses import replace
from types import SimpleNamespace

import pytest

from relaywalk.analysis.handover.handover import Handover
from relaywalk.analysis.verdict.criteria import Criteria, Torch, criteria_of

ASKED = Criteria(5.0, 0.2, 0.01, 0.5, 0.3, 40.0)
NONE = Criteria(0.0, 0.2, 0.01, 0.5, 0.3, 40.0)
TORCH = Torch(1.6, held=True, max_slip=0.001, max_tilt=0.1)
MEASURED = SimpleNamespace(
    distance=5.1,
    max_base_tilt=0.1,
    max_off_path=0.0,
    torch=TORCH,
    handovers=(Handover("a", "b", 0.0, 1.0, 1.0, 30.0, "done"),),
    lit=("torch",),
)


def told(asked=ASKED, carries=True, **changes):
    """Return name → whether it holds."""
    measured = SimpleNamespace(**{**vars(MEASURED), **changes})
    lines = criteria_of(measured, asked, carries=carries)
    return {line.name: line.holds for line in lines}


def test_all_that_is_asked_for_is_there_and_holds():
    assert told() == dict.fromkeys(
        (
            *("distance", "held by the hand alone", "base tilt", "off the path"),
            *("torch slip", "torch tilt", "force, a to b"),
        ),
        True,
    )


def test_what_is_not_asked_for_is_no_criterion():
    assert set(told(NONE, distance=-0.08)) == set(told()) - {
        "distance",
        "held by the hand alone",
    }
    assert "torch slip" not in told(NONE, carries=False)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"distance": 4.9}, "distance"),
        ({"torch": replace(TORCH, held=False)}, "held by the hand alone"),
        ({"max_base_tilt": 0.21}, "base tilt"),
        ({"max_off_path": math.nan}, "off the path"),
    ],
)
def test_what_falls_short_is_a_no(changes, name):
    assert [key for key, holds in told(**changes).items() if not holds] == [name]


@pytest.mark.parametrize(
    ("outcomes", "holds"),
    [
        ((), False),
        (("done",), False),
        (("done", "broken off"), False),
        (2 * ("done",), True),
    ],
)
def test_only_handovers_that_are_done_count(outcomes, holds):
    made = tuple(Handover("a", "b", 0.0, 1.0, 1.0, 30.0, word) for word in outcomes)
    asked = replace(ASKED, handovers=2)
    assert told(asked, handovers=made)["handovers"] is holds
    assert "handovers" not in told(handovers=made)


def test_a_torch_that_is_asked_to_burn_burns_or_not():
    asked = replace(ASKED, lit=("torch", "next"))
    lines = told(asked)
    assert (lines["torch burns"], lines["next burns"]) == (True, False)


def test_what_was_not_measured_is_neither():
    measured = SimpleNamespace(**{**vars(MEASURED), "max_off_path": None})
    (line,) = [
        line
        for line in criteria_of(measured, ASKED, carries=True)
        if line.name == "off the path"
    ]
    assert (line.holds, line.measured, line.asked) == (None, "not measured", "≤ 0.3 m")


def test_each_line_says_both_values_in_words():
    lines = criteria_of(MEASURED, ASKED, carries=False)
    assert [(line.measured, line.asked) for line in lines[:3]] == [
        ("5.1 m", "≥ 5 m"),
        ("yes", "yes"),
        ("0.1 rad", "≤ 0.2 rad"),
    ]
