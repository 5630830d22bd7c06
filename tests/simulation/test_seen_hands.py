"""Hands are seen where they are, of bodies on feet and of guided ones."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.robots.model import RobotModel
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.seen_hands import SeenHands
from relaywalk.simulation.stage import build_stage


@pytest.fixture(scope="module")
def relay():
    """Return the stage of a relay, after some periods."""
    stage = build_stage(Scenario.load("relay_5m").with_overrides({"engine": "mujoco"}))
    for _ in range(20):
        stage.advance(stage.commands())
    yield stage
    stage.engine.close()


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


def test_a_hand_goes_with_the_guided_body_that_walks(relay):
    seen = SeenHands(relay.cards)
    giver = relay.observation.actors["giver"]
    base = relay.cards["giver"].index(relay.cards["giver"].groups["base"])
    joints = giver.state.joint_position.copy()
    joints[base] += [0.7, -0.2, 0.0]  # it looks against x
    moved = replace(giver, state=replace(giver.state, joint_position=joints))
    before = seen.of_others("robot", relay.observation)
    after = seen.of_others("robot", relay.observation.with_actor("giver", moved))
    np.testing.assert_allclose(after[0] - before[0], [-0.7, 0.2, 0.0], atol=1e-3)
