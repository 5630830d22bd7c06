"""A screen is not shown more often than it can take."""

import pytest
from tests.view.live.screens import Kept
from tests.view.live.test_pace import Clock

from relaywalk.view.live.screen import RATE, SHARE, Shutter


@pytest.mark.parametrize("cost", [0.0, 0.1])
def test_showing_takes_only_its_share(cost):
    clock = Clock()
    shutter = Shutter(clock)
    assert shutter.due
    shutter.show(Kept(lambda _: clock.sleep(cost)), None, None)
    assert not shutter.due
    clock.now = 10.0 + max(1.0 / RATE, SHARE * cost) - 1e-6
    assert not shutter.due
    clock.now += 2e-6
    assert shutter.due
