"""Figures drawn in other processes are those drawn here, and none is missing."""

import matplotlib as mpl
import pytest

from relaywalk.report.run import drawers, page, report
from relaywalk.report.run.drawers import LONG, MOST, Drawers, helpers
from relaywalk.report.run.figure_file import figure_path, write_figure


@pytest.fixture
def run(make_run):
    """Return a short run with a folder for plots."""
    found = make_run(60)
    (found.folder / "plots").mkdir()
    return found


def test_a_figure_from_another_process_has_the_same_bytes(run):
    path = figure_path(run.folder, "torch_pose")
    with Drawers(run.folder, 1) as drawn:
        drawn.ask(["torch_pose"])
        for process in drawn._processes:
            process.wait(60.0)
        assert list(drawn.left()) == []
    there = path.read_bytes()
    path.unlink()
    write_figure(run, "torch_pose")
    assert path.read_bytes() == there


def test_without_drawers_all_is_left_to_do(run):
    with Drawers(run.folder, 0) as drawn:
        drawn.ask(["cop", "channel"])
        assert list(drawn.left()) == ["cop", "channel"]


def test_drawers_end_with_the_block_whatever_happens_in_it(run):
    with pytest.raises(KeyboardInterrupt), Drawers(run.folder, 2) as drawn:
        raise KeyboardInterrupt
    assert [process.returncode for process in drawn._processes] == [-9, -9]


def test_a_page_has_every_figure_though_drawers_die(
    make_run, oracles_say, no_film, plain_plots, monkeypatch
):
    """They find no run of this name; what they took from the queue is drawn here."""
    oracles_say()
    run, real = make_run(60), drawers._started
    monkeypatch.setattr(report, "helpers", lambda rows: 1)
    monkeypatch.setattr(
        drawers, "_started", lambda folder, take: real(folder / "nowhere", take)
    )
    text = run.report().read_text(encoding="utf-8")
    assert text.count("data:image/png;base64,") == len(page._names(run))


def test_where_no_process_can_be_started_all_is_left_to_do(run, monkeypatch):
    monkeypatch.setattr(drawers.sys, "executable", "/nowhere/python")
    with Drawers(run.folder, 2) as drawn:
        drawn.ask(["cop"])
        assert list(drawn.left()) == ["cop"]


@pytest.fixture
def settings():
    """Set matplotlib as in a fresh process, whatever ran in this one."""
    fresh = {n: v for n, v in mpl.rcParamsOrig.items() if n != "backend"}
    with mpl.rc_context(fresh):
        yield


@pytest.fixture
def idle(monkeypatch, settings):
    """Return a function that sets cores and load."""

    def cores(allowed, there, load):
        monkeypatch.setattr(
            drawers.os,
            "sched_getaffinity",
            lambda _: set(range(allowed)),
            raising=False,
        )
        monkeypatch.setattr(drawers.os, "cpu_count", lambda: there)
        monkeypatch.setattr(drawers.os, "getloadavg", lambda: (load, 0.0, 0.0))
        monkeypatch.setattr(drawers.sys, "platform", "linux")

    return cores


@pytest.mark.parametrize(
    ("allowed", "there", "load", "expected"),
    [
        (2, 2, 0.1, 1),
        (2, 2, 1.1, 1),  # this run itself, a moment ago
        (2, 2, 2.0, 0),  # a sweep on every core
        (1, 64, 0.0, 0),  # one core of many is ours
        (4, 64, 30.0, 3),
        (16, 16, 0.0, MOST),
    ],
)
def test_there_are_as_many_drawers_as_cores_without_work(
    idle, allowed, there, load, expected
):
    idle(allowed, there, load)
    assert helpers(LONG) == expected


def test_a_short_run_and_other_settings_are_drawn_here(idle, monkeypatch):
    idle(4, 4, 0.0)
    assert helpers(LONG - 1) == 0
    monkeypatch.setitem(mpl.rcParams, "font.size", 17.0)
    assert helpers(LONG) == 0
