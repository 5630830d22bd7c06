"""The bodies of a scenario: their cards, as the controllers know them and as built."""

from typing import NamedTuple

from relaywalk.robots.card import (
    PropCard,
    RobotCard,
    load_prop_card,
)
from relaywalk.robots.catalogue import card_path, robot_card
from relaywalk.robots.height import of_height
from relaywalk.robots.reduced import reduced
from relaywalk.scenario.actor_entry import ActorEntry
from relaywalk.scenario.as_built import as_built
from relaywalk.scenario.parts import Prop
from relaywalk.scenario.scenario import Scenario
from relaywalk.terrains.solid import Solid
from relaywalk.terrains.terrain import Terrain


class Cards(NamedTuple):
    """The cards of a scenario's bodies.

    Attributes:
        actors: Actor → card.
        props: Prop → card.
    """

    actors: dict[str, RobotCard]
    props: dict[str, PropCard]


def solids_of(scenario: Scenario, terrain: Terrain) -> dict[str, Solid]:
    """Return a scenario's objects in their places, by name.

    Args:
        scenario: That has them.
        terrain: On which they lie.
    """
    return {name: entry.build(terrain) for name, entry in scenario.objects.items()}


def design_cards(scenario: Scenario) -> Cards:
    """Return the cards as the controllers know them, masses and gaits as told.

    A body that is led has no joints in an arm that its script does not use: they would
    take as much time as those that move.

    Raises:
        CardError: A card is wrong.
    """
    props = {}
    for name, prop in scenario.props.items():
        card = load_prop_card(card_path(prop.card))
        props[name] = card.model_copy(update={"mass": prop.mass or card.mass})
    actors = {
        name: _body_of(actor, robot_card(actor.card))
        for name, actor in scenario.actors.items()
    }
    return Cards(actors, props)


def _body_of(actor: ActorEntry, card: RobotCard) -> RobotCard:
    """Return an actor's card: height and gait as told, of a person the arms in use."""
    if actor.height is not None:
        card = of_height(card, actor.height)
    if card.base == "guided":
        card = reduced(card, actor.all_hands_used)
    return card.model_copy(update={"gait": card.gait.changed(actor.gait)})


def load_cards(scenario: Scenario) -> Cards:
    """Return the cards of actors and props as they really are.

    Raises:
        CardError: A card is wrong.
    """
    return built_cards(scenario, design_cards(scenario))


def built_cards(scenario: Scenario, known: Cards) -> Cards:
    """Return cards with the errors that the scenario says.

    Args:
        scenario: Says how large they are; its seed draws them.
        known: The cards without them.
    """
    return Cards(
        {
            name: as_built(card, scenario.actors[name].mismatch, scenario.seed, name)
            for name, card in known.actors.items()
        },
        {
            name: _prop_as_built(card, scenario.props[name])
            for name, card in known.props.items()
        },
    )


def _prop_as_built(card: PropCard, prop: Prop) -> PropCard:
    """Return the card of a prop as it really is."""
    mass = card.mass * (1.0 + prop.mass_error)
    friction = card.friction if prop.friction is None else prop.friction
    return card.model_copy(update={"mass": mass, "friction": friction})
