"""Two runs side by side: what is beyond a tolerance is marked, nothing else."""

import csv
from functools import cache

import numpy as np
import pytest
from tests.made_results import HANDOVER, made_result

from relaywalk.analysis.comparison.comparison import LoadPair, compare
from relaywalk.analysis.comparison.side import Side
from relaywalk.errors import RecordingError
from relaywalk.scenario.scenario import Scenario

RESULT = {
    "duration": 9.0,
    "phases": [
        {"actor": "robot", "phase": "carry", "start": 0, "end": 9, "outcome": "done"}
    ],
    "handovers": [
        {
            **HANDOVER,
            "giver": "a",
            "receiver": "b",
            "transfer_time": 2.0,
            "peak_force": 10.0,
        }
    ],
}


@pytest.fixture(scope="module")
def side(walking, kuavo, tmp_path_factory):
    """Return a function that makes one side; its elbow's torque swings by `swing`."""

    @cache
    def recorded(swing, mean, force, seconds):
        time = np.arange(round(seconds / 0.01)) * 0.01
        torque = np.zeros((len(time), len(kuavo.joints)))
        place = kuavo.joints.index("zarm_r4_joint")
        torque[:, place] = mean + swing * np.sin(2.0 * np.pi * time)
        wrench = np.zeros((len(time), len(kuavo.joints), 6))
        wrench[40, kuavo.joints.index("zarm_r7_joint"), 1] = force
        return walking(seconds, torque=torque, wrench=wrench)

    def make(swing=10.0, mean=2.0, force=20.0, seconds=8.0, result=(), **changes):
        scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
        return Side(
            scenario.with_overrides(changes),
            made_result(tmp_path_factory.mktemp("run"), **{**RESULT, **dict(result)}),
            recorded(swing, mean, force, seconds),
            {"robot": kuavo},
        )

    return make


def pair_of(found, joint="zarm_r4_joint"):
    return next(pair for pair in found.loads if pair.joint == joint)


def event_of(found, name):
    return next(event for event in found.events if event.name.startswith(name))


def test_a_run_equals_itself(side):
    found = compare(side(), side())
    assert found.outside == 0
    assert found.leaves == ()
    assert pair_of(found).worst == 0.0
    assert pair_of(found).mean == pytest.approx((2.0, 2.0), abs=1e-3)


def test_torques_within_a_tenth_of_the_peak_are_not_marked(side):
    found = compare(side(), side(swing=11.0, engine="pybullet"))
    elbow = pair_of(found)
    assert elbow.peak == pytest.approx((12.0, 13.0))
    assert elbow.curve == pytest.approx(1.0 / np.sqrt(2.0), rel=0.01)
    assert not elbow.outside


def test_a_mean_beyond_it_is_marked_with_what_differs(side):
    found = compare(side(), side(mean=4.0, engine="pybullet"))
    assert pair_of(found).worst == pytest.approx(2.0 / 12.0, rel=0.01)
    assert pair_of(found).outside
    assert found.sensitive == "engine-sensitive"
    assert found.outside == 1


def test_a_torque_that_only_comes_at_another_time_is_seen_in_the_stride(side):
    found = compare(side(swing=10.0), side(swing=-10.0, seed=2))
    elbow = pair_of(found)
    assert elbow.rms[0] == pytest.approx(elbow.rms[1], rel=0.01)
    assert elbow.curve == pytest.approx(20.0 / np.sqrt(2.0), rel=0.01)
    assert elbow.outside


def test_a_short_walk_has_no_stride_to_compare(side):
    assert pair_of(compare(side(seconds=1.2), side())).curve is None


@pytest.mark.parametrize(("force", "outside"), [(22.9, False), (23.1, True)])
def test_the_wrist_s_peak_may_differ_by_fifteen_in_a_hundred(side, force, outside):
    found = compare(side(), side(force=force))
    assert event_of(found, "peak robot.zarm_r7_joint force").outside is outside


def test_a_peak_that_is_outside_is_followed_by_its_phases(side):
    found = compare(side(), side(force=40.0))
    name = "peak robot.zarm_r7_joint force [N] in carry"
    assert (event_of(found, name).first, event_of(found, name).second) == ("20", "40")


@pytest.mark.parametrize(("distance", "outside"), [(5.04, False), (5.06, True)])
def test_the_distance_may_differ_by_one_in_a_hundred(side, distance, outside):
    found = compare(side(), side(result={"distance": distance}))
    assert event_of(found, "distance").outside is outside


def test_another_outcome_is_marked(side):
    found = compare(side(), side(result={"outcome": "fell"}))
    assert event_of(found, "outcome").outside


def test_phases_and_handovers_stand_side_by_side(side):
    found = compare(side(), side(result={"handovers": []}))
    assert event_of(found, "robot.carry").first == "0.00 … 9.00"
    assert not [e for e in found.events if e.name.startswith("a to b")]
    both = compare(side(), side())
    assert event_of(both, "a to b: transfer time").second == "2"


def test_a_torque_of_nothing_is_no_difference():
    pair = LoadPair("robot", "neck", (0.0, 0.02), (0.001, 0.02), (0.001, 0.02))
    assert not pair.outside


def test_runs_without_a_joint_in_common_are_refused(side, record, two_link):
    a = side()
    seen = record({"robot": two_link}, 5)
    other = Side(a.scenario, a.result, seen, {"robot": two_link})
    with pytest.raises(RecordingError, match="no joint in common"):
        compare(a, other)


def test_the_table_has_a_line_a_joint_and_its_mark(side, tmp_path, kuavo):
    found = compare(side(), side(mean=4.0, seed=2))
    found.write_csv(tmp_path / "comparison.csv")
    with (tmp_path / "comparison.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["joint"] for row in rows] == list(kuavo.joints)
    marked = {row["joint"]: row["mark"] for row in rows if row["mark"]}
    assert marked == {"zarm_r4_joint": "seed-sensitive"}
