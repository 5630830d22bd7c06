"""A killed run becomes one that can be opened, judged and reported."""

import json
import shutil

import pytest

from relaywalk.errors import RecordingError
from relaywalk.recording.recover import PARQUET, STREAM
from relaywalk.runs.recovery import recover_run
from relaywalk.runs.run import Run
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import begin, simulate
from relaywalk.simulation.loop import run as turn
from relaywalk.simulation.stage import build_stage
from relaywalk.simulation.termination import Termination

SCENARIO = Scenario.load("stand").with_overrides(
    {"engine": "mujoco", "actors.robot.script.0.duration": 0.2}
)


@pytest.fixture
def killed(tmp_path, monkeypatch):
    """Return the folder that a kill at t = 0.12 s leaves."""
    folder = tmp_path / "killed"

    class Killed(BaseException):
        pass

    def step(self, observation, commands, signals):
        if observation.time >= 0.12:
            raise Killed

    active_run = begin(build_stage(SCENARIO), tmp_path / "open")
    monkeypatch.setattr(Termination, "step", step)
    with pytest.raises(Killed):
        turn(active_run)
    shutil.copytree(tmp_path / "open", folder)
    active_run.recorder.close()
    active_run.run_state.stage.engine.close()
    return folder


def test_a_killed_run_has_a_result_of_what_it_recorded(killed):
    result = recover_run(killed).as_dict()
    run = Run.open(killed)
    assert result == json.loads((killed / "result.json").read_text("utf-8"))
    assert result["outcome"] == "interrupted"
    assert "60 rows are kept, up to t = 0.118 s" in result["reason"]
    assert result["wall_time"] is None
    assert result["versions"]["engine"] != "unknown"
    (phase,) = result["phases"]
    assert (phase["phase"], phase["outcome"]) == ("stand", "running")
    assert len(run.recording) == 60
    assert run.scenario == SCENARIO
    assert not (killed / STREAM).exists()


def test_a_run_that_only_lacks_its_result_gets_the_same_numbers(tmp_path):
    whole = simulate(SCENARIO, tmp_path).as_dict()
    (tmp_path / "result.json").unlink()
    again = recover_run(tmp_path).as_dict()
    for key in ("duration", "max_base_tilt", "versions", "fingerprint", "torch"):
        assert again[key] == whole[key], key
    assert again["phases"][0]["start"] == whole["phases"][0]["start"]


def test_a_finished_run_is_left_alone(tmp_path):
    simulate(SCENARIO, tmp_path)
    before = (tmp_path / "result.json").read_bytes()
    with pytest.raises(RecordingError, match="finished already"):
        recover_run(tmp_path)
    assert (tmp_path / "result.json").read_bytes() == before
    assert (tmp_path / PARQUET).exists()
