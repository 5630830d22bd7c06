"""A person walks up, burner to burner, until both burn; then they go."""

import numpy as np
import pytest

HAND = "right_hand"
MOUTH = np.array([1.2, -0.25, 0.8 + 0.76])  # of the other torch of these tests [m]
RADIUS, BURNER = 0.0625, 0.76  # of both torches [m]
SLACK = 0.011  # a stage begins with a control period [s]


@pytest.fixture
def light(play):
    """Return a function that prepares the phase."""
    return lambda **params: play("light", "guided", **params)


def mouth(one, goal):
    """Return where the own torch's mouth is led (3,) in world [m]."""
    led = goal.hand[HAND]
    up = led.rotation_to_world[:, 2]
    return led.position_in_world + (BURNER - goal.grip[HAND].at) * up


def test_the_burners_come_together_side_by_side(light):
    one = light(gap=0.03, stand_off=0.2, approach_time=1.0)
    (*_, (_, goal)) = one.during(4.8)
    apart = mouth(one, goal) - MOUTH
    # the body looks along x, so its own torch is on the near side
    assert apart == pytest.approx([-(2 * RADIUS + 0.03), 0.0, 0.0], abs=1e-6)


def test_the_walk_ends_farther_off(light):
    one = light(gap=0.03, stand_off=0.2, walk_time=1.5, still_time=0.3)
    (*_, (_, goal)) = one.during(0.3 + 1.5 + 0.01)
    apart = mouth(one, goal) - MOUTH
    assert apart == pytest.approx([-(2 * RADIUS + 0.2), 0.0, 0.0], abs=1e-3)


def test_it_holds_on_until_both_burn_then_goes_back_with_its_torch(light):
    one = light(burning_time=0.5, approach_time=1.0, back=(-0.6, 0.1), back_time=2.0)
    one.burns = lambda time: time >= 6.0
    together = [mouth(one, goal) for t, goal in one.during(6.4) if t > 3.5]
    assert np.ptp(together, axis=0) == pytest.approx(np.zeros(3), abs=1e-6)
    before = one.tick().posture[:2].copy()
    end = one.to_the_end()
    assert end == pytest.approx(6.0 + 0.5 + 1.0 + 2.0, abs=6 * SLACK)
    goal = one.tick()
    assert goal.posture[:2] - before == pytest.approx([-0.6, 0.1], abs=1e-6)
    assert (goal.grip[HAND].closure, goal.grip[HAND].payload) == (1.0, 1.0)


def test_what_does_not_burn_is_held_together_for_ever(light):
    one = light()
    one.burns = lambda _: False
    for _ in one.during(20.0):
        assert not one.script.finished
