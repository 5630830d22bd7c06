"""The camera keeps to the right of whom it follows, and does not sway."""

import numpy as np
import pytest

from relaywalk.view.film.follow import AIM, EYE, follow

SIZE = (320, 180)
TURNED = {"robot.base.qz": np.sqrt(0.5), "robot.base.qw": np.sqrt(0.5)}  # heads to +y


def target(camera):
    return np.array(camera.target_in_world)


def offset(camera):
    return np.array(camera.eye_in_world) - target(camera)


def test_it_looks_ahead_of_the_actor_from_its_right(two_robots):
    (camera,) = follow(two_robots("success"), "other", np.array([30]), SIZE)
    np.testing.assert_allclose(offset(camera), EYE, atol=1e-9)
    assert target(camera)[0] == pytest.approx(3.0 + AIM[0])
    assert (camera.width, camera.height) == SIZE


def test_right_is_the_right_of_its_heading(two_robots):
    (camera,) = follow(two_robots("success", **TURNED), "robot", np.array([30]), SIZE)
    forward, left, up = EYE
    np.testing.assert_allclose(offset(camera), [-left, forward, up], atol=1e-9)


def test_it_goes_along_and_does_not_sway(two_robots):
    time = 0.01 * np.arange(1, 61)
    sway = 0.03 * np.sin(2.0 * np.pi * 5.0 * time)
    walk = {"robot.base.x": 1.0 * time, "robot.base.y": sway}
    rows = np.arange(20, 40)
    cameras = follow(two_robots("success", **walk), "robot", rows, SIZE)
    path = np.array([target(camera) for camera in cameras])
    assert np.ptp(path[:, 1]) < 0.2 * np.ptp(sway)
    assert np.all(np.diff(path[:, 0]) > 0.0)
