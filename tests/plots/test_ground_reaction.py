"""Ground reaction over the gait cycle: every foot from its own touchdown on."""

import numpy as np
import pytest

from relaywalk.errors import RecordingError


def test_each_foot_bears_its_load_in_its_own_first_half(shared_run):
    """Both feet bear 300 N for half a period, half a period apart."""
    run = shared_run(1200)
    vertical, forward, sideward = run.plot("ground_reaction", cycle=True).axes
    left, _, right, _ = vertical.get_lines()  # each with its lift-off
    for foot in (left, right):
        percent, force = foot.get_data()
        assert percent == pytest.approx(np.linspace(0.0, 100.0, 101))
        assert force[2:48] == pytest.approx(300.0)
        assert force[52:98] == pytest.approx(0.0)
    assert forward.get_ylabel() == "robot\nforward (x) force [N]"
    assert len(sideward.collections) == 2  # a band a foot


def test_the_force_of_the_cycle_may_be_over_body_weight(shared_run):
    run = shared_run(1200)
    options = {"cycle": True, "per_body_weight": True}
    vertical = run.plot("ground_reaction", **options).axes[0]
    weight = run.gaits["robot"].stature.weight
    force = vertical.get_lines()[0].get_ydata()
    assert force[20] == pytest.approx(300.0 / weight)
    assert vertical.get_ylabel() == "robot\nvertical force [body weight]"


def test_the_lift_off_is_half_way(shared_run):
    vertical = shared_run(1200).plot("ground_reaction", cycle=True).axes[0]
    _, lift_off, *_ = vertical.get_lines()
    assert lift_off.get_xdata()[0] == pytest.approx(50.0, abs=1.5)


def test_who_does_not_walk_has_no_cycle(shared_run):
    with pytest.raises(RecordingError, match="no steady stride of 'robot'"):
        shared_run(60).plot("ground_reaction", cycle=True)
