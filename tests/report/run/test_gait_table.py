"""The gait on the page: in words that say how it was cut, only where there was one."""

from types import SimpleNamespace

import pytest

from relaywalk.analysis.gait.gait import Stride
from relaywalk.analysis.gait.gait_measures import Measure
from relaywalk.report.run.gait_table import gait_tables

STEADY = (Stride("left_foot", 0, 1, 1.25, 2.5, 2.0, 0.8, 0.2, 0.8),)
SPEED = Measure("speed", "m/s", "how fast", 0.8, 0.0123, 2, {"left_foot": 0.8})
DUTY = Measure("duty_factor", "1", "share", 0.6, float("nan"), 1, {})


@pytest.fixture
def walk():
    """Return a run in which the robot walks as told."""

    def make(*steady):
        gait = SimpleNamespace(
            actor="robot",
            steady=steady,
            feet=("left_foot", "right_foot"),
            span=(1.25, 2.5),
        )
        return SimpleNamespace(
            gaits={"robot": gait}, gait_measures=lambda actor: (SPEED, DUTY)
        )

    return make


def test_who_does_not_walk_has_no_table(walk):
    assert gait_tables(walk()) == []


def test_a_measure_has_mean_deviation_unit_and_foot(walk):
    (section,) = gait_tables(walk(*STEADY))
    lines = [[cell.text for cell in row] for row in section.rows]
    assert section.header == (
        "measure",
        "mean ± sd",
        "unit",
        "left",
        "values",
        "what it is",
    )
    assert lines[0] == ["speed", "0.800 ± 0.012", "m/s", "0.8", "2", "how fast"]
    assert lines[1] == ["duty factor", "0.6", "1", "–", "1", "share"]


def test_the_note_says_how_strides_were_cut(walk):
    (section,) = gait_tables(walk(*STEADY))
    assert "robot: 1 steady stride, t = 1.25 … 2.50 s" in section.note
    assert "5 % of body weight" in section.note
    assert "10 % of the median" in section.note
