"""The mean stride of a walk made by hand."""

import numpy as np
import pytest

from relaywalk.analysis.stride import POINTS, mean_stride


@pytest.fixture
def elbow(record, walk, kuavo):
    """Return the mean stride of a torque that is known at every moment."""

    def make(torque_of_time):
        rows, moves = walk(9)
        joints = len(kuavo.joints)
        torque = np.zeros((rows, joints))
        torque[:, 0] = torque_of_time(np.arange(rows) * 0.01)
        moves.torque = torque
        seen = record({"robot": kuavo}, rows, {"robot": moves})
        name = f"robot.{kuavo.joints[0]}.torque"
        return mean_stride(seen, "robot", "carry", [name])

    return make


def test_a_periodic_torque_has_no_spread(elbow):
    stride = elbow(lambda t: 3.0 * np.sin(2.0 * np.pi * t))
    assert stride.count == 4
    assert stride.mean.shape == (POINTS, 1)
    turn = 2.0 * np.pi * stride.percent / 100.0
    assert stride.mean[:, 0] == pytest.approx(3.0 * np.sin(turn), abs=1e-3)
    assert stride.spread.max() < 1e-5


def test_a_ramp_spreads_by_what_it_climbs_from_stride_to_stride(elbow):
    stride = elbow(lambda t: t)
    assert stride.spread[:, 0] == pytest.approx(np.std([3, 4, 5, 6]), abs=1e-5)
    assert stride.mean[0, 0] == pytest.approx(4.5, abs=1e-5)
    assert stride.mean[-1, 0] == pytest.approx(5.5, abs=1e-5)
