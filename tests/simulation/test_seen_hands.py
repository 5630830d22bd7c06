"""Hands are seen where they are, of bodies on feet and of guided ones."""

import numpy as np
import pytest

from relaywalk.robots.model import RobotModel
from relaywalk.simulation.seen_hands import SeenHands


@pytest.fixture
def relay(build):
    """Return the stage of a relay, after some periods."""
    stage = build("relay_5m")
    for _ in range(20):
        stage.advance(stage.commands())
    return stage


def test_a_hand_on_a_body_on_feet_is_where_its_configuration_has_it(relay):
    seen = SeenHands(relay.cards).of_others("receiver", relay.observation)
    card, state = relay.cards["robot"], relay.observation.actors["robot"].state
    model = RobotModel(card)
    q = model.configuration(state)
    own = [model.frame_pose_at(hand.frame, q)[0] for hand in card.hands.values()]
    np.testing.assert_allclose(seen[: len(own)], own, atol=1e-12)
    assert len(seen) == len(own) + len(relay.cards["giver"].hands)


def test_the_givers_hand_is_at_the_torch_that_it_holds(relay):
    torch = relay.observation.props["torch"].pose_in_world
    seen = SeenHands(relay.cards).of_others("robot", relay.observation)
    gaps = [np.linalg.norm(point - torch[:3] - [0.0, 0.0, 0.15]) for point in seen]
    assert min(gaps) < 0.01
