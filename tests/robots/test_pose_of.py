"""A pose of a body that uses one hand: the other arm is as it stands."""

import numpy as np
import pytest

from relaywalk.errors import CardError
from relaywalk.robots.catalogue import robot_card

HANDS = ("left_hand", "right_hand")
CASES = [
    (robot, hand, pose)
    for robot, poses in {
        "kuavo_4_pro": ("carry", "reach", "hand_grip"),
        "kuavo_5": ("carry", "reach", "hand_closed"),
        "human": ("offer", "take", "hand_grip"),
    }.items()
    for hand in HANDS
    for pose in poses
]


def side_of(card, hand):
    """Return the joints of a hand and of its arm."""
    return {*card.groups[hand], *card.groups[hand.replace("hand", "arm")]}


def without(card, hand, pose):
    """Return a card one of whose poses says nothing of a hand and its arm."""
    own = side_of(card, hand)
    rest = {joint: q for joint, q in card.poses[pose].items() if joint not in own}
    return card.model_copy(update={"poses": {**card.poses, pose: rest}})


@pytest.mark.parametrize(("robot", "hand", "pose"), CASES)
def test_only_the_hand_and_its_arm_are_in_the_pose(robot, hand, pose):
    card = robot_card(robot)
    own, found = side_of(card, hand), card.pose_of(hand, pose)
    for joint, angle in zip(card.joints, found, strict=True):
        said = card.poses[pose].get(joint) if joint in own else None
        still = {**card.poses["stand"], **card.poses["hand_open"]}.get(joint, 0.0)
        assert angle == (still if said is None else said), joint


@pytest.mark.parametrize("robot", ["kuavo_4_pro", "kuavo_5", "human"])
@pytest.mark.parametrize("hand", HANDS)
def test_without_a_pose_the_body_stands(robot, hand):
    card = robot_card(robot)
    still = card.pose("stand", "hand_open")
    np.testing.assert_array_equal(card.pose_of(hand), still)


def test_later_poses_override_earlier_ones(kuavo):
    carried = kuavo.pose_of("left_hand", "reach", "carry", "hand_grip")
    arm, fingers = (kuavo.index(kuavo.groups[g]) for g in ("left_arm", "left_hand"))
    np.testing.assert_array_equal(carried[arm], kuavo.pose("carry")[arm])
    np.testing.assert_array_equal(carried[fingers], kuavo.pose("hand_grip")[fingers])
    here, other = carried.copy(), kuavo.pose("stand", "hand_open")
    here[[*arm, *fingers]] = other[[*arm, *fingers]]
    np.testing.assert_array_equal(here, other)


def test_a_card_of_one_side_is_good_for_that_side(kuavo):
    card = without(kuavo, "left_hand", "carry")
    here, both = (c.pose_of("right_hand", "carry") for c in (card, kuavo))
    np.testing.assert_array_equal(here, both)
    message = (
        r"card\.yaml: pose 'carry' says nothing of left_hand and its arm; these do: "
        "hand_closed, hand_grip, hand_open, reach, stand, wave$"
    )
    with pytest.raises(CardError, match=message):
        card.pose_of("left_hand", "carry")


def test_a_body_that_neither_stands_nor_opens_is_at_zero_elsewhere(kuavo):
    card = kuavo.model_copy(update={"poses": {"carry": kuavo.poses["carry"]}})
    arm = card.index(card.groups["right_arm"])
    found = card.pose_of("right_hand", "carry")
    np.testing.assert_array_equal(found[arm], card.pose("carry")[arm])
    assert not np.delete(found, arm).any()


def test_an_unknown_pose_or_hand_lists_those_there_are(kuavo):
    with pytest.raises(CardError, match=r"no pose 'cartwheel'; there are: carry, "):
        kuavo.pose_of("right_hand", "cartwheel")
    with pytest.raises(CardError, match="no hand 'claw'; there are: left_hand, right"):
        kuavo.pose_of("claw", "carry")
