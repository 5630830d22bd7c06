"""Listeners are fed alike, in order, with the same objects; none alters a bit."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import RobotFell
from relaywalk.recording.recording import Recording
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation import listeners
from relaywalk.simulation.listeners import Progress
from relaywalk.simulation.loop import RunSegment, begin, run, simulate
from relaywalk.simulation.stage import build_stage

TICKS = 15
SCENARIO = Scenario.load("stand").with_overrides(
    {"engine": "mujoco", "snapshot_every": None}
)
PART = RunSegment(end=0.002 * (TICKS - 1))


class Watcher:
    """Notes what it is told, in a list that several share."""

    def __init__(self, name, told, ends_at=9.0):
        self.name, self.told, self.ends_at = name, told, ends_at

    def step(self, observation, commands, signals):
        """Take in one control period."""
        self.told.append((self.name, observation, commands, signals))
        if observation.time >= self.ends_at:
            raise RobotFell("robot", observation.time, "as it was told to")


@pytest.fixture
def active_run(tmp_path):
    """Return a function: more listeners → a run with them, about to begin."""
    stages = []

    def make(*more):
        stages.append(build_stage(SCENARIO))
        one = begin(stages[-1], tmp_path, PART)
        one.listeners = (*one.listeners, *more)
        return one

    yield make
    for stage in stages:
        stage.engine.close()


def test_all_get_the_same_objects_in_order(active_run):
    told = []
    one = active_run(Watcher("first", told), Watcher("second", told))
    run(one)
    one.recorder.close()
    assert [name for name, *_ in told] == ["first", "second"] * TICKS
    for (_, *first), (_, *second) in zip(told[::2], told[1::2], strict=True):
        assert all(a is b for a, b in zip(first, second, strict=True))
    times = [observation.time for _, observation, *_ in told[::2]]
    assert times == pytest.approx([0.002 * tick for tick in range(TICKS)])
    _, observation, commands, signals = told[0]
    assert set(observation.actors) == set(commands) == set(signals) == {"robot"}
    assert signals["robot"].phase == "stand"


def test_one_more_changes_no_bit_of_the_recording(active_run, tmp_path):
    one = active_run(Watcher("one", []), Progress(lambda *_: None, every=0.0))
    run(one)
    one.recorder.close()
    simulate(SCENARIO, tmp_path / "alone", segment=PART)
    assert len(Recording.open(tmp_path)) == TICKS
    alone = Recording.open(tmp_path / "alone")
    names = alone.numeric
    assert Recording.open(tmp_path).numeric == names
    both = (Recording.open(tmp_path), alone)
    bits = {recording.matrix(names).tobytes() for recording in both}
    assert len(bits) == 1


def test_the_row_of_what_ends_the_run_is_written(active_run, tmp_path):
    one = active_run(Watcher("one", [], ends_at=0.01))
    with pytest.raises(RobotFell, match="as it was told to"):
        run(one)
    one.recorder.close()
    assert Recording.open(tmp_path).time[-1] == pytest.approx(0.01)


@pytest.fixture
def wall(monkeypatch):
    """Return a clock that can be set."""
    clock = SimpleNamespace(perf_counter=lambda: clock.now, now=100.0)
    monkeypatch.setattr(listeners, "time", clock)
    return clock


@pytest.mark.parametrize("period", [0.002, 0.01])
def test_progress_is_told_every_so_often_and_how_fast_time_goes(wall, period):
    """Of simulated time, whatever the control period; from where the run began."""
    told = []
    progress = Progress(lambda *said: told.append(said), every=0.2)
    for tick in range(round(1.0 / period) + 1):
        wall.now = 100.0 + 0.5 * tick * period
        progress.step(SimpleNamespace(time=7.0 + tick * period), {}, {})
    times, factors = zip(*told, strict=True)
    gaps = np.diff([7.0, *times, 8.0])
    assert (gaps[:-1] >= 0.2 - 1e-9).all()
    assert gaps.max() <= 0.2 + 1.001 * period
    assert factors == pytest.approx([2.0] * len(factors))
