"""A foot in the air: its way, its height and its turn, and their derivatives."""

from dataclasses import replace

import numpy as np
import pinocchio as pin
import pytest
from numpy.polynomial import Polynomial

from relaywalk.control.swing import Swing, in_frame
from relaywalk.planning.footstep import Footstep
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.swing_foot import profile_acceleration
from relaywalk.spatial import tilt_to

GAIT, TOE = GaitParameters(), 0.17
TIME, STEP = 0.4, 1e-5  # [s]
LEVEL = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
FIRST = Footstep(0.0, 0.1, 0.0, 0.3)
LAST = Footstep(0.8, 0.15, 0.0, 0.5)
UPHILL = LAST._replace(z=0.08)


def swing(last=LAST, normals=LEVEL):
    shape = (GAIT.cubic_share, normals)
    return Swing.begun("left_foot", FIRST, last, TIME, shape)


def at(begun, clock, gait=GAIT):
    """Return the reference at a time, reached in one [s]."""
    phase = min(clock / begun.time, 1.0)
    return begun._replace(phase=phase).reference(clock, gait, TOE)


@pytest.mark.parametrize("last", [LAST, UPHILL])
@pytest.mark.parametrize("clock", [0.02, 0.1, 0.115, 0.2, 0.27, 0.35])
def test_velocities_and_accelerations_are_derivatives(last, clock):
    before, here, after = (at(swing(last), clock + d) for d in (-STEP, 0.0, STEP))
    span = 2.0 * STEP
    move = after.position_in_world - before.position_in_world
    np.testing.assert_allclose(here.velocity_in_world, move / span, atol=1e-5)
    change = after.velocity_in_world - before.velocity_in_world
    np.testing.assert_allclose(here.acceleration_in_world, change / span, atol=1e-3)
    turn = pin.log3(after.rotation_to_world @ before.rotation_to_world.T)
    np.testing.assert_allclose(here.angular_velocity_in_world, turn / span, atol=1e-5)
    change = after.angular_velocity_in_world - before.angular_velocity_in_world
    np.testing.assert_allclose(
        here.angular_acceleration_in_world, change / span, atol=1e-3
    )


def test_it_begins_and_ends_level_and_at_rest_where_it_should():
    for clock, step in ((0.0, FIRST), (TIME, UPHILL)):
        there = at(swing(UPHILL), clock)
        np.testing.assert_allclose(there.position_in_world, step.position, atol=1e-9)
        yaw = pin.exp3(np.array([0.0, 0.0, step.yaw]))
        np.testing.assert_allclose(there.rotation_to_world, yaw, atol=1e-9)
        for motion in (there.velocity_in_world, there.angular_velocity_in_world):
            np.testing.assert_allclose(motion, 0.0, atol=1e-9)


@pytest.mark.parametrize("clock", [0.0, 0.13, 0.3])
def test_left_alone_it_accelerates_as_the_profile_says(clock):
    """As the plan of the ZMP counts on: D a(u)/T²."""
    way, profile = LAST.point - FIRST.point, profile_acceleration(GAIT.cubic_share)
    expected = Polynomial(profile)(clock / TIME) * way / TIME**2
    np.testing.assert_allclose(swing().way.sample(clock)[2], expected, atol=1e-9)


def test_it_rises_to_its_height_and_rolls_over_its_toe():
    heights = [at(swing(), u * TIME).position_in_world[2] for u in (0.3, 0.75, 0.6)]
    flat = replace(GAIT, toe_off=0.0)
    level = [at(swing(), u * TIME, flat).position_in_world[2] for u in (0.3, 0.75, 0.6)]
    assert heights[0] - level[0] == pytest.approx(TOE * np.sin(GAIT.toe_off))
    assert heights[1] == pytest.approx(level[1])
    assert level[2] == pytest.approx(GAIT.swing_height)
    nose = at(swing(), 0.3 * TIME).rotation_to_world[2, 0]
    assert nose == pytest.approx(-np.sin(GAIT.toe_off))  # it points down


def ticked(begun, period=0.002, change=lambda one, clock: one):
    """Return the swing tick by tick until its time is over, with its clock."""
    clock, found = 0.0, []
    while clock + period < begun.time - 1e-9:
        clock += period
        begun = change(begun.advanced(period, clock), clock)
        found.append((begun, clock))
    return found


@pytest.mark.parametrize("period", [0.001, 0.002, 0.005])
def test_undisturbed_its_phase_is_its_share_of_the_time(period):
    for one, clock in ticked(swing(), period):
        assert one.phase == pytest.approx(clock / TIME)
        assert one.rate == pytest.approx(1.0 / TIME)


def led(one, clock):
    """Return a swing that is led anew to where it goes anyway."""
    return one.towards(one.target, one.time, clock, GAIT.cubic_share)


def test_led_anew_every_tick_to_the_same_target_it_goes_the_same_way():
    for one, clock in ticked(swing(), change=led)[:-20]:
        expected = swing().way.sample(clock)
        np.testing.assert_allclose(one.way.sample(clock), expected, atol=1e-6)


def test_another_target_and_time_are_met_without_a_jump():
    target, clock = LAST._replace(x=0.5, y=0.3), 0.15
    before = swing().advanced(clock, clock)
    moved = before.towards(target, 0.3, clock, GAIT.cubic_share)
    np.testing.assert_allclose(
        moved.way.sample(clock), before.way.sample(clock), atol=1e-9
    )
    place, velocity, _ = moved.way.sample(0.3)
    np.testing.assert_allclose(place, [0.5, 0.3], atol=1e-9)
    np.testing.assert_allclose(velocity, 0.0, atol=1e-9)


def test_with_less_time_its_phase_is_quicker_and_over_in_time():
    def shorter(one, clock):
        if clock < 0.1:
            return one
        return one.towards(one.target, 0.3, clock, GAIT.cubic_share)

    last, clock = ticked(swing(), change=shorter)[-1]
    assert last.advanced(0.002, clock + 0.002).phase == pytest.approx(1.0)
    assert last.rate > 1.0 / TIME


def test_after_its_time_it_rests_at_its_target():
    late = at(swing(), TIME + 0.01)
    np.testing.assert_allclose(late.position_in_world, LAST.position, atol=1e-9)
    for motion in (
        late.velocity_in_world,
        late.acceleration_in_world,
        late.angular_velocity_in_world,
        late.angular_acceleration_in_world,
    ):
        assert not motion.any()


def test_it_lands_at_the_height_of_the_plan_where_it_aims():
    aimed = swing()._replace(target=Footstep(0.7, 0.2, -0.003, 0.4))
    assert aimed.landing == Footstep(0.7, 0.2, LAST.z, 0.4)


def test_ground_that_is_lower_is_looked_for_downwards():
    """At 0.25 m/s, level, until something bears the foot."""
    one = swing()._replace(phase=1.0)
    for tick in range(1, 6):
        one = one.lowered(0.25, 0.002).advanced(0.002, TIME + tick * 0.002)
    there = one.reference(TIME + 0.01, GAIT, TOE)
    np.testing.assert_allclose(there.position_in_world, [0.8, 0.15, -0.0025])
    np.testing.assert_allclose(there.velocity_in_world, [0.0, 0.0, -0.25])
    assert not there.angular_velocity_in_world.any()
    assert (one.time, one.waited) == pytest.approx((TIME + 0.01, 0.01))
    assert one.landing == LAST


@pytest.mark.parametrize(("phase", "share"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_the_ground_is_expected_on_the_way_from_foothold_to_foothold(phase, share):
    one = swing(UPHILL)._replace(phase=phase)
    assert one.expected_height == pytest.approx(share * UPHILL.z)


def test_it_tilts_from_ground_to_ground():
    slope = np.array([-0.1, 0.05, np.sqrt(1.0 - 0.0125)])
    begun = swing(normals=np.array([[0.0, 0.0, 1.0], slope]))
    np.testing.assert_allclose(at(begun, 0.0).rotation_to_world[:, 2], [0, 0, 1])
    np.testing.assert_allclose(at(begun, TIME).rotation_to_world[:, 2], slope)


@pytest.mark.parametrize(
    "normal", [(0.0, 0.0, 1.0), (0.6, 0.0, 0.8), (-0.3, 0.4, np.sqrt(0.75))]
)
def test_the_smallest_rotation_that_tilts(normal):
    """About z × n, by the angle between them."""
    rotation = tilt_to(np.array(normal))
    axis = np.cross([0.0, 0.0, 1.0], normal)
    angle, size = np.arccos(normal[2]), np.linalg.norm(axis)
    vector = axis * (angle / size if size else 0.0)
    np.testing.assert_allclose(rotation, pin.exp3(vector), atol=1e-12)


def test_a_point_in_the_axes_of_a_sole():
    stance = Footstep(1.0, 2.0, 0.0, np.pi / 2)
    np.testing.assert_allclose(
        in_frame(stance, np.array([1.0, 2.5])), [0.5, 0.0], atol=1e-12
    )


def test_it_does_not_change():
    with pytest.raises(AttributeError):
        swing().time = 1.0
