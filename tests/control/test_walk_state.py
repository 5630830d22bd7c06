"""Where a walk is, in one place: copied whole, its values never written into."""

from dataclasses import fields, replace

import pytest

from relaywalk.control.walk_state import WalkState
from relaywalk.planning.footstep import Footstep

FEET = {
    "left_foot": Footstep(0.0, 0.1, 0.0, 0.2),
    "right_foot": Footstep(0.0, -0.1, 0.0, 0.2),
}


@pytest.fixture
def state():
    """Return the state of a body that stands."""
    return WalkState(FEET, FEET, 0.2, 0.8, 0.0)


@pytest.mark.parametrize("name", [field.name for field in fields(WalkState)])
def test_a_copy_goes_its_own_way(state, name):
    copied = replace(state)
    assert getattr(copied, name) is getattr(state, name)
    setattr(copied, name, "changed")
    assert getattr(state, name) is not getattr(copied, name)


def test_at_first_it_stands(state):
    assert state.walk is None
    assert state.path is None
    assert state.swing is None
    assert not state.catching
    assert not state.disturbance.any()
    assert (state.heading_rate, state.height_rate, state.level_rate) == (0.0, 0.0, 0.0)


def test_two_states_share_no_default_array(state):
    other = WalkState(FEET, FEET, 0.0, 0.8, 0.0)
    for name in ("disturbance", "dcm_reference", "dcm_offset"):
        assert getattr(state, name) is not getattr(other, name)
