"""Stances: hysteresis, chatter, places of the soles."""

import numpy as np
import pytest

from relaywalk.analysis.gait.stance import stances


def test_a_bounce_is_no_new_stance(record, motion, kuavo):
    force = np.zeros((200, 6))
    force[50:120, 2] = 400.0
    force[52, 2] = 0.0  # a bounce of 10 ms
    force[150:152, 2] = 400.0  # a touch of 10 ms
    seen = record(
        {"robot": kuavo}, 200, {"robot": motion(contact={"left_foot": force})}
    )
    found = stances(seen, kuavo, "robot", 560.0)
    assert found["left_foot"].first.tolist() == [50]
    assert found["left_foot"].last.tolist() == [119]
    assert found["left_foot"].loaded.sum() == 70
    assert len(found["right_foot"].first) == 0


def test_soles_are_where_the_body_was_in_mid_stance(walking, kuavo):
    left = stances(walking(), kuavo, "robot", 560.0)["left_foot"]
    assert np.diff(left.position[:, 0]) == pytest.approx(0.8, abs=1e-6)
    assert np.ptp(left.position[:, 1:], axis=0) == pytest.approx([0.0, 0.0], abs=1e-6)
