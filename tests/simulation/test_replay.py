"""A replay is the same bit for bit, or says where and in what it is not."""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.made_results import write_result

from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation import replay
from relaywalk.simulation.loop import RunSegment, simulate
from relaywalk.simulation.replay import Span, compare, first_difference, restart, verify

ENGINES = [name for name in ("mujoco", "pybullet") if find_spec(name)]
Z = "robot.base.z"


PHASE = {
    "actor": "robot",
    "phase": "carry",
    "start": 1.0,
    "end": 9.0,
    "outcome": "done",
}


@pytest.fixture
def runs(tmp_path, write_rows, two_link, monkeypatch):
    """Return two folders with the same rows and results; chunks are short."""
    monkeypatch.setattr(replay, "CHUNK", 7)
    folders = tmp_path / "was", tmp_path / "is"
    for folder in folders:
        folder.mkdir()
        write_rows(folder, {"robot": two_link}, 40).close()
        write_result(folder, phases=[PHASE])
    return folders


def alter(folder, row=None, value=0.0, channel=Z, rows=None, **versions):
    """Change one number of a recording, its length, its versions."""
    path = folder / "recording.parquet"
    table = pq.read_table(path).slice(0, rows)
    if row is not None:
        column = table.column(channel).to_numpy().copy()
        column[row] = value
        place = table.schema.get_field_index(channel)
        field = table.schema.field(place)
        table = table.set_column(place, field, pa.array(column, field.type))
    new = {b"versions": json.dumps(versions)} if versions else {}
    table = table.replace_schema_metadata({**table.schema.metadata, **new})
    pq.write_table(table, path)


def test_the_same_rows_are_identical(runs):
    found = compare(*runs)
    assert found.identical
    assert found.same_events
    assert found.holds
    assert (found.rows, found.begin, found.missing) == (40, 0.0, 0)


def test_the_first_bit_that_differs_is_named(runs):
    before = float(Recording.open(runs[0])[Z][23])
    alter(runs[1], 23, np.nextafter(before, 1.0))
    alter(runs[1], 31, 5.0, "robot.base.x")
    found = compare(*runs)
    assert not found.identical
    assert not found.holds
    difference = found.difference
    assert difference.time == pytest.approx(0.23)
    assert (difference.channel, difference.channels) == (Z, 1)
    assert difference.recorded == before != difference.replayed


def test_not_a_number_equals_itself_and_zero_has_a_sign(runs):
    for folder in runs:
        alter(folder, 3, np.nan)
    was, now = (Recording.open(folder) for folder in runs)
    assert first_difference(was, now) is None
    alter(runs[0], 5, 0.0)
    alter(runs[1], 5, -0.0)
    was, now = (Recording.open(folder) for folder in runs)
    assert first_difference(was, now).time == pytest.approx(0.05)


def test_a_replay_that_ends_early_is_not_identical(runs):
    alter(runs[1], rows=33)
    found = compare(*runs)
    assert (found.missing, found.difference, found.holds) == (7, None, False)


def test_other_versions_need_the_same_events_only(runs):
    alter(runs[0], 0, 9.0, numpy="1")
    alter(runs[1], numpy="2")
    found = compare(*runs)
    assert not found.identical
    assert [change.name for change in found.changes] == ["numpy"]
    assert found.holds
    write_result(runs[1], phases=[PHASE], outcome="fell")
    assert not compare(*runs).holds


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"distance": 5.04}, True),
        ({"distance": 5.06}, False),
        ({"outcome": "fell"}, False),
        ({"phases": []}, False),
        ({"phases": [("carry", 1.4, 9.0, "done")]}, True),
        ({"phases": [("carry", 1.6, 9.0, "done")]}, False),
        ({"phases": [("carry", 1.0, 9.0, "timeout")]}, False),
        ({"phases": [("stand", 1.0, 9.0, "done")]}, False),
    ],
)
def test_events_are_the_same_within_tolerance(runs, changed, same):
    keys = ("phase", "start", "end", "outcome")
    if "phases" in changed:
        phases = [dict(zip(keys, p, strict=True)) for p in changed["phases"]]
        changed = {"phases": [{"actor": "robot", **phase} for phase in phases]}
    write_result(runs[1], **{"phases": [PHASE], **changed})
    found = compare(*runs)
    assert found.same_events is same
    odd = {event.name for event in found.events if not event.same}
    assert (odd <= {"outcome", "distance", "robot, phase 1"}) and bool(odd) is not same


def test_a_folder_that_holds_no_whole_run_is_refused(runs, tmp_path):
    with pytest.raises(RecordingError, match=r"holds no recording\.parquet"):
        verify(tmp_path, tmp_path / "out")
    with pytest.raises(RecordingError, match="is not a run folder"):
        restart(tmp_path / "none", tmp_path / "out", Span(0.0))
    (runs[0] / "result.json").write_text('{"outcome": "fell"}', encoding="utf-8")
    with pytest.raises(RecordingError, match=r"result\.json: has no 'reason'"):
        verify(runs[0], tmp_path / "out")


@pytest.fixture(scope="module", params=ENGINES)
def whole(request, tmp_path_factory):
    """Return a short run with snapshots: hands and torch touch at many places."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    scenario = Path(__file__).parents[1] / "golden" / "reach.yaml"
    changes = {"engine": request.param, "snapshot_every": 0.08}
    chosen = Scenario.load(scenario).with_overrides(changes)
    simulate(chosen, folder, segment=RunSegment(end=0.2))
    return folder


def test_a_run_replays_bit_for_bit(whole, tmp_path):
    found = verify(whole, tmp_path)
    assert found.identical
    assert found.same_events
    assert not found.changes
    assert (found.rows, found.end) == (101, pytest.approx(0.2))


def test_a_restart_joins_the_run_bit_for_bit(whole, tmp_path):
    result = restart(whole, tmp_path, Span(0.1, 0.2))
    assert result.begin == pytest.approx(0.1)
    was, now = (Recording.open(folder) for folder in (whole, tmp_path))
    names = was.numeric
    assert len(now) == 51
    assert now.matrix(names).tobytes() == was.matrix(names)[50:].tobytes()
    kept = [path.name for path in (tmp_path / "snapshots").iterdir()]
    assert kept == ["0000.160.bin"]


def test_a_restart_after_the_end_is_refused(whole, tmp_path):
    with pytest.raises(RecordingError, match=r"ends at t = 0\.200 s, before t = 0\.4"):
        restart(whole, tmp_path, Span(0.4))
