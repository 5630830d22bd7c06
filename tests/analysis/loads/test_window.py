"""Windows that two runs share: whole strides, and the rest at the end."""

import pytest

from relaywalk.analysis.loads.window import standing
from relaywalk.analysis.loads.window import walking as walk_of
from relaywalk.errors import RecordingError


def test_walking_is_whole_strides_of_the_left_foot(walking, kuavo):
    seen = walking(seconds=12.0, pause=2.2)
    name, start, end = walk_of(seen, kuavo, "robot", "carry")
    assert name == "walking"
    assert 2.0 <= start < end <= 10.0
    assert (start, end) == pytest.approx((round(start), round(end)))


def test_only_the_strides_within_the_phase_count(walking, kuavo):
    seen = walking(phase=lambda row: "carry" if 250 <= row < 650 else "stand")
    assert walk_of(seen, kuavo, "robot", "carry")[1:] == pytest.approx((3.0, 6.0))


def test_a_phase_without_steady_strides_is_refused(walking, kuavo):
    seen = walking(seconds=4.0, pause=2.0)
    with pytest.raises(RecordingError, match=r"robot\.carry has no steady stride"):
        walk_of(seen, kuavo, "robot", "carry")


def test_standing_is_the_end_of_the_phase(record, motion, two_link):
    moves = motion(phase=lambda row: "hold" if row < 150 else "stand")
    seen = record({"robot": two_link}, 200, {"robot": moves})
    window = standing(seen, "robot", "hold")
    assert window.end == pytest.approx(1.5, abs=0.011)
    assert window.end - window.start == pytest.approx(0.5)


def test_a_phase_that_was_not_is_refused_with_those_there_were(record, two_link):
    seen = record({"robot": two_link}, 20)
    with pytest.raises(RecordingError, match=r"no phase 'carry'; there are: stand"):
        standing(seen, "robot", "carry")
