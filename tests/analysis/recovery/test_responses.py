"""A recovery answers the last push before it, once."""

import numpy as np

from relaywalk.analysis.recovery.pushes import RecordedPush
from relaywalk.analysis.recovery.recoveries import Recovery
from relaywalk.analysis.recovery.responses import Response, responses


def push(time):
    return RecordedPush(time, "base_link", 0.1, np.zeros(3))


def caught(time):
    return Recovery(time, 2, "recovered")


def test_every_push_and_every_recovery_stands_once_in_time_order():
    pushes = [push(1.0), push(5.0), push(5.5), push(9.0)]
    recoveries = [caught(0.5), caught(1.2), caught(5.6), caught(20.0)]
    assert responses(pushes, recoveries) == (
        Response(None, recoveries[0]),
        Response(pushes[0], recoveries[1]),
        Response(pushes[1], None),
        Response(pushes[2], recoveries[2]),
        Response(pushes[3], None),
        Response(None, recoveries[3]),
    )


def test_a_second_recovery_from_one_push_stands_alone():
    one = push(1.0)
    first, second = caught(1.1), caught(1.8)
    assert responses([one], [first, second]) == (
        Response(one, first),
        Response(None, second),
    )


def test_nothing_happened():
    assert responses([], []) == ()
