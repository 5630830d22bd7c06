"""The sweep folder: one sweep, nothing overwritten, nothing made twice."""

import json

import pytest
from tests.made_results import WHOLE

from relaywalk.errors import ScenarioError
from relaywalk.sweep.folder import SweepFolder, difference


def finish(folder, number, outcome="success", name="result.json"):
    path = folder.run(number)
    path.mkdir(parents=True)
    (path / name).write_text(json.dumps({**WHOLE, "outcome": outcome, "reason": "r"}))


def test_a_new_folder_holds_the_sweep_as_it_is_run(folder, plan):
    with folder.taken():
        assert (folder.path / "sweep.yaml").read_text() == folder.plan.as_yaml()
        assert folder.finished() == []
        assert folder.run(3) == folder.path / "runs" / "0003"


def test_what_is_finished_is_found_again(folder):
    with folder.taken():
        finish(folder, 0)
        finish(folder, 1, "fell")
        finish(folder, 2, "hung", "died.json")
        finish(folder, 3, "killed", "died.json")
        finish(folder, 4, "interrupted")
        folder.run(5).mkdir()
    with folder.taken():
        found = {ending.number: ending.outcome for ending in folder.finished()}
    assert found == {0: "success", 1: "fell", 2: "hung"}


def test_half_finished_runs_are_swept_out(folder):
    with folder.taken():
        half = folder.run(1).with_name("0001.partial-abcd")
        half.mkdir()
        (half / "recording.arrows").touch()
    with folder.taken():
        assert not half.exists()


def test_a_folder_of_another_sweep_is_refused_and_stays(folder, plan):
    with folder.taken():
        finish(folder, 0)
    other = SweepFolder(folder.path, plan(plan().as_yaml().replace("1.0]", "0.9]")))
    before = (folder.path / "sweep.yaml").read_text()
    with (
        pytest.raises(
            ScenarioError, match=r"another scenario\.terrain\.friction; name"
        ),
        other.taken(),
    ):
        pass
    assert (folder.path / "sweep.yaml").read_text() == before
    assert folder.ending(0).outcome == "success"


@pytest.mark.parametrize("name", ["notes.txt", "runs/0000/result.json"])
def test_a_folder_of_something_else_is_refused(folder, name):
    path = folder.path / name
    path.parent.mkdir(parents=True)
    path.touch()
    with pytest.raises(ScenarioError, match="holds something else"), folder.taken():
        pass
    assert not (folder.path / "sweep.yaml").exists()


def test_a_file_is_no_folder(folder):
    folder.path.touch()
    with pytest.raises(ScenarioError, match="no folder"), folder.taken():
        pass


def test_one_sweep_at_a_time(folder):
    with (
        folder.taken(),
        pytest.raises(ScenarioError, match="is going on in it"),
        folder.taken(),
    ):
        pass
    with folder.taken():
        pass


def test_the_first_difference_is_named():
    assert difference({"a": {"b": 1}}, {"a": {"b": 1}}) is None
    assert difference({"a": {"b": 1}}, {"a": {"b": 2}}) == "a.b"
    assert difference({"a": 1}, {"a": 1, "c": 2}) == "c"
