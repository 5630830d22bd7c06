"""Another torch is met burner beside burner, from the body's own side."""

import numpy as np
import pytest

from relaywalk.phases._other_torch import both_burn, hand_beside, nearest_other

MOUTH = np.array([1.2, -0.25, 0.8 + 0.76])  # of the other torch of these tests [m]


@pytest.fixture
def seen(play):
    """Return a function: base → situation and context."""

    def make(base="guided"):
        one = play("light" if base == "guided" else "pass_flame", base)
        return one.situation(), one.context

    return make


def test_the_other_torch_is_the_nearest_that_is_not_the_own_one(seen):
    situation, context = seen()
    assert nearest_other(situation.observation, context) == "other"


@pytest.mark.parametrize("gap", [0.03, 0.2])
def test_the_hand_has_the_own_burner_beside_the_other_one(seen, gap):
    situation, context = seen()
    hand = hand_beside(situation.observation, context, "other", 0.3, gap)
    mouth = hand + np.array([0.0, 0.0, 0.76 - 0.3])
    # the body looks along x: its torch is on the near side, rim to rim
    assert mouth - MOUTH == pytest.approx([-(2 * 0.0625 + gap), 0.0, 0.0])


def test_both_burn_when_the_own_one_does_too(seen, play):
    situation, context = seen("floating")
    assert not both_burn(situation, context, "other")
    one = play("pass_flame")
    one.burns = lambda _: True
    assert both_burn(one.situation(), one.context, "other")
