"""Where and when a step lands, so that the DCM is caught by it."""

import numpy as np
import pytest

from relaywalk.control.step_choice import (
    DcmNow,
    StepBounds,
    StepChoiceParams,
    SwingNow,
    choose,
    foreseen_component,
    foreseen_error,
    reachable_places,
)
from relaywalk.planning.dcm import ZmpSegment
from relaywalk.planning.swing_foot import Quintic

OMEGA, GAIN, KAPPA, CUBIC = 3.4, 2.0, 0.004, 0.5  # [1/s], [-], [s²], [-]
PARAMS = StepChoiceParams()
BOUNDS = StepBounds(0.45, 0.64, 0.13, 0.65, 3.5)
WIDE = StepBounds(5.0, 5.0, -5.0, 5.0, 100.0)
TIME, CLOCK = 0.4, 0.15  # [s]
LENGTH, WIDTH = 0.5, 0.2  # [m]
TIMES = np.linspace(0.23, 0.45, 16)
SHIFT = np.array([0.06, 0.03])  # [m]


def pendulum(error, shift, time, period=1e-4):
    """Return the DCM error (2,) after a time, its feedback clipped [m]."""

    def rate(error):
        return OMEGA * (error - np.clip((1.0 + GAIN) * error, -shift, shift))

    error = np.array(error)
    for _ in range(round(time / period)):
        error = error + period * rate(error + 0.5 * period * rate(error))
    return error


@pytest.mark.parametrize(
    ("error", "shift"),
    [
        ((0.01, -0.005), (0.06, 0.03)),  # free
        ((0.05, -0.02), (0.06, 0.03)),  # clipped, and free again in time
        ((0.059, -0.0295), (0.06, 0.03)),  # clipped, and free too late
        ((0.10, -0.04), (0.06, 0.03)),  # it grows
        ((0.10, 0.01), (0.06, 0.03)),  # one does, the other is free
        ((0.02, 0.0), (0.0, 0.0)),  # no room
        ((0.0, 0.0), (0.06, 0.03)),
    ],
)
def test_the_foreseen_error_is_that_of_a_pendulum_with_clipped_feedback(error, shift):
    times = np.array([0.05, 0.15, 0.3])
    found = foreseen_error(np.array(error), np.array(shift), GAIN, OMEGA, times)
    for time, foreseen in zip(times, found, strict=True):
        expected = pendulum(error, np.array(shift), time)
        np.testing.assert_allclose(foreseen, expected, atol=1e-6)


def foot(place, time, cubic=CUBIC):
    """Return the undisturbed way along of a foot to a place [m] in a time [s]."""
    lift_off, still = np.array([-LENGTH]), np.zeros(1)
    push = 6.0 * cubic / time**2 * (place - lift_off)
    return Quintic.between(0.0, time, (lift_off, still, push), (place, -push))


def swing(side=1.0, clock=CLOCK):
    """Return a swing in a steady walk, from −0.5 m to 0.5 m."""
    nominal = np.array([LENGTH, side * WIDTH])
    motion = foot(nominal[:1], TIME).sample(clock)[:, 0]
    here = np.array([motion[0], side * WIDTH])
    return SwingNow(side, clock, TIME, nominal, here, motion, -LENGTH)


def dcm(side=1.0, error=(0.0, 0.0), clock=CLOCK):
    """Return the DCM of that walk; along it carries on, across it comes back."""
    pressure = np.array([0.0, side * 0.01])
    way = np.array([2.0 * LENGTH, 0.0])
    plan = ZmpSegment.of_swing(pressure, TIME, way, (KAPPA, CUBIC))
    ahead = LENGTH / np.expm1(OMEGA * TIME)
    aside = WIDTH / (1.0 + np.exp(OMEGA * TIME))
    offset = np.array([ahead, -side * aside])
    final = np.array([LENGTH, side * WIDTH]) + offset
    start = plan.initial_dcm(final, OMEGA)
    reference = plan.dcm(start, OMEGA, 0.0, clock)
    return DcmNow(reference, pressure, np.array(error), SHIFT, offset, OMEGA)


def chosen(swing, dcm, times=TIMES, bounds=BOUNDS, params=PARAMS):
    return choose(params, bounds, (GAIN, KAPPA, CUBIC), swing, dcm, times)


@pytest.mark.parametrize("side", [1.0, -1.0])
@pytest.mark.parametrize("clock", [0.0, 0.1, 0.3])
def test_without_an_error_it_is_the_step_of_the_plan(side, clock):
    times = np.append(np.linspace(clock + 0.08, 0.45, 15), TIME)
    choice = chosen(swing(side, clock), dcm(side, clock=clock), times)
    np.testing.assert_allclose(choice.place, [LENGTH, side * WIDTH], atol=1e-9)
    assert choice.time == TIME
    assert choice.cost == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("error", [(0.0, 0.0), (0.05, 0.01), (-0.12, 0.05)])
@pytest.mark.parametrize("time", [0.24, 0.3, 0.4, 0.45])
def test_the_foothold_takes_up_all_of_the_error(error, time):
    """ξ(T) is b from the foot, the foot's own way and its moment counted in.

    ξ' = ω (ξ − p), p = cop − κ ẍ, integrated with the quintic to that foothold; the
    clipped feedback acts on the error alone.
    """
    walk, state = swing(), dcm(error=error)
    place = chosen(walk, state, np.array([time]), WIDE).place
    left, end = time - CLOCK, -6.0 * CUBIC / time**2 * (place[:1] + LENGTH)
    start = tuple(np.array([value]) for value in walk.motion)
    way = Quintic.between(CLOCK, left, start, (place[:1], end))
    steps = 500
    step, xi = left / steps, state.reference.copy()
    for k in range(steps):  # midpoint rule
        moment = np.zeros(2)
        moment[0] = KAPPA * way.sample(CLOCK + (k + 0.5) * step)[2, 0]
        zmp = state.pressure - moment
        half = xi + step / 2 * OMEGA * (xi - zmp)
        xi = xi + step * OMEGA * (half - zmp)
    xi = xi + pendulum(error, SHIFT, left)
    np.testing.assert_allclose(place, xi - state.offset, atol=5e-5)


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_step_is_earlier_when_the_body_falls_to_its_side(side):
    """The later it lands the further out it has to, beyond what a leg reaches."""
    choice = chosen(swing(side), dcm(side, error=(0.0, side * 0.16)))
    assert choice.time < TIME - 0.05
    assert side * choice.place[1] > WIDTH + 0.1


def test_a_step_forwards_is_longer_and_earlier():
    choice = chosen(swing(), dcm(error=(0.15, 0.0)))
    assert choice.place[0] > LENGTH + 0.05
    assert choice.time < TIME


def test_the_more_time_weighs_the_nearer_it_is_to_that_of_the_plan():
    def time(cost):
        params = PARAMS.model_copy(update={"time_cost": cost})
        return chosen(swing(), dcm(error=(0.0, 0.1)), params=params).time

    free, usual, strict = time(0.0), time(PARAMS.time_cost), time(1.0)
    assert free <= usual < strict <= TIME + 0.02


@pytest.mark.parametrize("side", [1.0, -1.0])
@pytest.mark.parametrize("angle", np.linspace(0.0, 2.0 * np.pi, 9)[:-1])
@pytest.mark.parametrize("size", [0.1, 0.5])
def test_whatever_the_error_the_step_is_within_its_bounds(side, angle, size):
    error = size * np.array([np.cos(angle), np.sin(angle)])
    walk = swing(side)
    choice = chosen(walk, dcm(side, error=error))
    along, outwards = choice.place[0], side * choice.place[1]
    assert -BOUNDS.back - 1e-9 <= along <= BOUNDS.front + 1e-9
    assert BOUNDS.inner - 1e-9 <= outwards <= BOUNDS.outer + 1e-9
    assert choice.time in TIMES
    way = np.hypot(*(choice.place - walk.foot))
    assert way <= BOUNDS.speed * (choice.time - CLOCK) + 1e-9


def reached(walk, place, time):
    """Return the foothold next to a place that the leg reaches in its time."""
    return reachable_places(BOUNDS, walk, place[None], np.array([time]))[0]


def test_a_place_within_reach_is_left_alone_and_one_too_far_is_brought_nearer():
    walk = swing()
    near = np.array([0.4, 0.3])
    np.testing.assert_allclose(reached(walk, near, TIME), near, atol=1e-12)
    far = reached(walk, np.array([2.0, -1.0]), TIME)
    assert far[0] <= BOUNDS.front
    assert far[1] == pytest.approx(BOUNDS.inner)
    late = reached(walk, near, CLOCK + 0.02)
    assert np.hypot(*(late - walk.foot)) == pytest.approx(0.02 * BOUNDS.speed)


def test_at_touchdown_the_foot_stays_where_it_is():
    walk = swing()
    place = reached(walk, np.array([0.4, 0.3]), CLOCK)
    np.testing.assert_allclose(place, walk.foot)


@pytest.mark.parametrize("error", [0.0, 0.01, -0.005, 0.05, -0.0295, 0.10, -0.04])
@pytest.mark.parametrize("shift", [0.06, 0.03, 0.0])
@pytest.mark.parametrize("time", [0.0, 0.05, 0.15, 0.3])
def test_one_component_is_foreseen_as_many_are(error, shift, time):
    both = foreseen_error(
        np.array([error, 0.0]), np.array([shift, 0.0]), GAIN, OMEGA, np.array([time])
    )
    one = foreseen_component(error, shift, GAIN, OMEGA, time)
    assert one == pytest.approx(both[0, 0], abs=1e-15)
