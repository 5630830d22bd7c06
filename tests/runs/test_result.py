"""`result.json`: what is written is read back, and what is missing is named."""

import json
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from tests.made_results import HANDOVER, MEASURES, WHOLE, made_result, write_result

from relaywalk.analysis.recovery.recoveries import Recovery
from relaywalk.analysis.verdict.carrier import Carrier
from relaywalk.errors import RecordingError
from relaywalk.runs.result import Result

PHASE = {
    "actor": "robot",
    "phase": "carry",
    "start": 0.5,
    "end": 9.0,
    "outcome": "done",
}


@pytest.fixture
def result(tmp_path):
    return made_result(tmp_path, phases=[PHASE], handovers=[HANDOVER], begin=0.5)


def test_what_is_written_is_read_back(result, tmp_path):
    result.write(tmp_path)
    assert Result.read(tmp_path) == result
    assert json.loads((tmp_path / "result.json").read_text("utf-8")) == result.as_dict()


def test_the_keys_of_the_file_are_those_of_the_interface(result):
    keys = result.as_dict()
    assert WHOLE.keys() <= keys.keys()
    assert set(keys["torch"]) == {"mass", "held", "max_slip", "max_tilt"}
    assert keys["phases"] == [PHASE]
    assert keys["handovers"] == [HANDOVER]


def test_every_part_has_a_type_and_none_can_be_changed(result):
    assert result.torch.mass == 1.6
    assert result.phases[0].start == 0.5
    assert result.handovers[0].peak_force == 9.0
    assert result.handovers[0].measures.failures == ()
    assert result.versions["numpy"] == "2.2.6"
    with pytest.raises(FrozenInstanceError):
        result.outcome = "fell"


@pytest.mark.parametrize("key", sorted(WHOLE))
def test_a_missing_key_is_named(tmp_path, key):
    keys = {name: value for name, value in WHOLE.items() if name != key}
    (tmp_path / "result.json").write_text(json.dumps(keys))
    with pytest.raises(RecordingError, match=rf"result\.json: has no '{key}'"):
        Result.read(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"torch": {"held": True, "max_slip": 0, "max_tilt": 0}},
            "has no 'torch.mass'",
        ),
        (
            {"phases": [PHASE, {**PHASE, "end": "?"}]},
            r"phases\.1\.end: '\?': .* number",
        ),
        ({"distance": None}, "distance: None: .* number"),
    ],
)
def test_what_is_wrong_deep_inside_is_named(tmp_path, changes, said):
    with pytest.raises(RecordingError, match=said):
        made_result(tmp_path, **changes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "is not the result of a run"),
        ("{", "is not JSON"),
        (b"\xff", "is not JSON"),
        (None, "relaywalk recover"),
    ],
)
def test_what_is_no_result_is_refused(tmp_path, text, said):
    if text is not None:
        raw = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "result.json").write_bytes(raw)
    with pytest.raises(RecordingError, match=said):
        Result.read(tmp_path)


def test_the_keys_of_a_newer_version_are_left_out(tmp_path):
    write_result(tmp_path, weather="wet", torch={**WHOLE["torch"], "x": 1})
    assert Result.read(tmp_path) == made_result(tmp_path)


def test_what_an_older_version_did_not_measure_is_none(tmp_path):
    result = made_result(tmp_path)
    told = {field.name for field in fields(result)} - WHOLE.keys()
    assert {name: getattr(result, name) for name in told} == {
        "begin": 0.0,
        "snapshot_time": None,
        "control_tick_p99": None,
        "max_off_path": None,
        "path_length": None,
        "steps": None,
        "retimed_steps": None,
        "recoveries": (),
        "carriers": (),
        "flame_passes": (),
        "lit": (),
    }


def test_an_older_version_did_not_tell_hands_props_and_carriers(tmp_path):
    told = ("giver_hand", "receiver_hand", "prop", "measures")
    old = {key: value for key, value in HANDOVER.items() if key not in told}
    recovery = {"time": 1.0, "steps": 2, "outcome": "fell"}
    result = made_result(tmp_path, handovers=[old], recoveries=[recovery])
    handover = result.handovers[0]
    assert [getattr(handover, key) for key in told] == ["", "", "", None]
    assert result.recoveries == (Recovery(1.0, 2, "fell", actor=""),)
    assert result.carriers == ()


def test_carriers_are_written_and_read_back(result, tmp_path):
    carriers = (
        Carrier("one", "right_hand", "torch", 50.0, 62.5, 0.8, held=True),
        Carrier("two"),
    )
    replace(result, carriers=carriers).write(tmp_path)
    assert Result.read(tmp_path).carriers == carriers
    written = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    first = written["carriers"][0]
    assert (first["actor"], first["hand"], first["distance"]) == (
        *("one", "right_hand"),
        50.0,
    )


def test_recoveries_are_written_and_read_back(result, tmp_path):
    recoveries = (Recovery(12.3, 2, "recovered"), Recovery(20.0, 1, "fell"))
    replace(result, steps=50, retimed_steps=2, recoveries=recoveries).write(tmp_path)
    again = Result.read(tmp_path)
    assert (again.steps, again.retimed_steps, again.recoveries) == (50, 2, recoveries)
    written = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    first = {"time": 12.3, "steps": 2, "outcome": "recovered", "actor": ""}
    assert written["recoveries"][0] == first


def test_nobody_lived_to_tell_the_wall_time(result, tmp_path):
    replace(result, wall_time=None, realtime_factor=None).write(tmp_path)
    assert Result.read(tmp_path).wall_time is None


def test_not_a_number_survives(result, tmp_path):
    replace(result, distance=float("nan")).write(tmp_path)
    assert str(Result.read(tmp_path).distance) == "nan"


def test_the_worst_exchange_is_told_for_a_sweeps_table(tmp_path):
    hard = {**MEASURES, "giver_peak_force": 60.0, "unheld": 0.2}
    tried = {**HANDOVER, "outcome": "broken off", "transfer_time": 9.0}
    found = made_result(
        tmp_path, handovers=[HANDOVER, {**tried, "measures": hard}, HANDOVER]
    )
    assert found.transfer_time == 0.3
    assert (found.peak_interaction_force, found.unheld) == (60.0, 0.2)


def test_without_an_exchange_there_is_nothing_to_tell(tmp_path):
    old = {**HANDOVER, "outcome": "broken off", "measures": None}
    for handovers in ([], [old]):
        found = made_result(tmp_path, handovers=handovers)
        told = (found.transfer_time, found.peak_interaction_force, found.unheld)
        assert told == (None, None, None)
