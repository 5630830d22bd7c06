"""Centre of pressure and slip against places put in by hand."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.analysis.gait.foot import centre_of_pressure, slips
from relaywalk.analysis.gait.gait import Gait

WEIGHT = 560.0


def pressed(record, motion, kuavo, turn, point):
    """Return a recording of a sole, turned, pressed at a point of it."""
    force = turn.apply([3.0, -5.0, 400.0])
    moment = np.cross(turn.apply([*point, 0.0]), force)
    base = np.tile([0.0, 0.0, 1.0, *turn.as_quat()], (3, 1))
    contact = {"left_foot": np.tile(np.concatenate((force, moment)), (3, 1))}
    moves = motion(base=base, contact=contact)
    return record({"robot": kuavo}, 3, {"robot": moves})


@pytest.mark.parametrize("angles", [(0, 0, 0), (0, 0, 130), (12, -20, 70)])
def test_a_force_at_a_point_is_found_there(record, motion, kuavo, angles):
    turn = Rotation.from_euler("xyz", angles, degrees=True)
    seen = pressed(record, motion, kuavo, turn, (0.11, -0.03))
    found = centre_of_pressure(seen, kuavo, "robot", "left_foot", np.arange(3), WEIGHT)
    assert found == pytest.approx(np.tile([0.11, -0.03], (3, 1)), abs=1e-6)


def test_an_unloaded_foot_has_no_centre_of_pressure(walking, kuavo):
    found = centre_of_pressure(
        walking(), kuavo, "robot", "left_foot", np.arange(70, 90), 560.0
    )
    assert np.isnan(found).all()


def test_a_sole_that_moves_under_load_slips(walking, kuavo):
    seen = walking()
    gait = Gait.of(seen, kuavo, "robot")
    found = slips(seen, kuavo, "robot", gait.feet["left_foot"], WEIGHT)
    # the hand-made body carries its soles along: 0.8 m/s for 0.59 s
    assert found[1:-1] == pytest.approx(0.8 * 0.59, abs=1e-3)
