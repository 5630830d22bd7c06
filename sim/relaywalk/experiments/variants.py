"""Variants of a scenario, made from its data: another torch, or none."""

from typing import Any

from relaywalk.errors import ScenarioError
from relaywalk.robots.card import load_prop_card
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.choices import robot_name
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.strict_yaml import Document

# phases that need two bearers
EXCHANGES = ("receive", "hand_over", "offer", "take", "light", "pass_flame")
IN_STEAD = {"receive": {"kind": "hold"}}  # raises the empty arm to the carrying pose


def torch_name(scenario: Scenario) -> str:
    """Return the name of the prop that is carried: the first.

    Raises:
        ScenarioError: There is none.
    """
    if not scenario.props:
        raise ScenarioError(
            f"{scenario.name}: props: (empty): a scenario with a torch to carry"
        )
    return next(iter(scenario.props))


def torch_mass(scenario: Scenario) -> float:
    """Return the torch's mass [kg]: the scenario's, else its card's."""
    prop = scenario.props[torch_name(scenario)]
    return prop.mass or load_prop_card(card_path(prop.card)).mass


def with_mass(scenario: Scenario, mass: float) -> Scenario:
    """Return the scenario with a torch of another mass.

    Args:
        scenario: With a torch.
        mass: [kg]; 0 is no torch at all, see `without_torch`.

    Raises:
        ScenarioError: There is no torch, or the mass is not allowed.
    """
    if mass == 0.0:
        return without_torch(scenario)
    return scenario.with_overrides({f"props.{torch_name(scenario)}.mass": mass})


def without_torch(scenario: Scenario) -> Scenario:
    """Return the scenario in which the carrier does the same with an empty hand.

    The torch is gone and so are the other bearers. Of the carrier's script, taking
    the torch becomes raising the arm to the carrying pose (phase `hold`), giving it
    away is left out, the rest stays. No distance is asked for, since nothing is
    carried over it.

    Raises:
        ScenarioError: There is no torch, or the carrier does nothing else.
    """
    torch_name(scenario)
    data, name = scenario.as_dict(), robot_name(scenario)
    actor = data["actors"][name]
    actor["holds"] = None
    actor["script"] = [
        entry for phase in actor["script"] if (entry := _empty_handed(phase))
    ]
    data["actors"], data["props"] = {name: actor}, {}
    data["success"] |= {"distance": 0.0, "handovers": 0, "lit": []}
    return Scenario.from_document(Document("without the torch", data))


def _empty_handed(phase: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a bearer without a torch does instead of a phase."""
    kind = phase["kind"]
    if kind in EXCHANGES:
        return IN_STEAD.get(kind)
    return {**phase, "after": None}
