"""A script: phases in order, each after what it waits for, none for too long."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import GaveUp, PhaseTimeout
from relaywalk.phases import Phase, Situation
from relaywalk.scenario.cue import Cue
from relaywalk.simulation.script import Script, ScriptEntry
from relaywalk.types import Goal

PERIOD = 0.1  # [s]


@dataclass
class Timed(Phase):
    """Is done after some ticks; notes what it is asked."""

    name: str
    ticks: int
    asked: list = field(default_factory=list)
    times: list = field(default_factory=list)
    gave_up: str = ""

    def start(self, situation):
        """Begin."""
        self.asked.append("start")

    def update(self, situation):
        """Give a goal with the phase's name."""
        self.asked.append("update")
        self.times.append(situation.time)
        return Goal(np.zeros(1), upright={self.name: np.eye(3)})

    def finished(self, situation):
        """Count."""
        self.asked.append("finished")
        return self.asked.count("update") >= self.ticks


class Course:
    """A script and a clock, which may be late when the script begins."""

    def __init__(self, *phases, tick=0, **entry):
        self.tick, self.phases = tick, phases
        entries = [ScriptEntry(p.name, p, entry.get("timeout", 9.0)) for p in phases]
        entries[-1] = replace(entries[-1], cue=entry.get("cue"))
        self.script = Script("robot", entries, PERIOD)

    def go(self, ticks=1, *, recovering=False, **begun):
        """Return the names of the phases that gave the goals."""
        names = []
        for _ in range(ticks):
            now = SimpleNamespace(time=self.tick * PERIOD)
            situation = Situation(now, None, {}, True, recovering)
            names += list(self.script.update(situation, begun).upright)
            self.tick += 1
        return names

    def told(self):
        """Return what the records say."""
        return [
            (r.phase, pytest.approx(r.start), pytest.approx(r.end), r.outcome)
            for r in self.script.records
        ]


def test_phases_follow_one_another_and_the_last_one_goes_on():
    active_run = Course(Timed("one", 2), Timed("two", 3))
    assert active_run.go(7) == ["one"] * 2 + ["two"] * 5
    assert active_run.script.finished
    assert active_run.told() == [("one", 0.0, 0.2, "done"), ("two", 0.2, 0.5, "done")]


def test_what_has_begun_is_told_in_order():
    active_run = Course(Timed("one", 2), Timed("two", 3))
    assert active_run.script.begun == 0
    assert active_run.script.phase == "one"
    active_run.go()
    assert active_run.script.begun == 1
    active_run.go(2)
    assert active_run.script.begun == 2
    assert active_run.script.phase == "two"


@pytest.mark.parametrize("number", [0, 1])
def test_no_phase_is_asked_whether_it_is_done_before_its_first_goal(number):
    """The first one neither: its body has arrived where it stood, going nowhere yet."""
    active_run = Course(Timed("one", 1), Timed("two", 1))
    active_run.go(4)
    assert active_run.phases[number].asked[:3] == ["start", "update", "finished"]


def test_a_phase_waits_for_another_actors_and_the_one_before_it_goes_on():
    active_run = Course(Timed("one", 1), Timed("two", 1), cue=Cue("giver", 1))
    assert active_run.go(3) == ["one"] * 3
    assert active_run.go(2, giver=1) == ["one"] * 2
    assert active_run.script.records == []
    assert active_run.go(1, giver=2) == ["two"]
    assert active_run.told() == [("one", 0.0, 0.5, "done")]


def test_a_phase_that_lasts_too_long_ends_the_run():
    active_run = Course(Timed("one", 99), timeout=0.25)
    active_run.go(3)
    with pytest.raises(PhaseTimeout, match=r"robot.*'one'"):
        active_run.go()
    assert active_run.told() == [("one", 0.0, 0.3, "timeout")]


def test_a_phase_that_gives_up_ends_the_run_and_says_why():
    active_run = Course(Timed("one", 2, gave_up="nobody came"), Timed("two", 9))
    active_run.go(2)
    with pytest.raises(GaveUp, match=r"robot gave up 'one' at t = 0\.200 s: nobody"):
        active_run.go()
    assert active_run.told() == [("one", 0.0, 0.2, "gave up")]


def test_while_the_body_recovers_its_phase_waits_and_its_clock_stands_still():
    active_run = Course(Timed("one", 4), Timed("two", 99))
    active_run.go(2)
    assert active_run.go(3, recovering=True) == ["one"] * 3
    assert active_run.go(3) == ["one", "one", "two"]
    one, two = active_run.phases
    assert one.times == pytest.approx([0.0, 0.1, 0.2, 0.3])
    assert two.times == pytest.approx([0.4])
    assert active_run.told() == [("one", 0.0, 0.7, "done")]


def test_what_the_body_needs_to_recover_does_not_count_in_a_timeout():
    """Neither in the phase in which it recovers nor in the one after it."""
    active_run = Course(Timed("one", 4), Timed("two", 99), timeout=0.45)
    active_run.go(2)
    active_run.go(8, recovering=True)
    assert active_run.go(7) == ["one"] * 2 + ["two"] * 5
    with pytest.raises(PhaseTimeout, match=r"'two'.* 1\.7"):
        active_run.go()
    assert active_run.told() == [
        ("one", 0.0, 1.2, "done"),
        ("two", 1.2, 1.7, "timeout"),
    ]


def test_a_script_that_begins_late_counts_from_there():
    """As that of a body that is held at first; its phases are not told to have waited.

    The first phase begins even if the body recovers then: there is no goal to keep.
    """
    active_run = Course(Timed("one", 3), Timed("two", 9), tick=20, timeout=0.35)
    assert active_run.script.begun == 0
    assert active_run.go(1, recovering=True) == ["one"]
    assert active_run.go(5) == ["one", "one", "two", "two", "two"]
    assert active_run.phases[0].times == pytest.approx([2.0, 2.1, 2.2])
    assert active_run.told() == [("one", 2.0, 2.3, "done")]


def test_a_finished_script_has_no_timeout():
    active_run = Course(Timed("one", 1), timeout=0.25)
    assert active_run.go(20) == ["one"] * 20


def test_a_run_that_ends_closes_the_phase_that_is_on_once():
    active_run = Course(Timed("one", 2), Timed("two", 99))
    active_run.script.close(0.0)
    assert active_run.script.records == []
    active_run.go(4)
    active_run.script.close(0.4)
    active_run.script.close(0.5)
    assert active_run.told() == [
        ("one", 0.0, 0.2, "done"),
        ("two", 0.2, 0.4, "running"),
    ]
