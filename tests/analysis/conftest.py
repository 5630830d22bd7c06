"""Walks made by hand: feet that land and lift off at known times."""

from functools import cache

import numpy as np
import pytest

from relaywalk.recording.recording import Recording

SPEED, TURN, STANCE = 0.8, 1.0, 0.6  # [m/s], [s], share of the stride
LOAD = 600.0  # of a foot on the ground [N]
PERIOD = 0.01  # [s]


@pytest.fixture(scope="session")
def walking(tmp_path_factory, write_rows, motion, kuavo):
    """Return a function that records a walk; phase `carry` is all of it.

    Feet land every second, the right one half a second after the left; the base may
    stand at first and at last. Walks that differ in nothing are recorded once.
    """

    def written(seconds, pause, **fields):
        rows = round(seconds / PERIOD)
        time = PERIOD * np.arange(rows)
        base = np.zeros((rows, 7))
        base[:, 0] = SPEED * np.clip(time - pause, 0.0, seconds - 2.0 * pause)
        base[:, 2], base[:, 6] = 1.0, 1.0
        contact = {}
        for foot, shift in (("left_foot", 0.0), ("right_foot", 0.5 * TURN)):
            wrench = np.zeros((rows, 6))
            turn = (time + shift + 1e-6) / TURN
            wrench[:, 2] = LOAD * (turn % 1.0 < STANCE)
            contact[foot] = wrench
        fields = {"phase": lambda row: "carry", **fields}
        moves = motion(base=base, contact=contact, **fields)
        folder = tmp_path_factory.mktemp("walk")
        write_rows(folder, {"robot": kuavo}, rows, {"robot": moves}).close()
        return Recording.open(folder)

    plain = cache(written)

    def make(seconds=8.0, pause=0.0, **fields):
        made = written if fields else plain
        return made(seconds, pause, **fields)

    return make
