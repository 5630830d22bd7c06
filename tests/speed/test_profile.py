"""A profile says which share of the samples each part has."""

import json
import subprocess
from collections import Counter
from types import SimpleNamespace

import pytest
from tests.speed import parts, profile

FRAMES = [
    {"name": "run", "file": "/a/sim/relaywalk/simulation/loop.py", "line": 1},
    {
        "name": "solve",
        "file": "/a/sim/relaywalk/control/quadratic_program.py",
        "line": 2,
    },
    {"name": "main", "file": "/a/sim/relaywalk/cli/__init__.py", "line": 3},
]
SAMPLES = [[2], [2, 0], [2, 0, 1], [2, 0, 1], []]


def test_times_are_those_of_the_main_thread(tmp_path):
    threads = [
        {"samples": [[2, 0]], "weights": [9.0]},
        {"samples": SAMPLES, "weights": [0.01] * 5},
    ]
    data = {"shared": {"frames": FRAMES}, "profiles": threads}
    file = tmp_path / "made.json"
    file.write_text(json.dumps(data))
    found = profile.times(file)
    expected = {parts.AROUND: 0.02, parts.LOOP: 0.01, parts.SOLVER: 0.02}
    assert found == pytest.approx(expected)


def test_shares_are_of_the_whole_process():
    found = Counter({parts.SOLVER: 1.0, parts.AROUND: 3.0})
    rows = {row[0]: row[1:] for row in profile.table("", found, 1000).rows}
    assert rows[parts.SOLVER] == ("25.0", "1000")
    assert rows[parts.PHYSICS] == ("0.0", "0")
    assert rows["whole process"] == ("100.0", "4000")


@pytest.fixture
def sampled(monkeypatch, tmp_path):
    """Return a function that lets py-spy say something and leave some files."""
    file, left = tmp_path / "out.json", tmp_path / "result.json"

    def record(said, *leaves):
        def run(*_, **__):
            for name in leaves:
                (tmp_path / name).touch()
            return SimpleNamespace(stderr=said)

        monkeypatch.setattr(profile, "py_spy", lambda: "py-spy")
        monkeypatch.setattr(subprocess, "run", run)
        profile.record(["run"], file, left)

    return record


def test_a_run_that_was_sampled_is_good(sampled):
    sampled("Wrote", "out.json", "result.json")


def test_no_right_to_look_is_one_message(sampled):
    with pytest.raises(SystemExit, match="SYS_PTRACE") as caught:
        sampled("Error: Failed to get process\nPermission Denied: Try sudo")
    assert "\n" not in str(caught.value)


def test_a_run_that_failed_is_told_in_its_own_words(sampled):
    with pytest.raises(SystemExit, match="no scenario named 'fly'"):
        sampled("relaywalk: no scenario named 'fly'", "out.json")


def test_an_old_file_is_not_taken_for_a_new_one(sampled, tmp_path):
    (tmp_path / "out.json").touch()
    with pytest.raises(SystemExit, match="no run: nothing"):
        sampled("nothing", "result.json")


def test_without_py_spy_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(profile.shutil, "which", lambda *_, **__: None)
    with pytest.raises(SystemExit, match="py-spy is not installed"):
        profile.py_spy()
