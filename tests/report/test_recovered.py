"""A killed run: what its recording alone can tell."""

import pytest

from relaywalk import cli
from relaywalk.errors import RecordingError
from relaywalk.report.run import Run


@pytest.fixture
def killed(make_run, tmp_path, oracles_say, no_film, plain_plots):
    """Return the folder of a recovered run, without a result."""
    oracles_say()
    make_run(60)
    (tmp_path / "result.json").unlink()
    return tmp_path


def test_a_recovered_run_is_opened_and_interrupted(killed):
    result = Run.open(killed).result
    assert result.outcome == "interrupted"
    assert "60 rows were recovered, up to t = 0.600 s" in result.reason
    own = [p for p in result.phases if p.actor == "robot"]
    assert [(p.phase, p.outcome) for p in own] == [
        ("stand", "done"),
        ("carry", "running"),
    ]
    assert result.max_base_tilt >= 0.0
    assert not hasattr(result, "fingerprint")


def test_its_report_says_that_it_is_partial(killed, capsys):
    assert cli.main(["report", str(killed)]) == 0
    text = (killed / "report.html").read_text(encoding="utf-8")
    assert "This run is partial" in text
    assert "the process was killed" in text


def test_an_oracle_that_fails_is_said(killed, oracles_say, capsys):
    oracles_say(mass=1e-3)
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
