"""A verdict needs hardly more memory for a long run than for a short one."""

import tracemalloc

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.analysis.verdict.verdict import judge
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.recording.recording import Recording
from relaywalk.recording.recover import GROUP, VERSION

HAND = "right_hand"
CRITERIA = Criteria(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
A_ROW = 60.0  # what a row may cost: its time, place, way, touches [byte]


@pytest.fixture
def walked(tmp_path, kuavo, torch):
    """Return the peak memory of the verdict on so many rows of walking [byte]."""

    def peak(rows):
        still = dict(zip(kuavo.joints, kuavo.pose("stand"), strict=True))
        columns = {f"robot.{name}.position": angle for name, angle in still.items()}
        for what in ("robot.base", "torch"):
            pose = {"y": 0.0, "z": 1.0, "qx": 0.0, "qy": 0.0, "qz": 0.0, "qw": 1.0}
            columns |= {f"{what}.{axis}": value for axis, value in pose.items()}
        for hand in kuavo.hands:
            for what in ("contact", "torch"):
                columns |= {f"robot.{hand}.{what}.f{a}": 0.0 for a in "xyz"}
        columns[f"robot.{HAND}.torch.fz"] = 20.0
        table = {name: np.full(rows, value) for name, value in columns.items()}
        table["time"] = 0.002 * np.arange(rows)
        table["robot.base.x"] = table["torch.x"] = table["time"]
        schema = pa.schema(
            [(name, pa.float64()) for name in table],
            {"relaywalk": VERSION, "scenario": "name: made"},
        )
        path = tmp_path / f"{rows}.parquet"
        pq.write_table(pa.table(table, schema), path, row_group_size=GROUP)
        del table
        seen = Recording.open(path)
        course = Course("robot", PlanarPath.straight(PlanarPose(0.0, 0.0, 0.0), 500.0))
        tracemalloc.start()
        found = judge(seen, {"robot": kuavo}, {"torch": torch}, [course], CRITERIA)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found.distance == pytest.approx(0.002 * (rows - 1))
        return held

    return peak


def test_a_row_more_costs_a_few_bytes(walked):
    short, long = (walked(count) for count in (16_000, 40_000))
    assert (long - short) / 24_000 < A_ROW
