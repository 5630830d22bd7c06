"""A person of another height: longer arms and trunk, the same hands."""

import numpy as np
import pytest

from relaywalk.errors import CardError
from relaywalk.robots.card import AT_REST
from relaywalk.robots.free_body import FreeBody
from relaywalk.robots.height import of_height
from relaywalk.types import RobotState

SCALE = 1.9 / 1.73


def placement(card, frame):
    """Return where a frame is (3,), standing [m]."""
    position = card.pose(*AT_REST)
    base = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    state = RobotState(0.0, base, np.zeros(6), position, np.zeros(len(position)))
    return FreeBody(card).placement(state, frame)[0]


def test_the_wrist_is_higher_by_the_scale_and_the_hand_hangs_from_it_as_ever(human):
    tall = of_height(human, 1.9)
    for side in "rl":
        wrist, finger = f"arm_{side}7_link", f"hand_{side}_index_2_link"
        own, other = placement(human, wrist), placement(tall, wrist)
        assert other == pytest.approx(SCALE * own, abs=1e-12)
        hanging = placement(human, finger) - own
        assert placement(tall, finger) - other == pytest.approx(hanging, abs=1e-12)


def test_a_body_of_its_own_height_is_the_same_body(human):
    assert set(of_height(human, human.height).length_scale.values()) == {1.0}


def test_a_robot_is_of_no_persons_height(kuavo):
    with pytest.raises(CardError, match="no height; a person's card has one"):
        of_height(kuavo, 1.7)
