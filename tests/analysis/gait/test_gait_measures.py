"""Measures of a walk made by hand."""

import numpy as np
import pytest

from relaywalk.analysis.gait.gait import Gait
from relaywalk.analysis.gait.gait_measures import gait_measures

ROWS = 800


@pytest.fixture(scope="module")
def measured(walking, kuavo):
    """Return the measures by name; one joint drives at 100 W, one brakes."""
    torque, velocity = np.zeros((ROWS, 40)), np.zeros((ROWS, 40))
    torque[:, 0], velocity[:, 0] = 50.0, 2.0
    torque[:, 1], velocity[:, 1] = -30.0, 2.0
    seen = walking(torque=torque, velocity=velocity)
    gait = Gait.of(seen, kuavo, "robot")
    return {m.name: m for m in gait_measures(seen, kuavo, gait, carried=1.6)}, gait


def test_times_and_shares(measured):
    found, _ = measured
    assert found["stride_time"].mean == pytest.approx(1.0)
    assert found["stride_time"].sd == pytest.approx(0.0, abs=1e-6)
    assert found["cadence"].mean == pytest.approx(120.0)
    assert found["speed"].mean == pytest.approx(0.8, abs=1e-3)
    assert found["duty_factor"].mean == pytest.approx(0.6, abs=0.02)
    assert found["double_support"].mean == pytest.approx(0.2, abs=0.02)


def test_loads_are_per_body_weight(measured):
    found, gait = measured
    assert found["peak_ground_reaction"].mean == pytest.approx(
        600.0 / gait.stature.weight
    )


def test_cost_of_transport_counts_positive_work_and_the_torch(measured):
    found, gait = measured
    mass = gait.stature.mass + 1.6
    assert found["cost_of_transport"].mean == pytest.approx(
        100.0 / (mass * 9.81 * 0.8), rel=1e-3
    )


def test_a_measure_of_strides_has_its_mean_by_foot(measured):
    found, _ = measured
    assert found["speed"].by_foot == pytest.approx(
        {"left_foot": 0.8, "right_foot": 0.8}, abs=1e-3
    )
    assert found["double_support"].by_foot == {}


def test_every_measure_says_what_it_is(measured):
    found, _ = measured
    assert all(m.unit and m.meaning and m.number for m in found.values())


def test_who_stands_has_no_measures(walking, kuavo):
    seen = walking(seconds=4.0, pause=2.0)
    assert gait_measures(seen, kuavo, Gait.of(seen, kuavo, "robot")) == ()
