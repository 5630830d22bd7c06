"""A scenario shown while it runs is the same bit for bit; controls hold it."""

import numpy as np
import pytest
from tests.view.live.screens import Kept

from relaywalk.recording.recording import Recording
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import RunSegment, simulate
from relaywalk.simulation.operator import AskedPush
from relaywalk.simulation.replay import verify
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.viewer import Viewer

SHORT = RunSegment(end=0.1)


class Enough(KeyboardInterrupt):
    """Ends a run that would wait for ever."""


def shown(folder, controls, screen, advance=lambda *_: None, clock=None):
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    ticks = iter(range(10**6))
    viewer = Viewer(screen, controls, advance, clock or (lambda: float(next(ticks))))
    return simulate(scenario, folder, segment=SHORT, operator=viewer)


def test_what_is_shown_is_what_is_recorded_and_changes_nothing(tmp_path):
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    alone = simulate(scenario, tmp_path / "alone", segment=SHORT)
    screen = Kept()
    seen = shown(tmp_path / "seen", Controls(np.inf), screen)
    assert seen.fingerprint == alone.fingerprint
    recording = Recording.open(tmp_path / "seen")
    times = [frame.time for frame in screen.frames]
    rows = np.searchsorted(recording.time, np.array(times) - 1e-9)
    assert len(rows) > 5
    for frame, row in zip(screen.frames, rows, strict=True):
        assert frame.bodies["robot"].base[2] == recording["robot.base.z"][row]
        torque = frame.row[frame.columns["robot.leg_l4_joint.torque"]]
        recorded = recording["robot.leg_l4_joint.torque"][row]
        assert torque == pytest.approx(recorded, rel=1e-6)


def test_the_curves_are_of_all_that_was_shown(tmp_path):
    screen = Kept()
    shown(tmp_path, Controls(np.inf), screen)
    times, values, none = screen.pasts[-1].series(["robot.base.z", "robot.nothing"])
    assert times.tolist() == [frame.time for frame in screen.frames]
    assert values[0] == screen.frames[0].bodies["robot"].base[2]
    assert np.isnan(none).all()


def test_a_step_shows_each_period_and_a_pause_can_be_ended(tmp_path):
    controls, screen = Controls(), Kept()
    controls.step(3)

    def advance(time, speed):
        if speed == 0.0:  # it waits
            raise Enough

    result = shown(tmp_path, controls, screen, advance)
    assert [frame.time for frame in screen.frames] == pytest.approx(
        [0.0, 0.002, 0.004, 0.006]
    )
    assert result.outcome == "interrupted"


def test_a_restart_ends_the_run(tmp_path):
    controls = Controls(np.inf)

    def restart(frame):
        if frame.time > 0.02:
            controls.restart()

    result = shown(tmp_path, controls, Kept(restart))
    assert result.outcome == "interrupted"
    assert result.duration < 0.05
    assert controls.restart_asked


def test_a_push_is_shown_said_recorded_and_repeated(tmp_path):
    controls = Controls(np.inf)

    def push(frame):
        if frame.time > 0.02 and not screen.said:
            controls.push(AskedPush("robot", "zarm_l4_link", (1.0, 2.0, 0.0), 0.02))

    screen = Kept(push)
    shown(tmp_path / "run", controls, screen)
    assert "zarm_l4_link: [1.0, 2.0, 0.0] N·s" in screen.said[0]
    channel = "robot.push.zarm_l4_link.fy"
    assert channel not in screen.frames[0].columns
    force = [f.row[f.columns[channel]] for f in screen.frames if channel in f.columns]
    assert max(force) == pytest.approx(100.0)
    assert verify(tmp_path / "run", tmp_path / "again").identical
