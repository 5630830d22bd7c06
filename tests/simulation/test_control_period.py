"""Half the control period: the same phases, which end at the same times."""

from pathlib import Path

import pytest

from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import simulate

PERIOD = 0.002  # [s]
REACH = Path(__file__).parents[1] / "golden" / "reach.yaml"


def ends(folder, scenario, period):
    """Return how a run and its phases end, and when."""
    asked = {"engine": "mujoco", "control_period": period, "snapshot_every": None}
    chosen = Scenario.load(scenario).with_overrides(asked)
    result = simulate(chosen, folder / f"{period}").as_dict()
    phases = [(p["actor"], p["phase"], p["outcome"]) for p in result["phases"]]
    times = [p["end"] for p in result["phases"]]
    return (result["outcome"], phases), [*times, result["duration"]]


@pytest.mark.parametrize("scenario", ["stand", REACH], ids=["stand", "reach"])
def test_half_the_control_period_changes_no_duration(tmp_path, scenario):
    how, when = ends(tmp_path, scenario, PERIOD)
    how_then, when_then = ends(tmp_path, scenario, PERIOD / 2.0)
    assert how_then == how
    assert when_then == pytest.approx(when, abs=1.001 * PERIOD)
