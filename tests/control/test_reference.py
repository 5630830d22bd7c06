"""What the legs should do, as one value."""

import numpy as np
import pytest

from relaywalk.control.reference import CentralReference, LegReference

LEGS = LegReference(
    *np.zeros((3, 2)), CentralReference(0.981, heading=0.3), ("left_foot",), {}
)


def test_omega_is_that_of_the_pendulum():
    """√(9.81 / 0.981) = √10."""
    assert LEGS.omega == pytest.approx(np.sqrt(10.0))


def test_height_and_heading_are_those_of_the_central_part():
    assert (LEGS.com_height, LEGS.heading) == (0.981, 0.3)


def test_the_central_part_is_level_and_at_rest_but_for_what_is_said():
    assert CentralReference(0.8) == (0.8, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("name", ["central", "com_height"])
def test_it_does_not_change(name):
    with pytest.raises(AttributeError):
        setattr(LEGS, name, 1.0)
