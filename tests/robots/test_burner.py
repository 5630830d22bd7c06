"""Burners are as far apart as their rims, and as askew as their axes."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.robots.burner import burners_apart

MOUTH, RADIUS = 0.76, 0.0625  # of the torch [m]


def pose(x, y=0.0, tilt=0.0):
    """Return a torch whose mouth is over a place, tilted about its mouth."""
    turn = Rotation.from_euler("x", tilt)
    bottom = np.array([x, y, MOUTH]) - turn.apply([0.0, 0.0, MOUTH])
    return np.array([*bottom, *turn.as_quat()])


@pytest.mark.parametrize("tilt", [0.0, 0.3, -0.3])
def test_the_gap_is_between_the_rims_and_the_tilt_between_the_axes(torch, tilt):
    apart = burners_apart((torch, torch), (pose(0.0), pose(0.3, 0.4, tilt)))
    assert apart.gap == pytest.approx(0.5 - 2 * RADIUS)
    assert apart.tilt == pytest.approx(abs(tilt))


def test_many_rows_at_once_are_as_one_by_one(torch):
    first = np.array([pose(0.0), pose(0.1), pose(0.2)])
    second = np.array([pose(0.5, 0.1, 0.1), pose(0.5, 0.2, 0.2), pose(0.5, 0.3, 0.3)])
    apart = burners_apart((torch, torch), (first, second))
    single = [burners_apart((torch, torch), p) for p in zip(first, second, strict=True)]
    np.testing.assert_allclose(apart.gap, [one.gap for one in single])
    np.testing.assert_allclose(apart.tilt, [one.tilt for one in single])
