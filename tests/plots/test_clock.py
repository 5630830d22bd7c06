"""Two runs on one clock: phases and steps happen together."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import RecordingError
from relaywalk.plots._clock import counterpart


def made(phases, steps):
    """Return what the clock looks at: phases, and touchdowns of the left foot."""
    time = np.linspace(0.0, 20.0, 2001)
    rows = np.searchsorted(time, np.array(steps) - 1e-9)
    stances = SimpleNamespace(first=rows)
    return SimpleNamespace(
        phases={"robot": phases},
        gaits={"robot": SimpleNamespace(feet={"left_foot": stances})},
        recording=SimpleNamespace(time=time),
        folder="run",
    )


ONE = made([("stand", 0.0, 2.0), ("carry", 2.0, 10.0)], [4.0, 6.0, 8.0])


def test_a_run_is_its_own_counterpart():
    time = np.linspace(0.0, 10.0, 50)
    assert counterpart(ONE, ONE, "robot", time) == pytest.approx(time)


def test_phases_and_steps_go_together():
    two = made([("stand", 0.0, 4.0), ("carry", 4.0, 13.0)], [7.0, 8.0, 11.0])
    time = np.array([1.0, 2.0, 4.0, 5.0, 6.0, 8.0, 10.0])
    found = counterpart(ONE, two, "robot", time)
    assert found == pytest.approx([2.0, 4.0, 7.0, 7.5, 8.0, 11.0, 13.0])


def test_after_a_step_too_many_there_is_no_counterpart():
    two = made(
        [("stand", 0.0, 2.0), ("carry", 2.0, 11.0), ("stand", 11.0, 12.0)],
        [4.0, 6.0, 8.0, 10.0],
    )
    found = counterpart(ONE, two, "robot", np.array([7.0, 8.0, 9.0, 12.0]))
    assert found[:2] == pytest.approx([7.0, 8.0])
    assert np.isnan(found[2:]).all()


def test_another_script_is_refused():
    two = made([("take", 0.0, 2.0)], [])
    with pytest.raises(RecordingError, match="other phases"):
        counterpart(ONE, two, "robot", np.array([1.0]))
