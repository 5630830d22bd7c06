"""Recoveries are read from what the controller tells, and only from that."""

import numpy as np
import pytest

from relaywalk.analysis.recovery.recoveries import (
    Recovery,
    Stepping,
    stepping,
    together,
)

PERIOD = 0.01  # [s]
NAMES = ("steps", "retimed_steps", "recovering")


class Told:
    """A recording of the three channels."""

    def __init__(self, rows, touchdowns=(), retimed=(), recovering=()):
        self.time = PERIOD * np.arange(rows)
        steps = np.zeros((rows, 3))
        for column, at in ((0, touchdowns), (1, retimed)):
            for row in at:
                steps[row:, column] += 1
        for first, end in recovering:
            steps[first:end, 2] = 1.0
        self.values = steps
        self.names = tuple(f"robot.{name}" for name in NAMES)

    def __len__(self):
        return len(self.time)

    def matrix(self, names):
        return self.values[:, [self.names.index(name) for name in names]]


def test_a_controller_that_does_not_tell_leaves_nothing_known():
    seen = Told(10)
    seen.names = seen.names[:2]
    assert stepping(seen, "robot", fell=False) == Stepping(None, None, ())


def test_steps_are_counted_over_the_run_and_in_each_recovery():
    seen = Told(
        1000,
        touchdowns=(10, 60, 110, 150, 200, 300, 520, 550),
        retimed=(110, 150),
        recovering=((100, 200), (500, 530)),
    )
    assert stepping(seen, "robot", fell=False) == Stepping(
        8,
        2,
        (
            Recovery(1.0, 3, "recovered", "robot"),
            Recovery(5.0, 1, "recovered", "robot"),
        ),
    )


def test_what_several_bodies_did_is_summed_up_in_time_order():
    one = Stepping(8, 2, (Recovery(1.0, 3, "recovered", "one"),))
    two = Stepping(5, 1, (Recovery(0.5, 1, "fell", "two"),))
    assert together([one, Stepping(), two]) == Stepping(
        13, 3, (*two.recoveries, *one.recoveries)
    )
    assert together([Stepping()]) == together([]) == Stepping()


def test_a_touchdown_at_either_end_of_a_recovery_is_part_of_it():
    seen = Told(100, touchdowns=(20, 40), recovering=((20, 40),))
    assert stepping(seen, "robot", fell=False).recoveries[0].steps == 2


@pytest.mark.parametrize(
    ("end", "fell", "outcome"),
    [
        (700, False, "fell"),  # the run ended within it
        (650, True, "fell"),  # a fall takes a second
        (650, False, "recovered"),
        (300, True, "recovered"),  # it fell of something else, long after
    ],
)
def test_a_recovery_was_in_vain_where_the_run_ends_in_it_or_in_a_fall(
    end, fell, outcome
):
    seen = Told(700, recovering=((200, end),))
    (recovery,) = stepping(seen, "robot", fell=fell).recoveries
    assert (recovery.time, recovery.outcome) == (2.0, outcome)


def test_an_empty_recording_tells_nothing():
    assert stepping(Told(0), "robot", fell=True) == Stepping()
