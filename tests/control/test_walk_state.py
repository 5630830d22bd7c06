"""Where a walk is, in one place: copied whole, its values never written into."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest

from relaywalk.control.walk_state import Swing, WalkState

FEET = {"left_foot": np.zeros(3), "right_foot": np.ones(3)}


@pytest.mark.parametrize("name", [field.name for field in fields(WalkState)])
def test_a_copy_goes_its_own_way(name):
    state = WalkState(FEET, 0.0, 0.8)
    copied = replace(state)
    assert getattr(copied, name) is getattr(state, name)
    setattr(copied, name, "changed")
    assert getattr(state, name) is not getattr(copied, name)


def test_a_swing_can_be_replaced_not_changed():
    swing = Swing("left_foot", np.zeros(3), np.ones(3), np.ones(3))
    moved = replace(swing, target=2.0 * np.ones(3))
    assert swing.target[0] == 1.0
    assert moved.target[0] == 2.0
    with pytest.raises(FrozenInstanceError):
        swing.target = moved.target


def test_at_first_it_stands():
    state = WalkState(FEET, 0.2, 0.8)
    assert not state.walking
    assert state.path is None
    assert state.swing is None
    assert not state.integral.any()


def test_two_states_share_no_default_array():
    first, second = WalkState(FEET, 0.0, 0.8), WalkState(FEET, 0.0, 0.8)
    assert first.integral is not second.integral
    assert first.dcm_start is not second.dcm_start
