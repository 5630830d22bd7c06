"""What is told on the time line."""

import pytest

from relaywalk.view.replay.events import events, phases


def test_phases_are_those_of_the_result(shared_run):
    (phase,) = phases(shared_run(60))
    assert (phase["actor"], phase["name"]) == ("robot", "carry")
    assert (phase["from"], phase["to"], phase["outcome"]) == (0.0, 1.0, "done")


def test_handover_push_and_end_in_time_order(shared_run):
    found = events(shared_run(60))
    assert [event["kind"] for event in found] == ["handover", "push", "end"]
    exchange, push, end = found
    assert (exchange["from"], exchange["to"]) == (0.1, 0.4)
    assert "peak 9.0 N" in exchange["text"]
    assert end["from"] == pytest.approx(0.6)
    # 100 N from 0.205 to 0.255 s
    assert (push["actor"], push["link"]) == ("robot", "base_link")
    assert push["impulse"] == pytest.approx([0.0, 5.0, 0.0], abs=0.1)


def test_a_recovery_is_told(make_run):
    recovery = {"time": 0.3, "steps": 2, "outcome": "recovered"}
    run = make_run(60, result={"recoveries": [recovery]})
    (told,) = [event for event in events(run) if event["kind"] == "recovery"]
    assert (told["from"], told["text"]) == (0.3, "recovery: recovered, 2 steps")
