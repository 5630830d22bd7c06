"""How high a foot is to land, by what is known of the ground."""

import numpy as np
import pytest

from relaywalk.control.known_ground import KnownGround
from relaywalk.planning.footstep import Footstep
from relaywalk.terrains.terrain import level

STANCE, STEP = Footstep(1.0, 0.1, 0.3, 0.0), Footstep(1.5, -0.1, 0.3, 0.2)
LEVEL = np.array([0.0, 0.0, 1.0])


class Slope:
    """z = c x, with a wave upon it that is only seen from near."""

    def __init__(self, climb=0.1, wave=0.05):
        self.climb, self.wave = climb, wave

    @property
    def mean(self):
        return Slope(self.climb, 0.0)

    def height(self, x, y):
        return self.climb * x + self.wave * np.sin(x)

    def normal(self, x, y):
        normal = np.array([-self.climb - self.wave * np.cos(x), 0.0, 1.0])
        return normal / np.linalg.norm(normal)


def test_who_knows_nothing_goes_on_along_the_slope_that_the_foot_feels():
    """0.2 m/m ahead and −0.1 m/m to the left: 0.3 + 0.1 + 0.02 m."""
    felt = np.array([-0.2, 0.1, 1.0]) / np.sqrt(1.05)
    known = KnownGround("nothing", Slope())
    landing = known.landing(STEP, STANCE, felt)
    assert landing == pytest.approx(STEP._replace(z=0.3 + 0.2 * 0.5 + 0.1 * 0.2))
    assert known.normal(STEP, felt) is felt


def test_who_feels_level_ground_lands_at_the_height_of_the_stance_foot():
    known = KnownGround("nothing", Slope())
    assert known.landing(STEP, STANCE, LEVEL) == STEP


@pytest.mark.parametrize(("knowledge", "wave"), [("mean_plane", 0.0), ("all", 0.05)])
def test_a_map_tells_by_how_much_the_ground_rises(knowledge, wave):
    """From the stance foot on, wherever that is measured to be."""
    known, ground = KnownGround(knowledge, Slope()), Slope(wave=wave)
    rise = ground.height(1.5, -0.1) - ground.height(1.0, 0.1)
    assert known.landing(STEP, STANCE, LEVEL) == STEP._replace(z=0.3 + rise)
    normal = known.normal(STEP, LEVEL)
    np.testing.assert_allclose(normal, ground.normal(1.5, -0.1))


def test_level_ground_is_level():
    ground = level()
    assert ground.mean is ground
    assert ground.height(3.0, -4.0) == 0.0
    np.testing.assert_array_equal(ground.normal(3.0, -4.0), LEVEL)
