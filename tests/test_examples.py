"""The lessons run, and say what they should."""

import runpy
from pathlib import Path

import nbformat
import numpy as np
import pyarrow.parquet as pq
import pytest

from relaywalk import cli
from relaywalk.errors import ScenarioError
from relaywalk.simulation.stage import Stage
from relaywalk.sweep.definition import read_sweep
from relaywalk.sweep.plan import planned

EXAMPLES = Path(__file__).parents[1] / "examples"
LESSON = EXAMPLES / "03_joint_loads.py"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Let every example leave its run where it harms nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda p: p.stem)
def test_every_example_is_python_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    compile(text, str(path), "exec")
    assert text.startswith(('"""', "# %% [markdown]"))


def test_standing_prints_the_torque_of_the_knee(capsys):
    runpy.run_path(str(EXAMPLES / "00_stand.py"))["main"]("mujoco")
    shown = capsys.readouterr().out
    assert shown.startswith("success")
    assert "robot.leg_r4_joint.torque [N·m]: torque the actuator applied" in shown


def test_walking_prints_the_joints_used_most(capsys):
    runpy.run_path(str(EXAMPLES / "01_walk.py"))["main"]("stand", 0.7)
    shown = capsys.readouterr().out
    assert "stand" in shown
    assert shown.count("of what its actuator can give") == 5


def test_the_scenario_of_the_walk_is_valid():
    scenario = runpy.run_path(str(EXAMPLES / "01_walk.py"))["relaywalk"].Scenario
    assert scenario.load(EXAMPLES / "walk_2m.yaml").success.distance == 2.0


@pytest.mark.parametrize("name", ["randomised_relays", "pushed_relays"])
def test_a_sweep_file_names_engines_in_pairs(name):
    _, definition, scenario = read_sweep(EXAMPLES / f"{name}.yaml")
    assert definition.runs >= 30
    assert definition.set["engine"].tag == "grid"
    assert scenario.actors["robot"].mismatch.velocity_noise == 1.5


SHORT = "script.0.duration: 1.0", "script.0.duration: 0.1"
VARIED = {
    "balance_gains": (
        "actors.robot.controller.walker.balance.gain",
        [1.0, 2.0, 4.0] * 2,
    ),
    "control_periods": ("control_period", [0.001, 0.002, 0.004, 0.005]),
}


@pytest.fixture
def shortened(tmp_path):
    """Return a function: name of a sweep, changes of its text → its file."""

    def make(name, *changes):
        text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
        for old, new in (SHORT, *changes):
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.mark.parametrize("name", VARIED)
def test_a_sweep_over_control_has_what_is_varied_in_its_table(
    shortened, tmp_path, name
):
    leaf, values = VARIED[name]
    out = tmp_path / "out"
    sweep = ["sweep", str(shortened(name)), "--workers", "1", "--out", str(out)]
    assert cli.main(sweep) == 0
    rows = pq.read_table(out / "runs.parquet").to_pylist()
    assert [row[leaf] for row in rows] == values
    assert {row["outcome"] for row in rows} == {"success"}
    for row in rows:
        assert row["duration"] == pytest.approx(0.1, abs=0.006)
    assert len({row["fingerprint"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("period", "messages"),
    [
        (
            "0.0015",
            [
                "snapshot_every: 10.0: null or a multiple of the control period of",
                "timestep: 0.001: a timestep that divides the control period of",
            ],
        ),
        ("0.003", ["snapshot_every: 10.0: null or a multiple of the control period"]),
    ],
)
def test_a_control_period_that_does_not_fit_is_refused_before_the_first_run(
    shortened, period, messages
):
    path = shortened("control_periods", ("0.004, 0.005]", f"{period}]"))
    with pytest.raises(ScenarioError) as caught:
        planned(read_sweep(path), 1000)
    said = str(caught.value).split("\n")
    for line, message in zip(said, messages, strict=True):
        assert message in line


def test_the_picture_turns_the_loop_by_hand(tmp_path, monkeypatch):
    class Enough(Exception):
        """Ends the walk before its picture, which would take a minute."""

    advance, times = Stage.advance, []

    def counted(self, commands):
        advance(self, commands)
        times.append(self.observation.time)
        if len(times) == 3:
            raise Enough

    monkeypatch.setattr(Stage, "advance", counted)
    main = runpy.run_path(str(EXAMPLES / "00_picture.py"))["main"]
    with pytest.raises(Enough):
        main("mujoco", tmp_path / "picture.png")
    assert times == pytest.approx([0.002, 0.004, 0.006])


def test_the_relay_draws_the_torch(capsys, tmp_path):
    runpy.run_path(str(EXAMPLES / "02_relay.py"))["main"]("mujoco", "stand")
    assert "torch.png; all plots: relaywalk report" in capsys.readouterr().out
    assert len(list(tmp_path.glob("runs/*/torch.png"))) == 1


def test_the_notebook_is_its_script():
    made = runpy.run_path(str(EXAMPLES / "notebook.py"))["notebook"](LESSON)
    kept = nbformat.read(LESSON.with_suffix(".ipynb"), as_version=4)
    nbformat.validate(kept)
    assert kept == made, "run 'python examples/notebook.py'"


def test_the_notebook_runs_and_its_figures_agree():
    """By hand, by Newton and by the engine: one elbow torque."""
    book = nbformat.read(LESSON.with_suffix(".ipynb"), as_version=4)
    names = {}
    for cell in book.cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    torque = names["recording"]["robot.zarm_r4_joint.torque"][-1]
    by_hand = names["by_hand"]("zarm_r4_joint", names["q"])
    assert torque == pytest.approx(by_hand[4], rel=2e-3)
    assert names["recorded"] == pytest.approx(by_hand, rel=2e-3, abs=5e-3)
    assert np.abs(names["residual"]).max() < 0.02 * 14.1  # least peak torque of the arm
    assert (names["run"].folder / "joint_loads.png").stat().st_size > 10_000
