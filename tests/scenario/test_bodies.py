"""The bodies of a scenario: what is known of them, and what they are."""

import pytest

from relaywalk.scenario.bodies import design_cards, load_cards
from relaywalk.scenario.scenario import Scenario


def test_bearers_are_told_the_mass_without_its_error():
    scenario = Scenario.load("relay_5m").with_overrides(
        {"props.torch.mass": 2.0, "props.torch.mass_error": 0.1}
    )
    assert design_cards(scenario).props["torch"].mass == 2.0
    assert load_cards(scenario).props["torch"].mass == pytest.approx(2.2)


def test_a_scenario_may_change_the_gait_of_a_card():
    scenario = Scenario.load("stand").with_overrides(
        {"actors.robot.card": "kuavo_5", "actors.robot.gait.swing_height": 0.06}
    )
    own = design_cards(
        Scenario.load("stand").with_overrides({"actors.robot.card": "kuavo_5"})
    )
    changed = {**own.actors["robot"].gait.changes(), "swing_height": 0.06}
    for cards in (design_cards(scenario), load_cards(scenario)):
        assert cards.actors["robot"].gait.changes() == changed


def bodies(name: str, **changes):
    scenario = Scenario.load(name).with_overrides(
        {key.replace("__", "."): value for key, value in changes.items()}
    )
    return design_cards(scenario).actors


@pytest.mark.parametrize(("relay", "side"), [("relay_5m", "r"), ("relay_5m_left", "l")])
def test_a_person_has_joints_in_the_arm_alone_that_it_uses(relay, side):
    for name, card in bodies(relay).items():
        if name != "robot":
            moving = {joint for joint in card.joints if not joint.startswith("base_")}
            assert {j.removeprefix("hand_")[:2] for j in moving if "hand" in j} == {
                f"{side}_"
            }
            assert len(moving) == 13
            assert len(card.fixed) == 13


def test_a_person_that_uses_both_hands_keeps_both():
    holding = bodies("relay_5m", actors__giver__holds__hand="left")["giver"]
    assert set(holding.hands) == {"left_hand", "right_hand"}
    assert not holding.fixed


def test_what_is_built_lacks_the_same_joints():
    scenario = Scenario.load("relay_5m").with_overrides(
        {"actors.giver.mismatch.link_mass": 0.1}
    )
    known, built = design_cards(scenario).actors, load_cards(scenario).actors
    assert built["giver"].joints == known["giver"].joints
    assert built["giver"].fixed == known["giver"].fixed


def test_a_robot_on_feet_keeps_all_its_joints():
    robot = bodies("relay_5m")["robot"]
    assert set(robot.hands) == {"left_hand", "right_hand"}
    assert not robot.fixed


def test_a_person_is_as_tall_as_told():
    person = bodies("relay_5m", actors__giver__height=1.557)["giver"]
    assert person.length_scale["torso"] == pytest.approx(0.9)
    assert person.height == 1.557
    assert bodies("relay_5m")["giver"].length_scale == {}


def test_the_surface_of_a_prop_is_another_than_its_bearers_know():
    scenario = Scenario.load("relay_5m").with_overrides({"props.torch.friction": 0.1})
    known, built = design_cards(scenario), load_cards(scenario)
    assert built.props["torch"].friction == 0.1
    assert known.props["torch"].friction == 0.8
