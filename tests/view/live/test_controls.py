"""What the person wants is heeded once; a wait ends when there is something to do."""

import threading

import pytest

from relaywalk.simulation.operator import AskedPush
from relaywalk.view.live.controls import Controls

PUSH = AskedPush("robot", "base_link", (0.0, 5.0, 0.0), 0.05)


class Enough(Exception):
    """A look that ends a wait."""


def enough():
    raise Enough


def test_without_a_pause_nothing_waits():
    assert Controls().hold(enough) is False


def test_a_pause_waits_until_somebody_ends_the_run():
    controls = Controls()
    controls.pause(True)
    with pytest.raises(Enough):
        controls.hold(enough)


def test_a_step_goes_on_for_its_periods_and_no_further():
    controls = Controls()
    controls.step(3)
    assert controls.paused
    for _ in range(3):
        assert controls.hold(enough) is False
    with pytest.raises(Enough):
        controls.hold(enough)


def test_another_thread_ends_a_pause():
    controls = Controls()
    controls.pause(True)
    timer = threading.Timer(0.05, controls.pause, [False])
    timer.start()
    assert controls.hold(lambda: None) is True
    timer.join()


def test_going_on_forgets_steps():
    controls = Controls()
    controls.step(9)
    controls.pause(False)
    controls.pause(True)
    with pytest.raises(Enough):
        controls.hold(enough)


def test_pushes_and_a_time_are_given_once():
    controls = Controls()
    controls.push(PUSH)
    controls.seek(2.0)
    assert controls.pushes() == (PUSH,)
    assert controls.pushes() == ()
    assert controls.sought() == 2.0
    assert controls.sought() is None


def test_a_run_that_begins_anew_owes_nothing_to_the_last():
    controls = Controls()
    controls.push(PUSH)
    controls.restart()
    controls.wait_for_restart(enough)
    controls.set_speed(0.2)
    controls.begin()
    assert not controls.restart_asked
    assert controls.pushes() == ()
    assert controls.speed == 0.2
