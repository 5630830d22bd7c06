"""Suites on the command line: several sweeps, one after another, each resumable."""

import json
import signal
import time

import pytest
from tests.made_results import HANDOVER, write_result

from relaywalk import cli
from relaywalk.recording.file_names import SUMMARY

SUITE = """\
description: two
sweeps:
  first:
    scenario: stand
    runs: 2
    set: {engine: mujoco, actors.robot.script.0.duration: !uniform [0.05, 0.1]}
    success: success_rate >= 1
  second:
    scenario: stand
    runs: 2
    set: {engine: mujoco, duration: 0.1}
    success: SECOND
"""


@pytest.fixture
def suite(sweep):
    """Return a suite, and the command that makes it; the second never succeeds."""
    return lambda second="safe_rate >= 1": sweep(SUITE.replace("SECOND", second))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a suite that was made to its end."""
    from tests.cli.conftest import Sweep

    text = SUITE.replace("SECOND", "safe_rate >= 1")
    found = Sweep(tmp_path_factory.mktemp("suite"), text)
    assert found.finish() == 0, found.told
    return found


def outcomes(made, name):
    return json.loads((made.out / name / SUMMARY).read_text())["outcomes"]


def test_each_sweep_has_its_folder_and_its_criterion(made):
    assert outcomes(made, "first") == {"success": 2}
    assert outcomes(made, "second") == {"timeout": 2}
    assert "first: criterion met: success_rate = 1" in made.told
    assert "second: criterion met: safe_rate = 1, asked for >= 1" in made.told
    assert "Outcomes of second" in made.told
    assert not (made.out / "handovers.md").exists()


def test_what_is_finished_is_told_again_and_not_made_again(made, capsys):
    before = {p: p.stat().st_mtime_ns for p in made.out.glob("*/runs/*/result.json")}
    assert len(before) == 4
    assert cli.main(["sweep", str(made.file), "--out", str(made.out)]) == 0
    assert "second: criterion met" in capsys.readouterr().out
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())


def test_the_table_of_handovers_follows_what_the_runs_left(made, capsys):
    for run in (made.out / "first" / "runs").iterdir():
        write_result(run, handovers=[HANDOVER])
    command = ["sweep", str(made.file), "--out", str(made.out)]
    assert cli.main([*command, "--only", "second"]) == 0
    shown = capsys.readouterr().out
    assert "Handovers, and mean times of those that succeeded" in shown
    assert f"{made.out / 'handovers.md'}\n" in shown
    told, _ = json.loads((made.out / "handovers.json").read_text())
    assert (told["sweep"], told["scenes"]) == ("first", 2)
    (made.out / "handovers.md").unlink()
    assert cli.main([*command, "--only", "second", "--quiet"]) == 0
    assert "mean times" not in capsys.readouterr().out
    assert (made.out / "handovers.md").exists()


def test_one_missed_criterion_is_1_and_the_others_are_made(suite):
    mine = suite("success_rate >= 0.5")
    mine.file.write_text(mine.file.read_text().replace("first:", "zeroth:"))
    text = mine.file.read_text().replace("success_rate >= 1", "outcomes.fell > 0")
    mine.file.write_text(text)
    assert mine.finish("--quiet", "--runs", "1") == 1
    assert "zeroth: criterion MISSED" in mine.told
    assert "second: criterion MISSED" in mine.told


def test_a_trial_makes_some_sweeps_with_fewer_runs(suite, monkeypatch, capsys):
    mine = suite()
    monkeypatch.chdir(mine.file.parent)
    options = ["--only", "second", "--runs", "1", "--quiet"]
    assert cli.main(["sweep", "trial.yaml", *options]) == 0
    assert "second: 0 of 1 succeeded" in capsys.readouterr().out
    trial = mine.file.parent / "runs" / "trial-1"
    assert [path.name for path in trial.iterdir()] == ["second"]
    assert cli.main(["sweep", "trial.yaml", "--out", str(trial)]) == 2
    assert f"{trial / 'second'}: holds another sweep" in capsys.readouterr().err
    assert not (trial / "first").exists()


def test_ctrl_c_ends_the_suite_and_the_same_command_goes_on(suite, ends):
    mine = suite()
    process = mine.start()
    for _ in range(600):
        if list(mine.out.glob("first/runs/????/result.json")) or process.poll():
            break
        time.sleep(0.1)
    workers = mine.workers()
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "of 2 runs are finished; the same command goes on" in told
    assert "Traceback" not in told
    assert all(ends(worker) for worker in workers)
    assert mine.finish() == 0, mine.told
    assert outcomes(mine, "second") == {"timeout": 2}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--only", "third"],
            "no sweep in the file named 'third'; there are: first, s",
        ),
        (["--runs", "0"], "--runs: 0: a whole number of at least 1"),
        (["--runs", "7", "--max-runs", "6"], "runs: 7: at most 6 runs in all"),
        (["--max-runs", "1"], "trial.yaml:5: runs: 2: at most 1 runs in all"),
    ],
)
def test_bad_options_are_2_before_the_first_run(
    suite, capsys, monkeypatch, options, message
):
    mine = suite()
    monkeypatch.chdir(mine.file.parent)
    assert cli.main(["sweep", "trial.yaml", *options]) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.count("\n") == 1
    assert not (mine.file.parent / "runs").exists()


def test_an_unknown_name_lists_those_there_are(capsys):
    assert cli.main(["sweep", "handover"]) == 2
    said = "which sweep is 'handover'? there are: handover_benchmark, handover_faults"
    assert said in capsys.readouterr().err
    assert cli.main(["sweep", "nothing"]) == 2
    assert "no sweep named 'nothing'; there are: " in capsys.readouterr().err
    assert cli.main(["check", "nothing"]) == 2
    shown = capsys.readouterr().err
    assert "no scenario or sweep named 'nothing'; there are: carry_5m" in shown
    assert "handover_benchmark" in shown


def test_a_suite_is_checked_by_name_and_its_runs_are_shown(capsys):
    assert cli.main(["check", "handover_faults", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "nobody_comes: 24 runs" in shown
    assert "never_lets_go: 24 runs" in shown
    assert shown.endswith("handover_faults: good\n")


def test_sweeps_are_listed(capsys):
    assert cli.main(["list", "sweeps"]) == 0
    assert "handover_benchmark   The exchange alone" in capsys.readouterr().out
