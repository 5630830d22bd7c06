"""What the legs should do, as one value."""

import numpy as np
import pytest

from relaywalk.control.reference import LegReference

LEGS = LegReference(np.zeros(2), np.zeros(2), 0.981, 0.0, ("left_foot",), {})


def test_omega_is_that_of_the_pendulum():
    """√(9.81 / 0.981) = √10."""
    assert LEGS.omega == pytest.approx(np.sqrt(10.0))


def test_it_does_not_change():
    with pytest.raises(AttributeError):
        LEGS.com_height = 1.0
