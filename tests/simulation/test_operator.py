"""An operator changes nothing by looking on; a push is in the scenario it repeats."""

from importlib.util import find_spec

import numpy as np
import pytest
import yaml
from pydantic import ValidationError

from relaywalk.recording.fingerprint import fingerprint_of
from relaywalk.recording.recording import Recording
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import RunSegment, simulate
from relaywalk.simulation.operator import AskedPush, NoOperator
from relaywalk.simulation.replay import Span, restart, verify

ENGINES = [name for name in ("mujoco", "pybullet") if find_spec(name)]
SHORT = RunSegment(end=0.3)


class Hand(NoOperator):
    """Pushes at some times [s]; ends the run when it has seen enough."""

    def __init__(self, asked=(), enough=np.inf):
        self.asked, self.enough, self.times = dict(asked), enough, []

    def begin(self, stage):
        self.stage = stage

    def step(self, observation, commands, signals):
        self.times.append(observation.time)
        if observation.time >= self.enough:
            raise KeyboardInterrupt

    def pushes(self):
        due = [t for t in self.asked if t <= self.stage.observation.time]
        return [self.asked.pop(time) for time in due]


def stand(engine="mujoco", **changes):
    changes = {"engine": engine, "duration": 2.5, **changes}
    return Scenario.load("stand").with_overrides(changes)


def push(link, x=0.0, y=5.0):
    return AskedPush("robot", link, (x, y, 0.0), 0.05)


@pytest.mark.parametrize("engine", ENGINES)
def test_who_looks_on_changes_no_bit(engine, tmp_path):
    hand = Hand()
    alone = simulate(stand(engine), tmp_path / "alone", segment=SHORT)
    seen = simulate(stand(engine), tmp_path / "seen", segment=SHORT, operator=hand)
    assert seen.fingerprint == alone.fingerprint
    assert len(hand.times) == len(Recording.open(tmp_path / "seen"))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_with_pushes_repeats_bit_for_bit(engine, tmp_path):
    hand = Hand({0.1: push("base_link"), 0.2: push("zarm_l4_link", 3.0)}, enough=0.5)
    result = simulate(stand(engine), tmp_path / "run", operator=hand)
    assert result.outcome == "interrupted"
    written = yaml.safe_load((tmp_path / "run" / "scenario.yaml").read_text())
    one, two = written["actors"]["robot"]["pushes"]
    assert (one["time"], one["link"]) == (pytest.approx(0.1), "base_link")
    assert two["impulse"] == [3.0, 5.0, 0.0]
    replay = verify(tmp_path / "run", tmp_path / "again")
    assert replay.identical
    assert replay.changes == ()
    again = Recording.open(tmp_path / "again")
    force = again["robot.push.zarm_l4_link.fx"]
    period = again.time[1] - again.time[0]
    assert force.sum() * period == pytest.approx(3.0)
    assert not force[again.time < 0.2].any()


def test_the_result_is_that_of_the_numbers_recorded(tmp_path):
    hand = Hand({0.1: push("zarm_l4_link")}, enough=0.2)
    result = simulate(stand(), tmp_path, operator=hand)
    assert result.fingerprint == fingerprint_of(Recording.open(tmp_path))
    assert not (tmp_path / "growing").exists()


def test_snapshots_of_before_a_push_are_gone(tmp_path):
    hand = Hand({0.25: push("base_link")}, enough=0.5)
    simulate(stand(snapshot_every=0.2), tmp_path / "run", operator=hand)
    assert [p.name for p in (tmp_path / "run" / "snapshots").iterdir()] == [
        "0000.400.bin"
    ]
    restart(tmp_path / "run", tmp_path / "later", Span(0.42, 0.46))
    run, later = Recording.open(tmp_path / "run"), Recording.open(tmp_path / "later")
    rows = np.searchsorted(run.time, later.time - 1e-9)
    np.testing.assert_array_equal(later["robot.base.y"], run["robot.base.y"][rows])


def test_a_push_beyond_what_a_scenario_may_say_is_refused():
    with pytest.raises(ValidationError):
        push("base_link", 2000.0).at(0.1)
