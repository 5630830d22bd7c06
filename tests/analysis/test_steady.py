"""Windows that two runs share: whole strides, and the rest at the end."""

import numpy as np
import pytest

from relaywalk.analysis.steady import standing, touchdowns, walking
from relaywalk.errors import RecordingError


def test_a_foot_lands_once_a_stride(record, walk, kuavo):
    rows, moves = walk(5)
    seen = record({"robot": kuavo}, rows, {"robot": moves})
    assert touchdowns(seen, "robot", "left_foot", 0.0, 9.0) == pytest.approx(
        [1.0, 2.0, 3.0, 4.0, 5.0]
    )


def test_a_bounce_is_no_touchdown(record, walk, kuavo):
    rows, moves = walk(3)
    moves.contact["left_foot"][110:115] = 0.0
    seen = record({"robot": kuavo}, rows, {"robot": moves})
    landed = touchdowns(seen, "robot", "left_foot", 0.0, 9.0)
    assert landed == pytest.approx([1.0, 2.0, 3.0])


def test_steady_walking_leaves_out_the_start_and_the_stop(record, walk, kuavo):
    rows, moves = walk(9)
    seen = record({"robot": kuavo}, rows, {"robot": moves})
    assert walking(seen, "robot", "carry") == pytest.approx(("walking", 3.0, 7.0))


def test_a_short_walk_is_refused_with_what_it_would_need(record, walk, kuavo):
    rows, moves = walk(5)
    seen = record({"robot": kuavo}, rows, {"robot": moves})
    with pytest.raises(RecordingError, match=r"5 strides; steady walking needs 6"):
        walking(seen, "robot", "carry")


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


def test_no_rows_in_the_air_no_touchdown(record, motion, two_link):
    feet = np.zeros((50, 6))
    feet[:, 2] = 100.0
    moves = motion(contact={"left_foot": feet})
    seen = record({"robot": two_link}, 50, {"robot": moves})
    assert len(touchdowns(seen, "robot", "left_foot", 0.0, 1.0)) == 0
