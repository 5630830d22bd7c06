"""A recording is shown as it was, with the controls of a run under way."""

import numpy as np
import pytest
from tests.view.live.screens import Kept
from tests.view.live.test_pace import Clock

from relaywalk.analysis.kinematics import pose_of
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.playback import Playback, Player


@pytest.fixture
def playback(shared_run):
    return Playback(shared_run(60))


class Enough(Exception):
    """Ends a playback."""


def player(playback, controls, screen):
    clock = Clock()
    return Player(playback, screen, controls, clock, clock.sleep), clock


def waits(time, speed):
    if speed == 0.0:
        raise Enough


def test_frames_are_the_rows_of_the_recording(playback, shared_run):
    run = shared_run(60)
    rows = np.searchsorted(run.recording.time, playback.time)
    frame = playback.frame(5)
    base = pose_of(run.recording, "robot.base")[rows[5]]
    np.testing.assert_array_equal(frame.bodies["robot"].base, base)
    np.testing.assert_array_equal(
        frame.props["torch"], pose_of(run.recording, "torch")[rows[5]]
    )
    joint = run.cards["robot"].joints[0]
    assert (
        frame.bodies["robot"].joints[0]
        == (run.recording[f"robot.{joint}.position"][rows[5]])
    )
    times, values = playback.past(5).series(["robot.base.x"])
    assert times.tolist() == playback.time[:6].tolist()
    assert values[-1] == base[0]


def test_it_plays_in_real_time_to_its_end_and_waits_there(playback):
    controls, screen = Controls(), Kept()
    playing, clock = player(playback, controls, screen)
    with pytest.raises(Enough):
        while True:
            playing.turn(waits)
    assert clock.now - 10.0 == pytest.approx(playback.time[-2] - playback.time[0])
    assert screen.frames[-1].time == playback.time[-1]


def test_a_step_is_a_sample(playback):
    controls, screen = Controls(), Kept()
    controls.step(2)
    playing, _ = player(playback, controls, screen)
    with pytest.raises(Enough):
        while True:
            playing.turn(waits)
    assert [f.time for f in screen.frames] == playback.time[:3].tolist()


def test_it_goes_to_a_time_and_back_to_the_start(playback):
    controls, screen = Controls(), Kept()
    controls.pause(True)
    playing, _ = player(playback, controls, screen)
    controls.seek(float(playback.time[4]))
    playing.turn(waits)
    assert playing.number == 4
    controls.restart()
    playing.turn(waits)
    assert playing.number == 0
    assert not controls.paused
    controls.seek(1e9)
    playing.turn(waits)
    assert playing.number == len(playback.time) - 1


def test_a_scene_is_set_up_once(playback):
    screen = Kept()
    with pytest.raises(Enough):
        playback.play(screen, Controls(np.inf), waits)
    ((scenery, channels),) = screen.scenes
    assert "robot.base.x" in channels
    assert set(scenery.actors) == {"robot", "giver", "receiver"}
