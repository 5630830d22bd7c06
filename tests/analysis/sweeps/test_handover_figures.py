"""The figures of handovers follow from outcomes and measures, scene by scene."""

import pytest
from tests.made_results import HANDOVER, MEASURES

from relaywalk.analysis.handover.handover import Handover
from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.analysis.sweeps.handover_figures import (
    PARTS,
    HandoverScene,
    handover_figures,
)
from relaywalk.analysis.sweeps.rates import wilson

LIMIT = "finished, but the contact force at a hand-over was too large"


def exchange(outcome="done", **measures):
    """Return an exchange with some measures changed."""
    made = ExchangeMeasures(**{**MEASURES, **measures})
    return Handover(**{**HANDOVER, "outcome": outcome, "measures": made})


def scene(number, outcome="success", *handovers, reason=""):
    return HandoverScene(number, outcome, reason, handovers)


def test_times_are_means_over_what_was_done_in_scenes_that_succeeded():
    scenes = [
        scene(0, "success", exchange(grasp_time=0.2), exchange("broken off")),
        scene(1, "success", exchange(grasp_time=0.4)),
        scene(2, "gave_up", exchange(grasp_time=9.0)),
    ]
    found = handover_figures("gives", scenes)
    assert found.times["grasp_time"] == pytest.approx(0.3)
    assert found.total == pytest.approx(sum(found.times[part] for part in PARTS))
    assert found.success.successes == 2
    assert found.success.wilson95 == wilson(2, 3)


def test_a_part_that_was_not_reached_is_left_out_of_its_mean_and_of_the_total():
    scenes = [
        scene(0, "success", exchange(release_time=None, grasp_time=0.2)),
        scene(1, "success", exchange(release_time=0.5, grasp_time=0.4)),
    ]
    found = handover_figures("gives", scenes)
    assert found.times["release_time"] == 0.5
    assert found.times["grasp_time"] == pytest.approx(0.3)
    assert found.total == pytest.approx(0.05 + 0.4 + 0.12 + 0.5)


def test_forces_are_of_every_exchange_and_of_the_worse_hand():
    scenes = [
        scene(0, "success", exchange(giver_peak_force=10.0, receiver_peak_force=30.0)),
        scene(1, "fell", exchange("broken off", giver_peak_force=70.0, unheld=0.3)),
        scene(2, "success", exchange(receiver_peak_force=50.0)),
    ]
    found = handover_figures("gives", scenes)
    assert (found.forces.exchanges, found.forces.comfortable) == (3, 2)
    assert (found.forces.median, found.forces.maximum) == (50.0, 70.0)
    assert found.forces.high == pytest.approx(68.0)
    assert found.unheld == 0.3


@pytest.mark.parametrize(
    ("outcome", "reason", "failures", "kind"),
    [
        ("success", "", [], ""),
        ("success", "", ["slipped"], ""),
        ("gave_up", "nobody came", [], "gave_up"),
        ("timeout", "whole run", ["slipped"], "timeout"),
        ("timeout", LIMIT, ["slipped", "force exceeded"], "force exceeded"),
        ("timeout", LIMIT, [], "criterion missed"),
        ("killed", "", [], "killed"),
    ],
)
def test_a_scene_has_one_kind_of_failure(outcome, reason, failures, kind):
    one = scene(0, outcome, exchange(failures=tuple(failures)), reason=reason)
    assert one.failure == kind


def test_what_was_broken_off_is_not_held_against_a_later_exchange():
    tried = exchange("broken off", failures=("broken off",))
    late = exchange(failures=("slipped",))
    assert scene(0, "timeout", tried, reason=LIMIT).failure == "broken off"
    assert scene(0, "timeout", tried, late, reason=LIMIT).failure == "slipped"


def test_failures_are_told_with_their_scenes_the_most_frequent_first():
    outcomes = ("success", "fell", "gave_up", "gave_up", "timeout", "crashed")
    found = handover_figures("x", [scene(n, of) for n, of in enumerate(outcomes)])
    assert list(found.failures.items()) == [
        ("gave_up", (2, 3)),
        ("crashed", (5,)),
        ("fell", (1,)),
        ("timeout", (4,)),
    ]
    assert (found.safe.successes, found.safe.runs) == (4, 6)


def test_without_measures_there_are_no_times_and_forces():
    old = Handover(**{**HANDOVER, "measures": None})
    found = handover_figures("old", [scene(0, "success", old)])
    assert set(found.times.values()) == {None}
    assert (found.total, found.forces, found.unheld) == (None, None, None)


def test_it_is_told_in_plain_values():
    found = handover_figures("x", [scene(0, "success", exchange()), scene(1, "fell")])
    told = found.as_dict()
    assert (told["sweep"], told["scenes"], told["success_rate"]) == ("x", 2, 0.5)
    assert told["wilson95"] == list(wilson(1, 2))
    assert told["failures"] == {"fell": [1]}
    assert told["peak_force"]["maximum"] == 21.0
    assert told["total_time"] == pytest.approx(0.35)
