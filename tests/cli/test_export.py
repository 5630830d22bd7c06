"""`relaywalk export`: writes beside the run, or says in one line why not."""

import sys

import numpy as np
import pandas as pd
import pytest

from relaywalk import cli
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.recording.recording import Recording
from relaywalk.recording.recover import STREAM
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import recorded_scene
from relaywalk.types import ActorObservation, ActorSignals, Observation, RobotState

ROWS = 250  # half a second, the longest that is kept back


@pytest.fixture
def recorder(tmp_path):
    """Return a recorder of `stand` that has written one batch and a bit."""
    scenario = Scenario.load("stand")
    scene = recorded_scene(scenario)
    card = scene.actors["robot"]
    recorder = Recorder(tmp_path, scene, Head(scenario.dump()))
    told = ActorSignals("stand", np.zeros(len(scene.signals["robot"])))
    n = len(card.joints)
    for row in range(ROWS + 20):
        pose = np.array([0, 0, 0.8, 0, 0, 0, 1.0])
        state = RobotState(row * 0.002, pose, np.zeros(6), np.zeros(n), np.zeros(n))
        contact = {name: np.zeros(6) for name in card.contact_frames}
        seen = ActorObservation(state, np.full(n, row), np.zeros((n, 6)), contact)
        observation = Observation(state.time, {"robot": seen}, {})
        recorder.step(observation, {}, {"robot": told})
    return recorder


@pytest.fixture
def run(recorder, tmp_path):
    """Return the folder of a finished run."""
    recorder.close()
    return tmp_path


def export(folder, *options):
    return cli.main(["export", str(folder), *map(str, options)])


@pytest.mark.parametrize(
    ("form", "name"),
    [("csv", ".csv"), ("hdf5", ".h5"), ("mcap", ".mcap"), ("sto", ".sto")],
)
def test_each_format_lands_beside_the_recording(run, capsys, form, name):
    assert export(run, "--format", form, "--rate", 100) == 0
    assert (run / f"recording{name}").exists()
    assert str(run / f"recording{name}") in capsys.readouterr().out


def test_out_actor_and_rate_are_heeded(run):
    out = run / "new" / "arm.csv"
    options = ["--actor", "robot", "--rate", 50, "--out", out]
    assert export(run / "recording.parquet", "--format", "csv", *options) == 0
    seen = pd.read_csv(out)
    assert list(seen["robot.zarm_r4_joint.torque"]) == list(range(0, ROWS + 20, 10))


def test_a_recovered_run_is_exported(recorder, tmp_path, capsys):
    killed = tmp_path / "killed"
    killed.mkdir()
    (killed / STREAM).write_bytes((tmp_path / STREAM).read_bytes())
    recorder.close()
    assert export(killed, "--format", "csv") == 2
    assert "relaywalk recover" in capsys.readouterr().err
    assert cli.main(["recover", str(killed)]) == 0
    assert export(killed, "--format", "csv") == 0
    rows = len(pd.read_csv(killed / "recording.csv"))
    assert rows == len(Recording.open(killed)) >= 0.95 * (ROWS + 20)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "xls"], "'xls'; there are: csv, hdf5, mcap, rrd, sto"),
        (["--format", "csv", "--actor", "nobody"], "there are: robot"),
        (["--format", "csv", "--rate", "501"], "at most 500 [Hz]"),
        (["--format", "csv", "--out", "recording.parquet"], "ends in .csv"),
        (["--format", "hdf5", "--out", "a.csv"], "ends in .h5 or .hdf5"),
    ],
)
def test_bad_options_are_2_and_one_message(run, capsys, options, message):
    assert export(run, *options) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.count("\n") == 1


def test_a_missing_library_is_2_and_names_the_extra(run, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "h5py", None)
    assert export(run, "--format", "hdf5") == 2
    assert "pip install 'relaywalk[export]'" in capsys.readouterr().err
    assert not list(run.glob("*.h5*"))


def test_a_folder_without_a_run_is_2(tmp_path, capsys):
    assert export(tmp_path, "--format", "csv") == 2
    assert str(tmp_path) in capsys.readouterr().err
