"""Simulated time does not run ahead of the wall clock, and does not race after it."""

import pytest

from relaywalk.view.live.pace import Pace


class Clock:
    """A wall clock that only sleep moves."""

    def __init__(self):
        self.now, self.slept = 10.0, []

    def __call__(self):
        return self.now

    def sleep(self, duration):
        self.slept.append(duration)
        self.now += duration


@pytest.fixture
def clock():
    return Clock()


@pytest.mark.parametrize(("speed", "wall"), [(1.0, 2.0), (0.2, 10.0), (4.0, 0.5)])
def test_the_wall_time_is_the_simulated_over_the_speed(clock, speed, wall):
    pace = Pace(clock, clock.sleep)
    for tick in range(101):
        pace.wait(0.02 * tick, speed)
    assert clock.now - 10.0 == pytest.approx(wall)


def test_without_a_limit_nobody_sleeps(clock):
    pace = Pace(clock, clock.sleep)
    for tick in range(10):
        pace.wait(float(tick), float("inf"))
    assert clock.slept == []


def test_what_is_far_behind_is_not_caught_up(clock):
    pace = Pace(clock, clock.sleep)
    pace.wait(0.0, 1.0)
    clock.now += 5.0
    pace.wait(0.1, 1.0)
    pace.wait(0.2, 1.0)
    assert clock.slept == [pytest.approx(0.1)]


def test_after_a_pause_it_counts_anew(clock):
    pace = Pace(clock, clock.sleep)
    pace.wait(0.0, 1.0)
    pace.start_anew()
    pace.wait(50.0, 1.0)
    pace.wait(50.1, 1.0)
    assert clock.slept == [pytest.approx(0.1)]
