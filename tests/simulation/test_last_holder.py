"""A dropped prop names who held it last: by their hands, not by a guess."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import TorchDropped
from relaywalk.robots.contact_thresholds import DEBOUNCE
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.last_holder import LastHolder
from relaywalk.simulation.loop import begin, run
from relaywalk.simulation.stage import build_stage

HAND = "right_hand"
PERIOD = 0.01  # between two looks [s]
LONG, SHORT = 2.0 * DEBOUNCE, 0.4 * DEBOUNCE  # beyond chatter, and chatter [s]


@pytest.fixture
def holder():
    """Return a function that shows a follower of the torch two hands for some time."""
    followed, clock = LastHolder("torch", ("giver", "robot")), [0.0]

    def show(lasting, prop="torch", **forces):
        for _ in range(round(lasting / PERIOD)):
            actors = {
                name: SimpleNamespace(
                    prop_wrench={
                        (HAND, prop): np.array([0, 0, forces.get(name, 0.0), 9, 9, 9])
                    }
                )
                for name in ("giver", "robot")
            }
            followed.look(SimpleNamespace(time=clock[0], actors=actors))
            clock[0] += PERIOD
        return followed.names

    return show


def test_nobody_is_named_before_anybody_holds(holder):
    assert holder(LONG) == ""
    assert holder(LONG, giver=0.9) == ""  # less than a touch [N]


def test_the_last_of_an_exchange_is_named_also_when_it_has_let_go(holder):
    assert holder(LONG, giver=16.0) == "giver"
    assert holder(LONG, giver=8.0, robot=8.0) == "giver and robot"
    assert holder(LONG, robot=16.0) == "robot"
    assert holder(LONG) == "robot"


def test_a_hand_on_another_prop_does_not_hold_this_one(holder):
    holder(LONG, giver=16.0)
    assert holder(LONG, prop="second", robot=16.0) == "giver"


def test_a_hand_that_a_falling_torch_only_brushes_did_not_hold_it(holder):
    holder(LONG, giver=16.0)
    holder(LONG)
    assert holder(SHORT, robot=50.0) == "giver"
    assert holder(LONG) == "giver"


class Snatch:
    """A listener that puts the torch half a metre away at some time [s], in mid-air."""

    def __init__(self, engine, time):
        self.position = engine._data.qpos, engine._props["torch"].free_place.start
        self.time = time

    def step(self, observation, commands, signals):
        if abs(observation.time - self.time) < 1e-6:
            positions, forward = self.position
            positions[forward] += 0.5


def test_a_torch_that_is_snatched_was_last_held_by_its_robot(tmp_path):
    scenario = Scenario.load("hold").with_overrides({"engine": "mujoco"})
    stage = build_stage(scenario)
    active_run = begin(stage, tmp_path)
    active_run.listeners = (*active_run.listeners, Snatch(stage.engine, time=0.5))
    with pytest.raises(TorchDropped, match="last held by robot: 'torch' is on") as told:
        run(active_run)
    active_run.recorder.close()
    stage.engine.close()
    assert told.value.last_holder == "robot"
    assert 0.5 < told.value.time < 2.0
