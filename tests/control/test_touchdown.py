"""When a swing ends: who is waited for, and for how long; what ends it early."""

import numpy as np
import pytest

from relaywalk.control.balance import BalanceParams
from relaywalk.control.footing import Footing
from relaywalk.control.swing import Swing
from relaywalk.control.touchdown import Touchdown, TouchdownParams
from relaywalk.control.walk_state import WalkState
from relaywalk.planning.footstep import Footstep

PARAMS = TouchdownParams(
    load=40.0, after=0.8, margin=0.02, obstacle=0.008, contact=10.0, carried=0.5,
    latest=0.05, sinking=0.8,
)  # fmt: skip
WEIGHT = 600.0  # [N]
TIME, PERIOD = 0.4, 0.002  # [s]
LEVEL = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])


@pytest.fixture
def footing(kinematic, kuavo):
    """Soles on level ground."""
    return Footing(BalanceParams(), kinematic(kuavo))


@pytest.fixture
def touchdown(footing):
    return Touchdown(PARAMS, footing, WEIGHT)


@pytest.fixture
def state(footing):
    """A walk near the end of a swing of the left foot, the DCM to be at the foot."""
    feet = footing.feet(0.0)
    return WalkState(feet, feet, 0.0, 0.8, 0.0, clock=0.9 * TIME)


@pytest.fixture
def swing(footing):
    """The left foot over ground where it was expected, 90 % of its time over."""
    there = footing.foot("left_foot", 0.0)
    begun = Swing.begun("left_foot", there, there, TIME, (0.0, LEVEL))
    return begun._replace(phase=0.9)


def loads(left, right):
    """Return loads [N]."""
    return {"left_foot": left, "right_foot": right}


@pytest.mark.parametrize(
    ("left", "right", "late"),
    [
        (0.0, 600.0, True),
        (9.9, 301.0, True),
        (10.0, 600.0, False),  # it has landed
        (0.0, 300.0, False),  # half of the weight: the body bounces
        (0.0, 0.0, False),
    ],
)
def test_an_unloaded_foot_is_late_while_the_other_one_carries(
    touchdown, swing, left, right, late
):
    assert touchdown.is_late(swing, loads(left, right)) is late


def test_a_late_foot_sinks_and_is_waited_for_no_longer_than_allowed(touchdown, swing):
    """0.05 s in ticks of 2 ms, at 0.8 m/s: 4 cm deep."""
    ticks, late = 0, swing
    while touchdown.is_late(late, loads(0.0, WEIGHT)):
        late, ticks = touchdown.lowered(late, PERIOD), ticks + 1
    assert ticks == pytest.approx(25, abs=1)
    assert late.time == pytest.approx(TIME + ticks * PERIOD)
    assert swing.target.z - late.target.z == pytest.approx(0.8 * PERIOD * ticks)


def early(touchdown, swing, state, load=40.0, dcm=None):
    """Return whether a foot of some load ends its step; the DCM at it by default."""
    dcm = swing.target.point if dcm is None else dcm
    return touchdown.is_early(swing, state, loads(load, WEIGHT), dcm)


def lower(swing, distance):
    """Return a swing that expected the ground lower by a distance [m]."""
    first, last = (
        foot._replace(z=foot.z - distance) for foot in (swing.lift_off, swing.nominal)
    )
    return swing._replace(lift_off=first, nominal=last, target=last)


def test_a_loaded_foot_on_ground_higher_than_expected_has_met_it(
    touchdown, swing, state
):
    assert early(touchdown, lower(swing, 0.009), state)
    assert not early(touchdown, lower(swing, 0.007), state)
    assert not early(touchdown, lower(swing, 0.009), state, load=39.9)
    assert early(touchdown, lower(swing, 0.059), state)
    rising = lower(swing, 0.009)._replace(phase=0.49)
    assert not early(touchdown, rising, state)


def test_a_foot_whose_toe_is_caught_far_above_the_ground_goes_on(
    touchdown, swing, state
):
    caught = lower(swing, 0.061)._replace(retimed=True)
    assert not early(touchdown, caught, state, load=200.0)


def test_a_step_with_a_time_of_its_own_ends_where_the_dcm_is_as_near(
    touchdown, swing, state
):
    """5 cm from the foot at its end, so at most 7 cm from it now."""
    at, retimed = swing.target, swing._replace(retimed=True)
    ahead = retimed._replace(target=Footstep(at.x + 0.05, at.y, at.z, at.yaw))
    for away, ends in ((0.0, True), (0.069, True), (0.071, False)):
        dcm = at.point + np.array([0.0, away])
        assert early(touchdown, ahead, state, dcm=dcm) is ends
        assert not early(touchdown, ahead._replace(retimed=False), state, dcm=dcm)


def test_before_most_of_its_time_no_such_step_ends(touchdown, swing, state):
    retimed = swing._replace(retimed=True)
    state.clock = 0.79 * TIME
    assert not early(touchdown, retimed, state)
    state.clock = 0.81 * TIME
    assert early(touchdown, retimed, state)


def test_the_dcm_is_seen_from_its_offset_over_the_foothold(touchdown, swing, state):
    retimed, offset = swing._replace(retimed=True), np.array([0.1, -0.05])
    dcm = swing.target.point + offset
    assert not early(touchdown, retimed, state, dcm=dcm)
    state.dcm_offset = offset
    assert early(touchdown, retimed, state, dcm=dcm)
