"""Every joint is drawn to the posture, as far as nothing else leads it."""

import numpy as np
import pytest

from relaywalk.control.tasks.posture_task import PostureTask, PostureTaskParams

PARAMS = PostureTaskParams(
    stiffness=50.0, damping=14.0, weight=0.4, leg_weight=0.03, led_weight=0.02
)


@pytest.fixture
def task(standing):
    model = standing.model
    return PostureTask(PARAMS, model.card, model.joints)


def weights(task, body, hands, aim):
    """Return joint → its weight while some hands are led."""
    goal = body.goal(hand=dict.fromkeys(hands, aim))
    (rows,) = task.rows(body.model, body.reference(goal))
    return dict(zip(body.model.joints, rows.weight, strict=True))


def test_every_joint_has_a_spring_and_a_damper(task, moving):
    """θ̈ = 50 (θ* − θ) − 14 θ̇, in the model's order."""
    body = moving(1)
    posture = body.state.joint_position + np.linspace(
        -0.2, 0.2, len(body.state.joint_position)
    )
    reference = body.reference(body.goal(posture=posture))
    (rows,) = task.rows(body.model, reference)
    gap = (posture - body.state.joint_position)[body.model.select]
    np.testing.assert_allclose(rows.desired, 50.0 * gap - 14.0 * body.v[6:])


def test_legs_weigh_less_for_com_and_feet_lead_them(task, standing, aim):
    card = standing.model.card
    legs = {*card.groups["left_leg"], *card.groups["right_leg"]}
    for joint, weight in weights(task, standing, (), aim).items():
        assert weight == (0.03 if joint in legs else 0.4)


@pytest.mark.parametrize("hands", [("left_hand",), ("left_hand", "right_hand")])
def test_an_arm_whose_hand_is_led_weighs_least(task, standing, aim, hands):
    card = standing.model.card
    led = {joint for hand in hands for joint in card.arm(hand)}
    free, found = (weights(task, standing, h, aim) for h in ((), hands))
    assert led
    for joint, weight in found.items():
        assert weight == (0.02 if joint in led else free[joint])


def test_once_the_hand_is_let_go_the_arm_weighs_what_it_did(task, standing, aim):
    before = weights(task, standing, (), aim)
    weights(task, standing, ("right_hand",), aim)
    assert weights(task, standing, (), aim) == before
