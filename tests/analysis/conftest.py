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
