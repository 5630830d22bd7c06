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
