"""What the recorded errors of an estimate come to."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.analysis.estimate_accuracy import estimate_accuracy

ERRORS = ("x", "y", "z", "yaw", "tilt", "vx", "vy", "vz")
PERIOD, SPEED, SECONDS = 0.01, 0.8, 10.0


class Recorded(dict):
    """Channels by name."""

    def __init__(self, columns, time):
        super().__init__(columns)
        self.channels, self.time = self, time

    def matrix(self, names):
        return np.stack([self[name] for name in names], axis=1)


def recorded(**changes):
    """Return a walk along y that sways by 5 cm; its estimate drifts as told."""
    time = np.arange(0.0, SECONDS + PERIOD / 2, PERIOD)
    zero = 0.0 * time
    columns = {
        "base.x": 0.05 * np.sin(2.0 * np.pi * time),
        "base.y": SPEED * time,
        **{
            f"estimate_error.{a}": zero
            for a in ["x", "y", "z", "yaw", "tilt", "vx", "vy", "vz"]
        },
    }
    for name, value in changes.items():
        columns[f"estimate_error.{name}"] = value * np.ones(len(time))
    for name in ("x", "y", "z", "yaw"):
        columns[f"estimate_error.{name}"] *= time / SECONDS
    return Recorded({f"robot.{n}": v for n, v in columns.items()}, time)


def test_drift_is_along_across_and_up_per_ten_metres():
    found = estimate_accuracy(recorded(x=-0.04, y=0.08, z=0.02, yaw=0.016), "robot")
    assert found.walked == pytest.approx(8.0, rel=1e-3)
    # the way is along y: x is to its right
    np.testing.assert_allclose(found.drift, [0.1, 0.05, 0.025], rtol=1e-2)
    assert found.yaw_drift == pytest.approx(0.02, rel=1e-2)
    assert (found.velocity, found.tilt) == (0.0, 0.0)


def test_velocity_and_tilt_are_rms():
    found = estimate_accuracy(recorded(vx=0.03, vy=0.04, tilt=0.01), "robot")
    assert found.velocity == pytest.approx(0.05)
    assert found.tilt == pytest.approx(0.01)


def test_who_stands_has_no_drift():
    walk = recorded(x=0.01)
    walk["robot.base.y"] = 0.0 * walk.time
    assert np.isnan(estimate_accuracy(walk, "robot").drift).all()


def test_who_estimates_nothing_has_no_accuracy():
    recording = SimpleNamespace(channels={"robot.base.x": None})
    assert estimate_accuracy(recording, "robot") is None
