"""Walks made by hand: feet that land and lift off at known times."""

import numpy as np
import pytest

STRIDE = 100  # rows: 1 s at the period of the synthetic recordings
SWING = 40  # rows in the air, at the end of each stride


def foot_force(rows, offset=0):
    """Return a foot's contact wrench (rows, 6): 300 N but for its swings [N]."""
    wrench = np.zeros((rows, 6))
    standing = (np.arange(rows) - offset) % STRIDE < STRIDE - SWING
    wrench[standing, 2] = 300.0
    return wrench


@pytest.fixture
def walk(motion):
    """Return a function that makes a walk of some strides; phase `carry` is all."""

    def make(strides, **channels):
        rows = strides * STRIDE + 1
        contact = {
            "left_foot": foot_force(rows),
            "right_foot": foot_force(rows, STRIDE // 2),
        }
        return rows, motion(contact=contact, phase=lambda row: "carry", **channels)

    return make


SPEED, TURN, STANCE = 0.8, 1.0, 0.6  # [m/s], [s], share of the stride
LOAD = 600.0  # of a foot on the ground [N]
PERIOD = 0.01  # [s]


@pytest.fixture
def walking(record, motion, kuavo):
    """Return a recording of a walk; the base may stand at first and at last."""

    def make(seconds=8.0, pause=0.0, **fields):
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
        moves = motion(base=base, contact=contact, **fields)
        return record({"robot": kuavo}, rows, {"robot": moves})

    return make
