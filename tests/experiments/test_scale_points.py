"""A point is what the process cost and what the runs in it say."""

import shutil
from pathlib import Path

import pytest
from tests.made_results import write_result

from relaywalk.errors import RelayError
from relaywalk.experiments import scale_points
from relaywalk.experiments.process_cost import ProcessCost
from relaywalk.experiments.scale_points import report_point, run_point, sweep_point
from relaywalk.experiments.scale_scenarios import carrying
from relaywalk.scenario.scenario import Scenario
from relaywalk.sweep.definition import read_sweep

WALK = carrying(1.0, "mujoco")


@pytest.fixture
def commands(monkeypatch, written):
    """Return the commands that were given; each leaves what it should."""
    given = []

    def process_cost(command):
        given.append(command[len(scale_points.PROGRAM) :])
        verb, subject, *_ = given[-1]
        out = Path(command[command.index("--out") + 1]) if "--out" in command else None
        if verb == "report":
            Path(subject, "report.html").touch()
        elif verb == "run":
            shutil.copytree(written(100, "relay_5m"), out)
            write_result(out, duration=10.0)
        else:
            for number, outcome in enumerate(("success", "fell", "success")):
                (out / "runs" / f"{number}").mkdir(parents=True)
                write_result(out / "runs" / f"{number}", duration=4, outcome=outcome)
        return ProcessCost(0, 20.0, 300_000_000, "", "")

    monkeypatch.setattr(scale_points, "process_cost", process_cost)
    return given


def test_a_run_is_that_of_the_scenario(commands, tmp_path):
    point = run_point(5.0, WALK, tmp_path / "walk")
    assert point == (5.0, 10.0, 20.0, 300_000_000, "success")
    assert point.pace == 2.0
    ((verb, file, *options),) = commands
    assert verb == "run"
    assert Scenario.load(file) == WALK
    assert "--no-report" in options


def test_a_report_is_that_of_the_run_by_its_rows(commands, tmp_path):
    run_point(5.0, WALK, tmp_path / "walk")
    point = report_point(tmp_path / "walk")
    assert commands[-1] == ["report", str(tmp_path / "walk" / "run")]
    assert (point.size, point.simulated) == (100, 10.0)


def test_a_sweep_is_of_so_many_runs_of_the_scenario(commands, tmp_path):
    point = sweep_point(2, 3, WALK, tmp_path / "sweep")
    ((verb, file, *options),) = commands
    assert (verb, options[:2]) == ("sweep", ["--workers", "2"])
    asked = read_sweep(Path(file))
    assert (asked.definition.runs, asked.scenario) == (3, WALK)
    assert point == (2, 12.0, 20.0, 300_000_000, "1 fell, 2 success")


def test_a_process_that_leaves_nothing_is_told_by_its_own_words(monkeypatch, tmp_path):
    failed = ProcessCost(2, 1.0, 1, "", "no room")
    monkeypatch.setattr(scale_points, "process_cost", lambda _: failed)
    with pytest.raises(RelayError, match="run: no room"):
        run_point(5.0, WALK, tmp_path / "walk")
