"""The growth is shown with its sizes, and what makes no growth is refused."""

import pytest

from relaywalk import cli
from relaywalk.cli import _scale
from relaywalk.experiments.scale_points import ScalePoint

MB = 1_000_000


def points(*rows):
    return [ScalePoint(n, s, w, int(m * MB), "success") for n, s, w, m in rows]


def test_every_size_has_its_row():
    walks = points((5.0, 11.0, 22.0, 300.0), (100.0, 130.0, 221.0, 310.0))
    sheet = _scale.table("length", "mujoco", walks)
    assert sheet.title == "Length of a walk, mujoco"
    assert sheet.rows[0] == ("5", "11.0", "22.0", "2.00", "300", "success")


def test_growth_with_the_way_is_per_100_m():
    walks = points(
        (5.0, 1.0, 30.0, 300.5), (100.0, 1.0, 220.0, 310.0), (1000.0, 1.0, 2020.0, 400)
    )
    caption = _scale.table("length", "mujoco", walks).caption
    assert "wall time grows as size^0.7" in caption
    assert "by 200.0 s per 100 m after 20.0 s, at most 0.0 % off that line" in caption
    assert caption.endswith("memory grows by 10.0 MB per 100 m")


def test_two_sizes_say_nothing_of_a_line():
    walks = points((5.0, 1.0, 30.0, 300.0), (100.0, 1.0, 220.0, 310.0))
    assert "off that line" not in _scale.table("length", "mujoco", walks).caption


def test_growth_with_humanoids_is_that_of_a_simulated_second():
    several = points((1, 5.0, 10.0, 300.0), (2, 5.0, 20.0, 330.0), (4, 5.0, 40.0, 390))
    caption = _scale.table("humanoids", "mujoco", several).caption
    assert "grows as humanoids^1.00; memory grows by 30.0 MB per humanoid" in caption


def test_growth_of_a_report_is_per_10_000_rows():
    reports = points((1e4, 20.0, 4.0, 300.0), (5e4, 100.0, 12.0, 340.0))
    caption = _scale.table("report", "mujoco", reports).caption
    assert "by 2.0 s per 10 000 rows after 2.0 s" in caption
    assert "memory grows by 10.0 MB per 10 000 rows" in caption


def test_efficiency_is_against_the_fewest_workers():
    sweeps = points((1, 40.0, 80.0, 300.0), (2, 40.0, 50.0, 300.0))
    caption = _scale.table("workers", "mujoco", sweeps).caption
    assert caption.startswith("efficiency of 2 workers 0.80; ")


@pytest.fixture
def shown(monkeypatch):
    """Return what would have been measured."""
    asked = []
    monkeypatch.setattr("relaywalk.cli.bench.show_growth", lambda *a: asked.append(a))
    return asked


def test_sizes_are_measured_ascending_and_once(shown):
    words = ["bench", "--engine", "mujoco", "--scale", "length"]
    assert cli.main([*words, "--lengths", "100", "5", "5"]) == 0
    ((questions, engines, sizes),) = shown
    assert (questions, engines) == (["length"], ["mujoco"])
    assert sizes.lengths == (5.0, 100.0)
    assert sizes.humanoids == (1, 2, 4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stand", "--scale"], "stand: --scale makes its own scenarios"),
        (["--lengths", "5", "10"], "--lengths: only together with --scale"),
        (["--scale", "--humanoids", "2"], "--humanoids: 2: at least two different"),
    ],
)
def test_what_makes_no_sense_together_is_2(shown, capsys, words, said):
    assert cli.main(["bench", *words]) == 2
    assert capsys.readouterr().err.startswith(f"relaywalk: {said}")
    assert shown == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scale", "speed"], "invalid choice: 'speed'"),
        (["--scale", "--lengths", "0", "5"], "0: expected above 0, to 1000 [m]"),
        (["--scale", "--lengths", "nan", "5"], "nan: expected above 0"),
        (["--scale", "--workers", "1.5"], "1.5: expected 1, 2, …"),
    ],
)
def test_what_is_no_size_is_2(shown, capsys, words, said):
    with pytest.raises(SystemExit) as caught:
        cli.main(["bench", *words])
    assert caught.value.code == 2
    assert said in capsys.readouterr().err
    assert shown == []
