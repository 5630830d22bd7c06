"""Real runs that go wrong: exit status, one message, nothing recorded is lost."""

import dataclasses
import json
import resource
import signal
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest

import relaywalk
from relaywalk import cli
from relaywalk.control.controllers.dcm_qp import DcmQp
from relaywalk.recording.recording import Recording
from relaywalk.scenario.scenario import engine_names
from relaywalk.simulation.termination import Termination

DROPS = """\
name: drops
duration: 3.0
props: {torch: {card: torch}}
actors:
  robot: {card: kuavo_4_pro, start: {x: -2.0}, script: [{kind: stand, duration: 3.0}]}
  giver:
    card: human
    role: giver
    holds: {prop: torch}
    script: [{kind: stand}]
"""


def run(folder, *options, scenario="stand"):
    options = ["--engine", "mujoco", "--quiet", "--out", str(folder), *options]
    return cli.main(["run", scenario, *options])


def outcome(folder):
    """Return the outcome; the recording must be whole and of finite numbers."""
    recording = Recording.open(folder)
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert recording.time[-1] == result["duration"]
    assert np.isfinite(recording["robot.base.z"]).all()
    assert result["reason"]
    return result["outcome"]


PUSHES = "actors.robot.mismatch.pushes"
HARD_PUSH = [  # 4 m/s of the whole body, after 0.2 s
    part
    for leaf, value in (
        ("minimum_speed", 4.0),
        ("maximum_speed", 4.0),
        ("minimum_interval", 0.2),
        ("maximum_interval", 0.2),
    )
    for part in ("--set", f"{PUSHES}.{leaf}={value}")
]


def test_a_fall_is_1_and_has_its_report(
    tmp_path, capsys, oracles_say, plain_plots, no_film
):
    oracles_say()
    assert run(tmp_path, *HARD_PUSH) == 1
    assert outcome(tmp_path) == "fell"
    assert "robot fell at t = " in (tmp_path / "report.html").read_text("utf-8")
    shown = capsys.readouterr()
    assert shown.out.startswith("fell: robot fell at t = ")
    assert "Traceback" not in shown.out + shown.err


def test_a_run_out_of_time_is_1(tmp_path):
    assert run(tmp_path, "--set", "duration=0.1", "--no-report") == 1
    assert outcome(tmp_path) == "timeout"


def test_a_phase_out_of_time_is_1(tmp_path):
    late = "actors.robot.script.0.timeout=0.1"
    assert run(tmp_path, "--set", late, "--no-report") == 1
    assert outcome(tmp_path) == "timeout"


def test_a_torch_on_the_ground_is_1(tmp_path):
    path = tmp_path / "drops.yaml"
    path.write_text(DROPS, encoding="utf-8")
    out = tmp_path / "run"
    assert run(out, "--no-report", scenario=str(path)) == 1
    assert outcome(out) == "dropped"


def test_a_criterion_missed_is_1_and_says_that_the_run_finished(tmp_path, capsys):
    asked = ("success.max_base_tilt=0", "actors.robot.script.0.duration=0.1")
    assert run(tmp_path, *(w for a in asked for w in ("--set", a)), "--no-report") == 1
    assert outcome(tmp_path) == "timeout"
    assert "timeout: finished, but base tilt " in capsys.readouterr().out


def test_numbers_that_break_are_1_and_are_not_recorded(tmp_path, monkeypatch):
    command = DcmQp.command

    def broken(self, seen, goal):
        good = command(self, seen, goal)
        if seen.state.time < 0.1:
            return good
        return dataclasses.replace(good, torque=np.full_like(good.torque, np.nan))

    monkeypatch.setattr(DcmQp, "command", broken)
    assert run(tmp_path, "--no-report") == 1
    assert outcome(tmp_path) == "diverged"
    assert len(Recording.open(tmp_path)) == pytest.approx(51, abs=2)


@pytest.fixture
def ctrl_c(monkeypatch):
    """Press Ctrl-C after 0.1 simulated seconds."""
    pressed = []

    def step(self, observation, commands, signals):
        if observation.time > 0.1 and not pressed:
            pressed.append(observation.time)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Termination, "step", step)


def test_ctrl_c_is_1_and_leaves_a_whole_run(tmp_path, ctrl_c, capsys):
    before = signal.getsignal(signal.SIGINT)
    assert run(tmp_path, "--no-report") == 1
    assert outcome(tmp_path) == "interrupted"
    assert Recording.open(tmp_path).time[-1] < 0.5
    assert "interrupted: stopped by the user" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is before


def test_a_full_disk_is_3_and_what_it_holds_can_be_recovered(tmp_path, capfd):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        assert run(tmp_path, "--no-report") == 3
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    shown = capfd.readouterr()
    assert shown.err.startswith(f"relaywalk: {tmp_path / 'recording.arrows'}: cannot")
    assert shown.err.count("\n") == 1
    assert "rows are kept; make room, then 'relaywalk recover" in shown.err
    assert cli.main(["recover", str(tmp_path)]) == 0
    assert outcome(tmp_path) == "interrupted"
    assert relaywalk.open(tmp_path).result.phases[0].phase == "stand"


@pytest.mark.parametrize("folder", ["/dev/null/run", "card.yaml/run"])
def test_a_folder_that_cannot_be_written_is_2(tmp_path, capsys, folder):
    (tmp_path / "card.yaml").touch()
    assert run(tmp_path / folder, "--no-report") == 2
    shown = capsys.readouterr().err
    assert "Not a directory: a folder that can be written" in shown
    assert shown.count("\n") == 1


def test_a_bad_model_is_2_before_a_folder_is_made(tmp_path, capsys):
    model = tmp_path / "model"
    model.mkdir()
    (model / "card.yaml").write_text("name: x\njoints: 3\nratings: {}\n")
    robot = ["--robot", str(model / "card.yaml")]
    assert run(tmp_path / "run", *robot) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"relaywalk: {model / 'card.yaml'}:1: title: (missing)")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("engine", [*filter(find_spec, engine_names())])
def test_a_quiet_run_says_its_outcome_and_no_more(tmp_path, engine):
    command = [sys.executable, "-m", "relaywalk", "run", "stand", "--engine", engine]
    options = ["--quiet", "--no-report", "--out", str(tmp_path)]
    short = ["--set", "actors.robot.script.0.duration=0.02"]
    done = subprocess.run(
        [*command, *options, *short], check=True, capture_output=True, text=True
    )
    reason = "every phase was done and every criterion met"
    assert done.stdout == f"success: {reason} ({tmp_path})\n"
    assert done.stderr == ""
