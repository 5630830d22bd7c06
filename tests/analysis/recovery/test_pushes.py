"""Pushes are read back from their channels: link, impulse, direction."""

import numpy as np
import pytest

from relaywalk.analysis.recovery.pushes import (
    direction,
    push_forces,
    recorded_pushes,
)

ROWS, PERIOD = 400, 0.01


class Forces:
    """A recording of the forces on two links, and of the base."""

    def __init__(self, base=None, arm=None, yaw=0.0):
        self.time = PERIOD * np.arange(1, ROWS + 1)
        self.columns = {}
        for name, force in (("push", base), ("push.forearm", arm)):
            force = np.zeros((ROWS, 3)) if force is None else force
            for axis, column in zip("xyz", force.T, strict=True):
                self.columns[f"robot.{name}.f{axis}"] = column
        pose = {"x": 0, "y": 0, "z": 1, "qx": 0, "qy": 0}
        pose |= {"qz": np.sin(yaw / 2), "qw": np.cos(yaw / 2)}
        for axis, value in pose.items():
            self.columns[f"robot.base.{axis}"] = np.full(ROWS, float(value))
        self.columns["robot.forearm_joint.fx"] = np.ones(ROWS)
        self.names = tuple(self.columns)

    def __len__(self):
        return ROWS

    def matrix(self, names, rows=None):
        found = np.column_stack([self.columns[name] for name in names])
        return found if rows is None else found[rows]


def force(*stretches):
    """Return a force (rows, 3) that is constant over some rows."""
    found = np.zeros((ROWS, 3))
    for first, end, vector in stretches:
        found[first:end] += vector
    return found


def test_only_links_that_are_pushed_are_there(kuavo):
    seen = Forces(arm=force((10, 15, [0, 40, 0])))
    assert set(push_forces(seen, kuavo, "robot")) == {"forearm"}
    assert push_forces(seen, kuavo, "other") == {}


def test_pushes_have_their_time_link_and_impulse_in_time_order(kuavo):
    base = force((300, 308, [50, 0, 0]))
    arm = force((10, 15, [0, 40, 0]), (20, 30, [1, 0, 0]))
    first, second, third = recorded_pushes(Forces(base, arm), kuavo, "robot")
    assert (first.link, first.time) == ("forearm", pytest.approx(0.1))
    assert first.duration == pytest.approx(0.05)
    np.testing.assert_allclose(first.impulse, [0.0, 2.0, 0.0])
    assert (second.link, second.time) == ("forearm", pytest.approx(0.2))
    assert (third.link, third.time) == ("base_link", pytest.approx(3.0))
    np.testing.assert_allclose(third.impulse, [4.0, 0.0, 0.0])


def test_a_wind_is_no_push_and_hides_none(kuavo):
    wind = force((0, ROWS, [0, 5, 0]), (200, 205, [100, 0, 0]))
    (push,) = recorded_pushes(Forces(wind), kuavo, "robot")
    assert push.time == pytest.approx(2.0)
    np.testing.assert_allclose(push.impulse, [5.0, 0.25, 0.0])


@pytest.mark.parametrize("yaw", [0.0, 1.2, -2.9])
def test_the_direction_is_seen_from_the_body(kuavo, yaw):
    to_its_left = np.array([-np.sin(yaw), np.cos(yaw), 0.3])
    seen = Forces(force((50, 60, 30.0 * to_its_left)), yaw=yaw)
    (push,) = recorded_pushes(seen, kuavo, "robot")
    assert direction(seen, "robot", push) == pytest.approx(90.0)
