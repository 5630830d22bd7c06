"""Runs of two robots that end in some way."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.made_runs import RESULT

from relaywalk.recording.file_names import PARQUET

TWO_ROBOTS = """\
name: two_robots
description: Two robots stand; one holds the torch.
duration: 5.0
props:
  torch: {card: torch}
actors:
  other:
    card: kuavo_5
    role: receiver
    start: {x: 3.0}
    script:
      - {kind: stand, duration: 1.0}
  robot:
    card: kuavo_4_pro
    holds: {prop: torch, at: 0.3}
    script:
      - {kind: stand, duration: 1.0}
"""


@pytest.fixture
def two_robots(make_run, tmp_path):
    """Return a function that makes a run of two robots that ended in some way."""

    def make(outcome, **changes):
        file = tmp_path.parent / f"{tmp_path.name}.yaml"
        file.write_text(TWO_ROBOTS, encoding="utf-8")
        run = make_run(60, str(file), {**RESULT, "outcome": outcome, "handovers": []})
        upright = {"robot.base.z": 0.9, "robot.base.x": 0.0}
        there = {"other.base.z": 0.9, "other.base.x": 3.0}
        rewrite(tmp_path / PARQUET, {**upright, **there, **changes})
        return run

    return make


def rewrite(path, changes):
    """Give channels of a recording other values, the same in all rows or one a row."""
    table = pq.read_table(path)
    for name, values in changes.items():
        place = table.column_names.index(name)
        column = pa.array(np.broadcast_to(values, len(table)).astype(float))
        table = table.set_column(place, table.schema.field(name), column)
    pq.write_table(table, path)
