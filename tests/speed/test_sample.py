"""A sample is what the process cost and what its result says."""

import shutil
import sys

import pytest
from tests.made_results import write_result
from tests.speed import sample

from relaywalk.experiments.process_cost import ProcessCost

SAID = {
    "wall_time": 16.0,
    "engine_time": 6.0,
    "control_tick_median": 0.0004,
    "control_tick_p99": 0.0009,
}


@pytest.fixture
def ran(monkeypatch, written):
    """Return the commands that were run: each leaves a run of 100 rows."""
    commands = []

    def process_cost(command, environment):
        commands.append((command, environment))
        folder = command[-1]
        shutil.copytree(written(100, "relay_5m"), folder)
        write_result(sample.Path(folder), **SAID)
        return ProcessCost(0, 20.0, 300_000_000, "", "")

    monkeypatch.setattr(sample, "process_cost", process_cost)
    return commands


def test_time_outside_the_physics_is_per_control_period(ran, tmp_path):
    side = sample.Side("now", tmp_path)
    found = sample.run(side, ["relay_5m"], tmp_path / "out")
    assert found.outside == pytest.approx((16.0 - 6.0) / 100)
    assert (found.wall, found.memory) == (20.0, 300_000_000)
    assert (found.tick, found.tail) == (0.0004, 0.0009)


def test_a_side_runs_its_own_code_with_this_interpreter(ran, tmp_path):
    sample.run(sample.Side("now", tmp_path), ["relay_5m"], tmp_path / "out")
    ((command, environment),) = ran
    assert command[:5] == [sys.executable, "-m", "relaywalk", "run", "relay_5m"]
    assert environment["PYTHONPATH"] == str(tmp_path / "sim")
    assert environment["OMP_NUM_THREADS"] == "1"


def test_a_run_without_a_result_ends_it_with_what_the_run_said(monkeypatch, tmp_path):
    failed = ProcessCost(2, 1.0, 1, "", "no such scenario")
    monkeypatch.setattr(sample, "process_cost", lambda *_: failed)
    with pytest.raises(SystemExit, match="now: no result: no such scenario"):
        sample.run(sample.Side("now", tmp_path), ["fly"], tmp_path / "out")
