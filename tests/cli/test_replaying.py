"""`verify` and `restart` as a user meets them."""

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relaywalk import cli


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    """Return the folder of a run of 0.2 s."""
    folder = tmp_path_factory.mktemp("stand") / "run"
    changes = ("snapshot_every=0.1", "actors.robot.script.0.duration=0.2")
    options = [word for change in changes for word in ("--set", change)]
    options += ["--engine", "mujoco", "--quiet", "--no-report", "--out", str(folder)]
    assert cli.main(["run", "stand", *options]) == 0
    return folder


def test_verify_says_identical(stand, capsys):
    assert cli.main(["verify", str(stand), "--quiet"]) == 0
    shown = capsys.readouterr().out
    assert "identical, bit for bit: 101 rows, t = 0 s to 0.2 s" in shown
    assert "versions: all as recorded" in shown


def test_restart_leaves_a_run_that_verifies(stand, tmp_path, capsys):
    out = str(tmp_path / "again")
    options = ["--at", "0.15", "--no-report", "--quiet", "--out", out]
    assert cli.main(["restart", str(stand), *options]) == 0
    assert "success: recorded from t = 0.15 s to the end" in capsys.readouterr().out
    assert cli.main(["verify", out, "--quiet"]) == 0
    assert "identical, bit for bit: 26 rows" in capsys.readouterr().out


def test_verify_of_a_doctored_run_is_1_and_says_where(stand, tmp_path, capsys):
    shutil.copytree(stand, tmp_path / "run")
    path = tmp_path / "run" / "recording.parquet"
    table = pq.read_table(path)
    height = table.column("robot.base.z").to_numpy().copy()
    height[50] += 1.0
    place = table.schema.get_field_index("robot.base.z")
    table = table.set_column(place, table.schema.field(place), pa.array(height))
    pq.write_table(table, path)
    assert cli.main(["verify", str(tmp_path / "run"), "--quiet"]) == 1
    shown = capsys.readouterr().out
    assert "not identical: 101 rows, t = 0 s to 0.2 s compared" in shown
    assert "first difference at t = 0.100 s: robot.base.z was 1.8" in shown
    assert "channels that differ in that row: 1" in shown
    assert "events: the same" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["verify", "{none}"], "is not a run folder"),
        (["restart", "{none}", "--at", "1"], "is not a run folder"),
        (["restart", "{run}", "--at", "1"], "ends at t = 0.200 s, before t = 1 s"),
        (["restart", "{run}", "--at", "-1"], "expected 0 ≤ at < until"),
        (["restart", "{run}", "--at", "1", "--until", "1"], "expected 0 ≤ at < until"),
        (["restart", "{run}", "--at", "9"], "before the scenario's duration of 5 s"),
        (["verify", "{run}", "--out", "{run}"], "holds a run already"),
    ],
)
def test_bad_input_is_2_and_one_message(stand, tmp_path, capsys, words, message):
    places = {"none": tmp_path / "none", "run": stand}
    words = [word.format(**places) for word in words]
    if words[0] == "restart":
        words += ["--out", str(tmp_path / "out")]
    assert cli.main([*words, "--quiet"]) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.count("\n") == 1
