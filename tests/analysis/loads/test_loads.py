"""Loads of the joints against numbers worked out by hand."""

import csv

import numpy as np
import pytest

from relaywalk.analysis.loads.loads import Loads
from relaywalk.errors import DiskError, MissingDependency

ROWS = 101  # 1 s


@pytest.fixture
def loads(record, motion, two_link):
    """Return the loads of a cosine torque at a like velocity (card: elbow first)."""
    turn = 2.0 * np.pi * np.arange(ROWS) / (ROWS - 1)
    wrench = np.zeros((ROWS, 2, 6))
    wrench[40, 1] = 3.0, 4.0, 0.0, 0.0, 0.0, -7.0
    moves = motion(
        torque=np.column_stack((np.full(ROWS, -4.0), 10.0 * np.cos(turn))),
        velocity=np.column_stack((np.full(ROWS, 0.5), np.full(ROWS, 2.0))),
        wrench=wrench,
    )
    cards = {"robot": two_link}
    return Loads.of(record(cards, ROWS, {"robot": moves}), cards)


def test_a_steady_torque(loads):
    elbow = loads.rows[0]
    assert (elbow.actor, elbow.joint) == ("robot", "elbow")
    assert (elbow.peak, elbow.rms, elbow.mean_abs) == pytest.approx((4.0, 4.0, 4.0))
    assert elbow.peak_limit == 20.0
    assert elbow.utilisation_peak == pytest.approx(0.2)
    assert elbow.peak_power == pytest.approx(2.0)
    assert elbow.positive_work == 0.0
    assert elbow.negative_work == pytest.approx(-2.0)


def test_a_cosine(loads):
    shoulder = loads.rows[1]
    assert shoulder.peak == pytest.approx(10.0)
    assert shoulder.rms == pytest.approx(10.0 / np.sqrt(2.0), rel=0.01)
    assert shoulder.mean_abs == pytest.approx(20.0 / np.pi, rel=0.01)
    assert shoulder.positive_work == pytest.approx(20.0 / np.pi, rel=0.02)
    assert shoulder.negative_work == pytest.approx(-20.0 / np.pi, rel=0.02)
    assert shoulder.peak_force == pytest.approx(5.0)
    assert shoulder.peak_moment == pytest.approx(7.0)


def test_what_is_not_published_is_not_made_up(loads, tmp_path):
    assert [(load.rated, load.utilisation_rated) for load in loads] == [
        (None, None)
    ] * 2
    loads.write_csv(tmp_path / "loads.csv")
    with (tmp_path / "loads.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["joint"] for row in rows] == ["elbow", "shoulder"]
    assert rows[0]["rated"] == rows[0]["utilisation_rated"] == ""
    assert float(rows[0]["negative_work"]) == loads.rows[0].negative_work


def test_a_rated_joint_is_compared(record, motion, kuavo):
    place = next(i for i, j in enumerate(kuavo.joints) if kuavo.ratings[j].rated_torque)
    cards = {"robot": kuavo}
    moves = motion(torque=np.full((3, len(kuavo.joints)), 6.0))
    load = Loads.of(record(cards, 3, {"robot": moves}), cards).rows[place]
    assert load.utilisation_rated == pytest.approx(6.0 / load.rated)


def test_the_table_needs_pandas(loads, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(MissingDependency, match="pandas"):
        loads.table()


def test_the_table_has_a_row_a_joint(loads):
    pytest.importorskip("pandas")
    assert list(loads.table()["joint"]) == ["elbow", "shoulder"]


def test_a_place_that_is_not_there_is_refused(loads, tmp_path):
    with pytest.raises(DiskError, match="cannot be written"):
        loads.write_csv(tmp_path / "no" / "loads.csv")


def test_phases_add_up_to_the_run(record, motion, two_link, tmp_path):
    moves = motion(
        torque=np.column_stack((np.linspace(-4.0, 6.0, ROWS), np.ones(ROWS))),
        velocity=np.full((ROWS, 2), 0.5),
        phase=lambda row: "stand" if row < 30 or row > 80 else "carry",
    )
    cards = {"robot": two_link}
    loads = Loads.of(record(cards, ROWS, {"robot": moves}), cards)
    elbow = [part for part in loads.by_phase if part.load.joint == "elbow"]
    assert [part.phase for part in elbow] == ["stand", "carry", "stand"]
    assert [part.start for part in elbow] == pytest.approx([0.0, 0.3, 0.81])
    for work in ("positive_work", "negative_work"):
        parts = sum(getattr(part.load, work) for part in elbow)
        assert parts == pytest.approx(getattr(loads.rows[0], work))
    assert max(part.load.peak for part in elbow) == loads.rows[0].peak
    loads.write_csv(tmp_path / "loads.csv")
    with (tmp_path / "loads_by_phase.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert list(rows[0])[:5] == ["actor", "joint", "phase", "start", "end"]


def test_the_table_by_phase_has_a_row_a_joint_and_phase(loads):
    pytest.importorskip("pandas")
    assert list(loads.table(by_phase=True)["phase"]) == ["stand", "stand"]


def test_mean_power_is_work_over_time(loads):
    elbow = loads.rows[0]
    assert elbow.mean_power == pytest.approx(-2.0)
