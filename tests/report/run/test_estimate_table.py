"""The estimates on the page: one line an actor that estimates, in readable units."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.analysis.estimate_accuracy import EstimateAccuracy
from relaywalk.report.run import estimate_table


@pytest.fixture
def tables(monkeypatch):
    """Return a function: actor → accuracy, the tables of their run."""

    def made(**accuracy):
        monkeypatch.setattr(
            estimate_table, "estimate_accuracy", lambda _, name: accuracy[name]
        )
        run = SimpleNamespace(recording=None, cards=dict.fromkeys(accuracy))
        return estimate_table.estimate_tables(run)

    return made


def test_nobody_estimates_no_table(tables):
    assert tables(human=None) == []


def test_an_actor_that_estimates_has_a_line(tables):
    drift = np.array([0.02, -0.05, np.nan])
    own = EstimateAccuracy(5.0, drift, np.pi / 180.0, 0.03, np.pi / 360.0)
    (section,) = tables(robot=own, human=None)
    lines = [[cell.text for cell in row] for row in section.rows]
    assert lines == [["robot", "5", "2", "-5", "–", "1", "0.03", "0.5"]]
    assert len(section.header) == len(lines[0])
