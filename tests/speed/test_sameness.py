"""What two runs have in common is said with its size and its place."""

import json
import shutil

import pyarrow.parquet as pq
import pytest
from tests.speed.sameness import sameness

KNEE = "robot.leg_l4_joint"


@pytest.fixture
def two(tmp_path, written):
    """Return a function that makes two run folders; the second one is changed."""

    def make(columns=(), **result):
        folders = tmp_path / "before", tmp_path / "after"
        for folder in folders:
            shutil.copytree(written(100, "relay_5m"), folder)
        path = next(folders[1].glob("*.parquet"))
        table = pq.read_table(path)
        for name, change in dict(columns).items():
            index = table.schema.get_field_index(name)
            values = change(table.column(name).to_numpy().copy())
            field = table.schema.field(index)
            table = table.set_column(index, field, [values])
        pq.write_table(table, path)
        was = json.loads((folders[1] / "result.json").read_text())
        other = {"fingerprint": "1" * 64} if columns else {}
        changed = json.dumps({**was, **other, **result})
        (folders[1] / "result.json").write_text(changed)
        return sameness(*folders)

    return make


def added(amount, row):
    def change(values):
        values[row:] += amount
        return values

    return change


def test_of_the_same_bits_nothing_else_is_said_but_events(two):
    bits, events = two()
    assert bits == f"the same bits, fingerprint {'0' * 12}"
    assert events == "the same events: outcomes, phases, handovers, steps"


def test_the_first_row_and_the_channels_are_named(two):
    lines = two({f"{KNEE}.position": added(1e-9, 40), "torch.x": added(1.0, 60)})
    assert lines[0].startswith("not the same bits: 2 of ")
    assert lines[0].endswith(f"from t = 0.410 s on: {KNEE}.position")


def test_the_largest_differences_of_the_first_second_of_walking_are_said(two):
    change = {
        f"{KNEE}.position": added(1e-9, 40),
        f"{KNEE}.torque": added(0.25, 40),
        "robot.base.y": added(-1e-3, 99),
    }
    line = two(change)[1]
    assert line.startswith("robot, first second of carry, at most: ")
    assert f"joint position 1e-09 rad ({KNEE}.position)" in line
    assert f"joint torque 0.25 N·m ({KNEE}.torque)" in line
    assert "base position 0.001 m (robot.base.y)" in line


def test_a_step_at_another_time_is_another_event(two):
    lines = two({"robot.steps": added(1.0, 5)})
    assert lines[-1].startswith("steps differ: ('robot', 0.15")
    assert "→ ('robot', 0.06" in lines[-1]


def test_another_outcome_and_other_phases_are_told(two):
    phases = [
        {"actor": "robot", "phase": "carry", "start": 0, "end": 2, "outcome": "done"}
    ]
    lines = two(outcome="fell", phases=phases)
    assert lines[1] == "outcomes differ: success → fell"
    assert lines[2].startswith("phases differ: PhaseRecord(actor='robot'")
    assert len(lines) == 3
