"""What stands on the page: bodies, ground, objects; what the replay page has too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from relaywalk.robots.card import BodyCard, PropCard, RobotCard
from relaywalk.scenario.scenario import Scenario
from relaywalk.view.live.skeleton import Skeleton
from relaywalk.view.replay.bodies import body
from relaywalk.view.replay.ground import ground


@dataclass(frozen=True, slots=True)
class Scenery:
    """All that is drawn.

    Attributes:
        title: Of the page.
        actors: By name.
        props: By name.
        ground: `shapes` and `solids`, as `view.replay.ground` has them.
        duration: Longest time [s].
    """

    title: str
    actors: Mapping[str, Skeleton]
    props: Mapping[str, Skeleton]
    ground: dict[str, Any]
    duration: float


def scenery(
    scenario: Scenario,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
) -> Scenery:
    """Return what a scenario looks like.

    Args:
        scenario: To show.
        cards: Actor → card.
        props: Prop → card.

    Raises:
        CardError: A body cannot be read.
    """
    return Scenery(
        f"{scenario.name}: {scenario.engine}, seed {scenario.seed}",
        {name: _skeleton(card, card.joints) for name, card in cards.items()},
        {name: _skeleton(card, ()) for name, card in props.items()},
        ground(scenario),
        scenario.duration,
    )


def _skeleton(card: BodyCard, joints: tuple[str, ...]) -> Skeleton:
    """Return the links of a body."""
    return Skeleton(body(card)["links"], joints)
