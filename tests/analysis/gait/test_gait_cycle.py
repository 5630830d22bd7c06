"""Gait cycles: 0 … 100 %, mean and deviation, the right foot."""

import numpy as np
import pytest

from relaywalk.analysis.gait.gait import Stride
from relaywalk.analysis.gait.gait_cycle import foot_of, gait_cycle, pairs
from relaywalk.errors import RecordingError

TIME = np.linspace(0.0, 10.0, 2001)


def stride(start, end):
    return Stride("left_foot", 0, 0, start, end, 0.0, 0.0, 0.0, 0.0)


def test_strides_of_unlike_length_fall_on_one_curve():
    # one turn a stride, strides of 1 s and of 2 s
    turn = np.where(TIME < 1.0, TIME, 1.0 + (TIME - 1.0) / 2.0)
    found = gait_cycle(
        TIME, np.sin(2.0 * np.pi * turn), [stride(0.0, 1.0), stride(1.0, 3.0)]
    )
    wave = np.sin(2.0 * np.pi * np.linspace(0.0, 1.0, 101))
    assert found.mean.shape == found.sd.shape == (101,)
    assert found.mean == pytest.approx(wave, abs=1e-4)
    assert found.sd == pytest.approx(np.zeros(101), abs=1e-4)
    assert found.strides == 2


def test_the_deviation_is_over_the_strides():
    found = gait_cycle(TIME, np.floor(TIME), [stride(0.1, 0.9), stride(2.1, 2.9)])
    assert found.mean == pytest.approx(np.ones(101))
    assert found.sd == pytest.approx(np.full(101, np.sqrt(2.0)))


def test_a_single_stride_has_no_deviation():
    assert not gait_cycle(TIME, TIME, [stride(1.0, 2.0)]).sd.any()


def test_no_stride_is_refused():
    with pytest.raises(RecordingError, match="no steady stride"):
        gait_cycle(TIME, TIME, [])


@pytest.mark.parametrize(
    ("name", "foot"),
    [
        ("leg_r4_joint", "right_foot"),
        ("zarm_l1_joint", "left_foot"),
        ("right_foot.contact.fz", "right_foot"),
        ("right_hand.contact.fz", "right_foot"),
        ("zhead_1_joint", "left_foot"),
        ("com.x", "left_foot"),
    ],
)
def test_a_channel_is_cut_by_the_foot_of_its_side(kuavo, name, foot):
    assert foot_of(kuavo, name) == foot


def test_a_body_without_feet_has_none(human):
    assert foot_of(human, "arm_r1_joint") is None


def test_pairs_are_left_and_right(kuavo):
    found = pairs(kuavo)
    assert ("leg_l4_joint", "leg_r4_joint") in found
    assert len(found) == 6 + 7 + 6
