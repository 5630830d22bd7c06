"""A run: opened as it was left, and what its recording tells."""

import pytest

from relaywalk import cli
from relaywalk.errors import RecordingError, UnknownName
from relaywalk.runs.run import Run


@pytest.fixture
def killed(make_run, tmp_path, oracles_say, no_film, plain_plots):
    """Return the folder of a killed run, recovered."""
    oracles_say()
    make_run(60)
    (tmp_path / "result.json").unlink()
    assert cli.main(["recover", str(tmp_path)]) == 0
    return tmp_path


def test_a_run_without_a_result_says_how_to_recover_it(killed):
    (killed / "result.json").unlink()
    with pytest.raises(RecordingError, match="relaywalk recover"):
        Run.open(killed)


def test_its_report_says_that_it_is_partial(killed, capsys):
    assert cli.main(["report", str(killed)]) == 0
    text = (killed / "report.html").read_text(encoding="utf-8")
    assert "This run is partial" in text
    assert "60 rows are kept" in text


def test_an_oracle_that_fails_is_said(killed, oracles_say, capsys):
    oracles_say(mass=1e-3)
    capsys.readouterr()
    assert cli.main(["report", str(killed)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "oracle failed: Mass, CoM and inertia (mujoco): 0.001, bar 1e-06",
        str(killed / "report.html"),
    ]


def test_a_result_that_is_no_result_is_refused(killed):
    (killed / "result.json").write_text("[]")
    with pytest.raises(RecordingError, match="not the result of a run"):
        Run.open(killed)


@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_truncated_recording_is_2_and_one_message(killed, capsys, size):
    path = killed / "recording.parquet"
    path.write_bytes(path.read_bytes()[:size])
    capsys.readouterr()
    assert cli.main(["report", str(killed)]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("relaywalk: ")
    assert str(path) in shown
    assert shown.count("\n") == 1


def test_a_damaged_recording_is_2_and_one_message(killed, capsys):
    path = killed / "recording.parquet"
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle // 2 : middle] = bytes(middle - middle // 2)
    path.write_bytes(whole)
    capsys.readouterr()
    assert cli.main(["report", str(killed)]) == 2
    shown = capsys.readouterr().err
    assert f"relaywalk: {path}: is damaged" in shown
    assert shown.count("\n") == 1


@pytest.mark.parametrize("version", [b"2", None])
def test_a_recording_of_another_version_is_2(killed, capsys, version):
    import pyarrow.parquet as pq

    path = killed / "recording.parquet"
    table = pq.read_table(path)
    kept = {b"relaywalk": version} if version else {}
    pq.write_table(table.replace_schema_metadata(kept), path)
    assert cli.main(["report", str(killed)]) == 2
    assert "not a recording of this version" in capsys.readouterr().err


def test_inverse_dynamics_default_to_ten_seconds_of_the_walker(make_run):
    found = make_run(2000).inverse_dynamics(every=50)
    assert found.actor == "robot"
    assert found.time[-1] - found.time[0] == pytest.approx(10.0, abs=0.6)
    assert found.residual.shape == (len(found.time), len(found.joints))


def test_inverse_dynamics_of_a_time(make_run):
    found = make_run(60).inverse_dynamics("giver", 0.1, 0.2)
    assert (found.time[0], found.time[-1]) == pytest.approx((0.1, 0.2))


def test_an_unknown_actor_is_named(make_run):
    run = make_run(2)
    with pytest.raises(UnknownName, match="nobody"):
        run.inverse_dynamics("nobody")
    with pytest.raises(UnknownName, match="giver"):
        run.gait_measures("giver")


def test_gait_measures_are_there_for_who_walks(make_run):
    run = make_run(1200)
    speed, *_ = run.gait_measures("robot")
    assert (speed.name, speed.unit) == ("speed", "m/s")
    assert speed.mean == pytest.approx(0.8, rel=1e-3)
