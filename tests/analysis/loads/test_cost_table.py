"""The table of costs: picked by part, mass and group, written as CSV."""

import csv

import pytest

from relaywalk.analysis.loads.carrying import JointCost, TorqueStatistics
from relaywalk.analysis.loads.cost_table import CostRow, CostTable
from relaywalk.errors import DiskError

BARE, LADEN = (
    TorqueStatistics(1.0, 2.0, 3.0, 0.5),
    TorqueStatistics(2.0, 4.0, 5.0, 0.75),
)
ELBOW = JointCost("elbow", "right_arm", BARE, LADEN, 0.9, 0.05)
KNEE = JointCost("knee", "left_leg", BARE, LADEN, None, None)
THUMB = JointCost("thumb", "right_hand", BARE, LADEN, None, None)
TABLE = CostTable(
    tuple(
        CostRow(window, mass, cost)
        for window in ("standing", "walking")
        for mass in (1.6, 0.8)
        for cost in (ELBOW, KNEE, THUMB)
    ),
    (),
)


def test_parts_and_masses_are_listed_in_order():
    assert TABLE.windows == ("standing", "walking")
    assert TABLE.masses == (0.8, 1.6)


def test_fingers_are_left_out_unless_asked_for():
    assert TABLE.of("walking", 0.8) == (ELBOW, KNEE)
    assert TABLE.of("walking", 0.8, "right_hand") == (THUMB,)


def test_what_is_not_defined_stays_empty(tmp_path):
    TABLE.write_csv(tmp_path / "cost.csv")
    with (tmp_path / "cost.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    elbow, knee = rows[0], rows[1]
    assert (elbow["window"], elbow["mass"], elbow["joint"]) == (
        "standing",
        "1.6",
        "elbow",
    )
    assert float(elbow["rest"]) == pytest.approx(0.05)
    assert (float(elbow["rms_without"]), float(elbow["rms_with"])) == (2.0, 4.0)
    assert elbow["balance"] == knee["static"] == knee["rest"] == ""
    assert float(knee["balance"]) == 2.0


def test_a_place_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DiskError, match="cannot be written"):
        TABLE.write_csv(tmp_path / "no" / "cost.csv")
