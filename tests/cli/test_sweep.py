"""Real sweeps, disturbed as users disturb them: no run is lost, none made twice."""

import json
import os
import random
import signal
import time
from importlib.util import find_spec

import pytest

from relaywalk import cli

random_moment = random.Random(4)


def until(condition):
    """Wait until something holds, a minute at most."""
    for _ in range(600):
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    return pytest.fail("never happened")


def test_a_sweep_is_told_in_tables_and_exit_status(uninterrupted):
    rows = uninterrupted.rows()
    assert [row["outcome"] for row in rows] == ["success"] * 4
    assert len({row["fingerprint"] for row in rows}) == 4
    assert "criterion met: success_rate = 1" in uninterrupted.told
    assert "95 % interval 51.0% to 100.0%" in uninterrupted.told
    summary = json.loads((uninterrupted.out / "summary.json").read_text())
    assert summary["seeds"] == {"success": [row["seed"] for row in rows]}


def test_a_run_of_a_sweep_is_the_run_of_its_scenario(uninterrupted, tmp_path, capsys):
    row = uninterrupted.rows()[2]
    scenario = uninterrupted.out / row["folder"] / "scenario.yaml"
    out = tmp_path / "run"
    options = ["--no-report", "--quiet", "--out", str(out)]
    assert cli.main(["run", str(scenario), *options]) == 0
    result = json.loads((out / "result.json").read_text())
    assert result["fingerprint"] == row["fingerprint"]


def test_a_killed_sweep_resumes_to_the_same_table(uninterrupted, sweep, ends):
    """kill -9 of the whole sweep, three times, at a random moment."""
    mine = sweep()
    before = {}
    for least in (0, 1, 2):
        process = mine.start()
        until(lambda least=least: mine.workers() and len(mine.finished()) >= least)
        time.sleep(random_moment.uniform(0.0, 1.0))
        workers = mine.workers()
        process.kill()
        process.communicate()
        assert all(ends(worker) for worker in workers)
        assert before.items() <= mine.finished().items()
        before = mine.finished()
    assert mine.finish() == 0
    assert before.items() <= mine.finished().items()
    assert mine.rows() == uninterrupted.rows()
    assert not list(mine.out.glob("runs/*.partial-*"))


def test_a_killed_worker_takes_no_other_run_with_it(uninterrupted, sweep):
    """kill -9 of single workers; the same command then makes up for them."""
    mine = sweep()
    process = mine.start()
    for worker in (until(mine.workers)[0], until(lambda: mine.workers()[1:])[0]):
        os.kill(worker, signal.SIGKILL)
    told = process.communicate(timeout=200)[0]
    assert process.returncode == 1
    assert "criterion MISSED" in told
    killed = [row for row in mine.rows() if row["outcome"] == "killed"]
    assert 1 <= len(killed) <= 2
    whole = uninterrupted.rows()
    for row, other in zip(mine.rows(), whole, strict=True):
        assert row == other or row in killed
    assert mine.finish() == 0
    assert mine.rows() == whole


def test_ctrl_c_stops_and_the_same_command_goes_on(uninterrupted, sweep, ends):
    mine = sweep()
    process = mine.start()
    until(mine.finished)
    workers = mine.workers()
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "of 4 runs are finished; the same command goes on" in told
    assert "Traceback" not in told
    assert all(ends(worker) for worker in workers)
    assert mine.finish() == 0
    assert mine.rows() == uninterrupted.rows()


def test_a_run_that_hangs_is_hung(sweep):
    mine = sweep(
        "scenario: stand\nruns: 1\nset: {engine: mujoco}\nwall_limit: 0.3\n"
        "success: outcomes.hung < 1\n"
    )
    assert mine.finish("--quiet") == 1
    (row,) = mine.rows()
    assert (row["outcome"], row["fingerprint"]) == ("hung", None)
    assert (mine.out / row["folder"] / "scenario.yaml").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("runs: 4", "runs: 1000000000", "2: runs: 1000000000: at most 100000 runs"),
        ("!uniform [0.4, 1.0]", "!grid []", "6: terrain.friction: !grid []: a list"),
        ("friction", "frction", "6: terrain.frction: frction: no such field"),
        ("stand", "sprint", "1: scenario: sprint: a scenario"),
        ("success_rate", "rate", "9: success: rate >= 1: a comparison"),
    ],
)
@pytest.mark.parametrize("command", [["sweep"], ["check"], ["check", "--dry-run"]])
def test_a_wrong_sweep_is_2_and_one_message(
    sweep, capsys, monkeypatch, command, old, new, message
):
    mine = sweep()
    monkeypatch.chdir(mine.file.parent)
    text = mine.file.read_text()
    assert old in text
    mine.file.write_text(text.replace(old, new))
    assert cli.main([*command, "trial.yaml"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"relaywalk: trial.yaml:{message}")
    assert shown.count("\n") == 1
    assert not (mine.file.parent / "runs").exists()


def test_a_folder_of_another_sweep_is_2(uninterrupted, sweep, capsys):
    mine = sweep()
    mine.file.write_text(mine.file.read_text().replace("runs: 4", "runs: 5"))
    before = uninterrupted.rows()
    options = ["--out", str(uninterrupted.out)]
    assert cli.main(["sweep", str(mine.file), *options]) == 2
    shown = capsys.readouterr().err
    assert shown.endswith("sweep.yaml has another runs; name another folder\n")
    assert uninterrupted.rows() == before


@pytest.mark.parametrize(
    "options",
    [
        ["--workers", "0"],
        pytest.param(
            ["--ray", "nowhere:1"],
            marks=pytest.mark.skipif(
                find_spec("ray") is None, reason="Ray is not installed"
            ),
        ),
    ],
)
def test_bad_options_are_2(sweep, capsys, monkeypatch, options):
    mine = sweep()
    monkeypatch.chdir(mine.file.parent)
    assert cli.main(["sweep", str(mine.file), "--quiet", *options]) == 2
    assert capsys.readouterr().err.startswith(f"relaywalk: {options[0]}: {options[1]}")


def test_a_dry_run_lists_the_runs(sweep, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    mine = sweep(
        "scenario: stand\nruns: 20\nset: {terrain.friction: !grid [0.25, 0.75]}\n"
    )
    assert cli.main(["check", "--dry-run", str(mine.file)]) == 0
    shown = capsys.readouterr().out
    assert "stand: 40 runs" in shown
    assert "20 samples × 2 points of the grid; 200 s simulated at most" in shown
    assert shown.count("0.25") == shown.count("0.75") == 8
    assert "0039" in shown
    assert "0020" not in shown
    assert not (mine.file.parent / "runs").exists()


def test_a_dry_run_of_what_is_no_sweep_is_2(capsys):
    assert cli.main(["check", "--dry-run", "stand"]) == 2
    assert "stand: no sweep" in capsys.readouterr().err
