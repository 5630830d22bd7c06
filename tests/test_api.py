"""The verbs of a run belong to the interface; what reads a run has none of them."""

import relaywalk
from relaywalk.runs.run import Run as RunData


def test_what_is_opened_can_be_plotted_and_reported(make_run, oracles_say, no_film):
    oracles_say()
    folder = make_run(60).folder
    run = relaywalk.open(folder)
    assert isinstance(run, relaywalk.Run)
    assert isinstance(run, RunData)
    assert run.plot("cop").axes
    assert run.report() == folder / "report.html"


def test_a_run_that_is_only_read_knows_no_plots():
    assert not hasattr(RunData, "plot")
    assert not hasattr(RunData, "report")
