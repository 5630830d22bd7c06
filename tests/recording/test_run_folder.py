"""A folder is made for one run; two processes never write one folder."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

import pytest

import relaywalk
from relaywalk import cli
from relaywalk.errors import RecordingError, ScenarioError
from relaywalk.experiments.trials import run_trial
from relaywalk.recording.recording import Recording
from relaywalk.recording.run_folder import LOCK, locked, new_folder, taken
from relaywalk.runs.recovery import recover_run
from relaywalk.scenario.scenario import Scenario

AT_ONCE = 4  # processes
HOLDER = """
import sys, time
from pathlib import Path
from relaywalk.recording.run_folder import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""
TINY = """\
name: tiny
duration: 1.0
actors:
  robot: {card: kuavo_4_pro, script: [{kind: stand, duration: 0.05}]}
"""


def many(folder: Path) -> list[Path]:
    """Ask for the same folder fifty times."""
    return [new_folder(folder / "run") for _ in range(50)]


def test_the_next_free_name_is_taken(tmp_path):
    made = [new_folder(tmp_path / "runs" / "stand-1").name for _ in range(3)]
    assert made == ["stand-1", "stand-1-2", "stand-1-3"]


def test_many_who_ask_at_once_each_get_a_folder_of_their_own(tmp_path):
    with ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool:
        made = [path for p in pool.map(many, [tmp_path] * AT_ONCE) for path in p]
    assert len(set(made)) == len(made) == 50 * AT_ONCE
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in made}


def test_a_folder_is_locked_for_others_and_free_afterwards(tmp_path):
    with (
        locked(tmp_path),
        pytest.raises(ScenarioError, match=r"a run is going on in it; wait"),
        locked(tmp_path),
    ):
        pass
    with locked(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


@pytest.fixture
def held(tmp_path):
    """Return a folder in which another process is running."""
    folder = tmp_path / "held"
    folder.mkdir()
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "locked\n"
        yield folder
        process.kill()


def test_a_folder_in_use_is_refused_by_all_who_write_one(held, capsys):
    out = ["--out", str(held), "--quiet"]
    assert cli.main(["run", "stand", *out]) == 2
    said = f"{held}: a run is going on in it; wait for its end, or name another folder"
    assert capsys.readouterr().err == f"relaywalk: {said}\n"
    (held / "recording.arrows").touch()
    with pytest.raises(ScenarioError, match="going on"):
        relaywalk.run("stand", out=held)
    with pytest.raises(ScenarioError, match="going on"):
        recover_run(held)
    with pytest.raises(ScenarioError, match="going on"):
        run_trial(Scenario.load("stand"), held, None)
    assert sorted(path.name for path in held.iterdir()) == [LOCK, "recording.arrows"]


def test_the_lock_ends_with_its_process(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "locked\n"
        process.kill()
    with locked(tmp_path):
        pass


@pytest.mark.parametrize(
    ("left", "what"), [("result.json", "a run"), ("sweep.yaml", "a sweep")]
)
def test_what_holds_something_is_refused_under_the_lock(tmp_path, left, what):
    (tmp_path / left).touch()
    with pytest.raises(ScenarioError, match=f"holds {what} already"), taken(tmp_path):
        pass


def test_there_is_nothing_to_recover_where_nothing_is(tmp_path):
    with pytest.raises(RecordingError, match="nothing to recover: no such folder"):
        recover_run(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("number", [2, 3])
def test_runs_that_start_at_the_same_moment_are_all_there(tmp_path, number):
    """Default folders have the second in their name."""
    (tmp_path / "tiny.yaml").write_text(TINY, encoding="utf-8")
    command = [sys.executable, "-m", "relaywalk", "run", "tiny.yaml", "--no-report"]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, "--engine", "mujoco", "--quiet"],
                    cwd=tmp_path,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(number)
        ]
        said = [process.communicate()[0] for process in processes]
    assert all(text.startswith("success: ") for text in said)
    folders = list((tmp_path / "runs").iterdir())
    assert len(folders) == number
    lengths = {len(Recording.open(folder)) for folder in folders}
    assert len(lengths) == 1
    assert all((folder / "result.json").is_file() for folder in folders)
    assert not any((folder / LOCK).exists() for folder in folders)
