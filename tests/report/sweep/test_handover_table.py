"""The table of handovers is read from sweep folders and written beside them."""

import json

import pytest
from tests.made_results import HANDOVER, MEASURES, write_result
from tests.report.sweep.sweep_folders import make_sweep

from relaywalk.errors import DiskError
from relaywalk.report.sweep.handover_table import (
    DATA,
    PAGE,
    handovers_in,
    scenes_of,
    text_tables,
    write_handovers,
)

OUTCOMES = ("success", "success", "gave_up", "killed")


def make(folder, *, handovers=(HANDOVER,), outcomes=OUTCOMES):
    """Write a sweep whose runs handed something over; the last left no result."""
    make_sweep(folder, outcomes=outcomes)
    runs = sorted((folder / "runs").iterdir())
    for run in runs[:-1]:
        write_result(run, handovers=list(handovers))
    (runs[-1] / "result.json").unlink()
    return folder


def test_a_scene_is_a_run_with_its_handovers(tmp_path):
    first, *_, last = scenes_of(make(tmp_path / "one"))
    assert (first.number, first.outcome) == (0, "success")
    assert [h.giver for h in first.handovers] == ["giver"]
    assert (last.number, last.outcome, last.handovers) == (3, "killed", ())


def test_finished_sweeps_are_told_if_one_of_them_hands_over(tmp_path):
    make(tmp_path / "other", handovers=())
    names = ("missing", "other", "one")
    assert handovers_in(tmp_path, names) == []
    make(tmp_path / "one")
    found = handovers_in(tmp_path, names)
    assert [figures.name for figures in found] == ["other", "one"]


def test_a_single_sweep_has_its_folders_name(tmp_path):
    (found,) = handovers_in(make(tmp_path / "alone"), ("",))
    assert found.name == "alone"


def test_the_tables_say_rates_times_forces_and_scenes(tmp_path):
    make(tmp_path / "one")
    rates, forces, failures = text_tables(handovers_in(tmp_path, ("one",)))
    cells = dict(zip(rates.header, rates.rows[0], strict=True))
    assert (cells["scenes"], cells["success"]) == ("4", "50.0 %")
    assert (cells["approach [s]"], cells["total [s]"]) == ("0.05", "0.35")
    assert rates.rows[0][3] == "15.0 to 85.0 %"
    cells = dict(zip(forces.header, forces.rows[0], strict=True))
    assert (cells["exchanges"], cells["largest [N]"]) == ("3", "21.0")
    assert (cells["within 50 N"], cells["unheld [s]"]) == ("100.0 %", "0.000")
    assert failures.rows == (
        ("one", "gave_up", "1", "25.0 %", "2"),
        ("one", "killed", "1", "25.0 %", "3"),
    )


def test_where_nothing_failed_or_was_measured_nothing_is_said(tmp_path):
    old = {**HANDOVER, "measures": None}
    make(tmp_path / "one", handovers=(old,), outcomes=("success",) * 2)
    tables = text_tables(handovers_in(tmp_path, ("one",)))
    assert len(tables) == 2
    assert tables[1].rows == (("one", "0", *("–",) * 6),)
    assert set(tables[0].rows[0][4:9]) == {"–"}


def test_it_is_written_for_people_and_for_programs(tmp_path):
    make(tmp_path / "one", handovers=({**HANDOVER, "measures": MEASURES},))
    found = handovers_in(tmp_path, ("one",))
    write_handovers(tmp_path, found)
    lines = (tmp_path / PAGE).read_text("utf-8").splitlines()
    assert "| one | gave_up | 1 | 25.0 % | 2 |" in lines
    assert any(line.startswith("| one | 4 | 50.0 % | 15.0 to") for line in lines)
    data = json.loads((tmp_path / DATA).read_text("utf-8"))
    assert data == [found[0].as_dict()]


def test_a_folder_that_cannot_be_written_says_that_all_runs_are_kept(tmp_path):
    with pytest.raises(DiskError, match="all runs are kept"):
        write_handovers(tmp_path / "missing", [])
