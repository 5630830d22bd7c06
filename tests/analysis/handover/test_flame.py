"""How a torch was lit is told from recorded poses and flames."""

import numpy as np
import pytest

from relaywalk.analysis.handover.flame import burning_at_end, flame_passes
from relaywalk.analysis.kinematics import POSE

PERIOD, ROWS, RIMS = 0.1, 100, 0.125  # [s], rows, of both burners [m]
LIT = 60  # row in which the second one burns


class Recorded:
    """A recording of two upright torches side by side; the first one burns."""

    def __init__(self, gap, lit=LIT):
        """Let their burners be a gap apart (rows,) [m]."""
        self.time = np.arange(ROWS) * PERIOD
        columns = {"one.lit": np.ones(ROWS), "two.lit": np.zeros(ROWS)}
        columns["two.lit"][lit:] = 1.0
        for name, x in (("one", np.zeros(ROWS)), ("two", RIMS + gap)):
            pose = np.tile([0.0, 0.0, 0.8, 0.0, 0.0, 0.0, 1.0], (ROWS, 1))
            pose[:, 0] = x
            columns |= {f"{name}.{a}": c for a, c in zip(POSE, pose.T, strict=True)}
        self.channels = columns

    def __getitem__(self, name):
        """Return a column."""
        return self.channels[name]

    def matrix(self, names, rows):
        """Return some columns side by side."""
        return np.column_stack([self.channels[name][rows] for name in names])


def test_the_second_was_lit_by_the_first_after_they_were_together(torch):
    gap = np.full(ROWS, 0.2)
    gap[40:70] = 0.02
    gap[45] = 0.04
    (passed,) = flame_passes(Recorded(gap), {"one": torch, "two": torch}, 0.05)
    assert (passed.source, passed.prop) == ("one", "two")
    assert passed.time == pytest.approx(LIT * PERIOD)
    assert passed.held == pytest.approx((LIT - 40) * PERIOD)
    assert passed.max_gap == pytest.approx(0.04)
    assert passed.max_tilt == pytest.approx(0.0)


def test_what_burns_without_a_flame_beside_it_was_not_lit_by_one(torch):
    seen = Recorded(np.full(ROWS, 0.2))
    assert flame_passes(seen, {"one": torch, "two": torch}, 0.05) == ()


def test_what_burned_from_the_first_on_was_not_lit(torch):
    seen = Recorded(np.full(ROWS, 0.02), lit=0)
    assert flame_passes(seen, {"one": torch, "two": torch}, 0.05) == ()


@pytest.mark.parametrize(("lit", "burning"), [(LIT, ("one", "two")), (ROWS, ("one",))])
def test_what_burns_at_the_end_is_told(lit, burning):
    seen = Recorded(np.full(ROWS, 0.02), lit=lit)
    assert burning_at_end(seen, ("one", "two", "three")) == burning
