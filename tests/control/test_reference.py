"""What the legs should do, as one value."""

import numpy as np
import pytest

from relaywalk.control.reference import LegReference

LEGS = LegReference(
    *np.zeros((3, 2)), com_height=0.981, heading=0.0, stance=("left_foot",), swing={}
)


def test_omega_is_that_of_the_pendulum():
    """√(9.81 / 0.981) = √10."""
    assert LEGS.omega == pytest.approx(np.sqrt(10.0))


def test_it_does_not_change():
    with pytest.raises(AttributeError):
        LEGS.com_height = 1.0
