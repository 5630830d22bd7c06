"""Each question is measured over its sizes, and nothing twice."""

import pytest

from relaywalk.experiments import scale
from relaywalk.experiments.scale import ScaleBench, ScaleSizes
from relaywalk.experiments.scale_points import ScalePoint

SIZES = ScaleSizes((1, 4), (5.0, 10.0), (1, 2))


@pytest.fixture
def measured(monkeypatch):
    """Return what was measured, in order."""
    done = []

    def run_point(size, scenario, folder):
        done.append((folder.name, size, len(scenario.actors)))
        return ScalePoint(size, 10.0, 20.0, 1, "success")

    def report_point(folder):
        done.append(("report", folder.name))

    def sweep_point(workers, runs, scenario, folder):
        done.append((folder.name, workers, runs))

    monkeypatch.setattr(scale, "run_point", run_point)
    monkeypatch.setattr(scale, "report_point", report_point)
    monkeypatch.setattr(scale, "sweep_point", sweep_point)
    return done


@pytest.fixture
def bench(tmp_path):
    return ScaleBench("mujoco", SIZES, tmp_path)


def test_humanoids_are_counted(bench, measured):
    assert [point.size for point in bench.humanoids()] == [1, 4]
    assert measured == [("humanoids-1", 1, 1), ("humanoids-4", 4, 4)]


def test_a_walk_is_run_once_for_its_length_and_its_report(bench, measured):
    assert [point.size for point in bench.length()] == [5.0, 10.0]
    list(bench.report())
    runs = [("walk-5", 5.0, 1), ("walk-10", 10.0, 1)]
    assert measured == [*runs, ("report", "walk-5"), ("report", "walk-10")]


def test_reports_alone_run_what_they_report(bench, measured):
    list(bench.report())
    assert [what for what, *_ in measured] == ["walk-5", "report", "walk-10", "report"]


def test_every_number_of_workers_makes_the_same_sweep(bench, measured):
    list(bench.workers())
    assert measured == [("workers-1", 1, 4), ("workers-2", 2, 4)]


@pytest.mark.parametrize(
    ("workers", "runs"), [((1, 2), 4), ((1, 2, 3), 6), ((1, 8), 8), ((2, 3), 6)]
)
def test_no_worker_is_idle_at_the_end_of_a_sweep(workers, runs):
    sizes = ScaleSizes((1, 2), (5.0, 10.0), workers)
    assert sizes.sweep_runs == runs
    assert all(runs % count == 0 for count in workers)
