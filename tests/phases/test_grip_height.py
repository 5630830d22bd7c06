"""Where on a torch there is room for a hand."""

import numpy as np
import pytest

from relaywalk.phases._grip_height import free_height, hands_at, held_height

ZONE = (0.05, 0.48)  # of the torch, as its card says [m]


@pytest.fixture
def seen(play):
    """Return a function: heights of other hands → situation and context."""

    def make(*heights, base="floating"):
        one = play("stand", base)
        torch = one.torch(0.0)[:3]
        one.others = lambda _: tuple(torch + np.array([0.01, 0.0, h]) for h in heights)
        return one.situation(), one.context

    return make


@pytest.mark.parametrize(
    ("others", "preferred", "at"),
    [
        ((), 0.30, 0.30),
        ((0.15,), 0.30, 0.30),
        ((0.30,), 0.30, 0.44),
        ((0.31,), 0.30, 0.17),
        ((0.29,), 0.30, 0.43),
        ((0.10,), 0.15, 0.24),
        ((0.45,), 0.40, 0.31),
        ((0.16, 0.44), 0.30, 0.30),
        ((2.0,), 0.30, 0.30),  # at no torch
    ],
)
def test_a_hand_grips_as_near_to_where_it_would_as_others_leave_room(
    seen, others, preferred, at
):
    assert free_height(*seen(*others), preferred, 0.14) == pytest.approx(at)


@pytest.mark.parametrize(("others", "at"), [((0.2,), 0.48), ((0.35,), 0.05)])
def test_where_there_is_no_room_it_grips_as_far_away_as_it_can(seen, others, at):
    assert free_height(*seen(*others), 0.3, 0.40) == at
    assert at in ZONE


def test_a_hand_at_the_torch_is_seen_by_height_and_distance(seen):
    ((along, off),) = hands_at(*seen(0.2, 1.5), 0.05)
    assert (along, off) == (pytest.approx(0.2), pytest.approx(0.01))
    assert not list(hands_at(*seen(0.2), 0.009))


@pytest.mark.parametrize("base", ["floating", "guided"])
def test_what_is_held_is_held_where_the_hand_is(seen, base):
    situation, context = seen(base=base)
    card, state = context.card, situation.own.state
    joints = state.joint_position[context.model.select]
    q = joints if base == "guided" else np.concatenate((state.q[:7], joints))
    hand = context.model.frame_pose_at(card.hands["right_hand"].frame, q)[0]
    torch = situation.observation.props["torch"].pose_in_world
    expected = hand[2] - torch[2]
    assert held_height(situation, context) == pytest.approx(expected, abs=1e-9)
