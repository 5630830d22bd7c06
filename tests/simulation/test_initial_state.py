"""Where things are at the start: a torch that is held is in the hand, unwelded."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.robots.model import RobotModel
from relaywalk.scenario.bodies import load_cards
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.initial_state import InitialState
from relaywalk.terrains.terrain import level


def places(scenario):
    cards, props = load_cards(scenario)
    models = {name: RobotModel(card) for name, card in cards.items()}
    return InitialState(scenario, cards, models, props, level()), cards, models


@pytest.mark.parametrize("seed", [1, 2])
def test_a_standing_robot_starts_with_the_torch_in_its_gripping_hand(seed):
    scenario = Scenario.load("hold").with_overrides({"seed": seed})
    start, cards, models = places(scenario)
    state, model = start.states["robot"], models["robot"]
    frame = cards["robot"].hands["right_hand"].frame
    grip, rotation = model.frame_pose_at(frame, model.configuration(state))
    torch = start.prop_poses["torch"]
    gripped = torch[:3] + Rotation.from_quat(torch[3:]).apply([0.0, 0.0, 0.30])
    assert gripped == pytest.approx(grip, abs=1e-9)
    turn = Rotation.from_quat(torch[3:]).as_matrix()
    assert turn == pytest.approx(rotation, abs=1e-9)
    fingers = cards["robot"].index(cards["robot"].groups["right_hand"])
    assert state.joint_position[fingers] == pytest.approx(
        cards["robot"].pose("hand_grip")[fingers]
    )


@pytest.mark.parametrize("yaw", [0.0, 2.5])
@pytest.mark.parametrize("robot", ["kuavo_4_pro", "kuavo_5"])
def test_a_robot_starts_with_itself_and_its_torch_over_its_soles(robot, yaw):
    """1.6 kg, centre of mass 0.1107 m above the grip; the soles are about x, y."""
    at = {"x": 3.0, "y": -1.0, "yaw": yaw}
    scenario = Scenario.load("hold").with_overrides(
        {
            "actors.robot.card": robot,
            **{f"actors.robot.start.{k}": v for k, v in at.items()},
        }
    )
    start, cards, models = places(scenario)
    model = models["robot"]
    q = model.configuration(start.states["robot"])
    torch = start.prop_poses["torch"]
    centre = torch[:3] + Rotation.from_quat(torch[3:]).apply([0.0, 0.0, 0.4107])
    both = model.mass * model.com_at(q) + 1.6 * centre
    assert both[:2] / (model.mass + 1.6) == pytest.approx([3.0, -1.0], abs=2e-6)
    for foot in cards["robot"].feet.values():
        sole, rotation = model.frame_pose_at(foot.frame, q)
        assert sole[2] == pytest.approx(0.0, abs=2e-6)
        assert rotation[2] == pytest.approx([0.0, 0.0, 1.0], abs=2e-6)


def test_a_robot_that_holds_nothing_starts_with_hanging_arms_and_open_hands():
    start, cards, _ = places(Scenario.load("stand"))
    card = cards["robot"]
    hand = card.index(card.groups["right_hand"])
    assert start.prop_poses == {}
    assert start.states["robot"].joint_position[hand] == pytest.approx(
        card.pose("stand", "hand_open")[hand]
    )
    arm = card.index(card.groups["right_arm"])
    gap = start.states["robot"].joint_position[arm] - card.pose("stand")[arm]
    assert np.abs(gap).max() < 0.05


def test_a_guided_bearer_starts_on_the_ground():
    scenario = Scenario.load("relay_5m").with_overrides({"terrain.slope": 0.05})
    cards, props = load_cards(scenario)
    models = {name: RobotModel(card) for name, card in cards.items()}
    terrain = scenario.terrain.build(scenario.seed)
    start = InitialState(scenario, cards, models, props, terrain)
    assert scenario.actors["receiver"].start.x > 5.0
    for name in ("giver", "receiver"):
        where = scenario.actors[name].start
        height = start.states[name].pose_base_in_world[2]
        assert height == pytest.approx(np.tan(0.05) * where.x)
