"""Pushes and recoveries on the page: one row each, with what it was worth."""

import numpy as np
import pytest

from relaywalk.analysis.recovery import responses
from relaywalk.analysis.recovery.recoveries import Recovery, Stepping
from relaywalk.report.run.recovery_table import HEADER, recoveries


def rows_of(run):
    return [dict(zip(HEADER, row, strict=True)) for row in recoveries(run).rows]


def test_a_push_stands_with_impulse_speed_and_direction(make_run):
    (row,) = rows_of(make_run(60))
    assert (row["actor"].text, row["link"].text) == ("robot", "base_link")
    assert row["pushed at [s]"].value == pytest.approx(0.2)
    assert row["impulse [N·s]"].value == pytest.approx(5.0)
    assert row["speed [m/s]"].value == pytest.approx(5.0 / 57.5, rel=0.02)
    assert row["towards [°]"].value == pytest.approx(90.0)
    assert row["outcome"].text == "recovered"


def test_the_recovery_stands_beside_its_push(make_run, monkeypatch):
    told = Stepping(9, 2, (Recovery(0.3, 2, "fell"), Recovery(30.0, 1, "recovered")))
    silent = Stepping()

    def stepping(recording, actor, *, fell):
        return told if actor == "robot" else silent

    monkeypatch.setattr(responses, "stepping", stepping)
    first, second = rows_of(make_run(60))
    assert (first["steps"].text, first["outcome"].mark) == ("2", "no")
    assert first["recovery from [s]"].value == 0.3
    assert (second["link"].text, second["outcome"].mark) == ("–", "yes")


def test_who_met_no_push_has_no_row(make_run):
    run = make_run(15)
    assert np.max(run.recording.time) < 0.2
    assert recoveries(run).rows == []
