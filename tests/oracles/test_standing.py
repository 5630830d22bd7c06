"""Standing: the ground presses back with the weight, or the oracle fails."""

import numpy as np
import pytest

from relaywalk import oracles
from relaywalk.oracles import Subject
from relaywalk.robots.free_body import FreeBody

ROWS = 80
HELD = np.tile([0.0, 0.0, -15.7, 0.0, 0.0, 0.0], (ROWS, 1))


def standing(record, motion, card, weight, props=(), held=(True,)):
    """Return the result for a body that presses a weight [N] on its soles."""
    foot = np.tile([0.0, 0.0, weight / 2.0, 0.0, 0.0, 0.0], (ROWS, 1))
    contact = {"left_foot": foot, "right_foot": foot}
    hands = ("right_hand", "left_hand")
    grip = {
        (hand, prop): HELD
        for hand, prop, is_held in zip(hands, props, held, strict=False)
        if is_held
    }
    cards = {"robot": card}
    poses = dict.fromkeys(props, np.tile([0, 0, 1.0, 0, 0, 0, 1.0], (ROWS, 1)))
    moves = {"robot": motion(contact=contact, grip=grip)}
    recording = record(cards, ROWS, moves, dict(props), poses)
    return oracles.measure(
        "standing", Subject("mujoco", "robot", cards, dict(props), recording)
    )


@pytest.mark.parametrize(("share", "holds"), [(1.0, True), (1.01, False)])
def test_weight_and_torch_are_pressed_on_the_ground(
    record, motion, kuavo, torch, share, holds
):
    weight = (FreeBody(kuavo).mass + torch.mass) * 9.81
    result = standing(record, motion, kuavo, share * weight, {"torch": torch})
    assert result.holds is holds
    assert result.value == pytest.approx(share - 1.0, abs=1e-6)


def test_without_a_torch_the_robot_alone_is_weighed(record, motion, kuavo):
    weight = FreeBody(kuavo).mass * 9.81
    result = standing(record, motion, kuavo, weight)
    assert result.value == pytest.approx(0.0, abs=1e-6)


def test_a_robot_that_never_holds_the_torch_alone_is_not_weighed(
    record, motion, kuavo, torch
):
    result = standing(record, motion, kuavo, 500.0, {"torch": torch}, [False])
    assert result.holds is None
    assert "nowhere stands alone with the torch" in result.note


@pytest.mark.parametrize(("held", "holds"), [([False, True], True), ([True] * 2, None)])
def test_of_several_props_the_one_that_is_held_is_weighed(
    record, motion, kuavo, torch, held, holds
):
    heavy = torch.model_copy(update={"mass": 3.0})
    weight = (FreeBody(kuavo).mass + heavy.mass) * 9.81
    props = {"torch": torch, "heavy": heavy}
    result = standing(record, motion, kuavo, weight, props, held)
    assert result.holds is holds
