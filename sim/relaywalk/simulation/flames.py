"""Which torches burn: a burning one lights another that is held beside it."""

from collections.abc import Mapping
from dataclasses import replace

from relaywalk.robots.burner import burners_apart
from relaywalk.robots.card import PropCard
from relaywalk.scenario.flame_entry import FlameEntry
from relaywalk.types import Observation

ROUNDING = 1e-9  # of a time [s]


class Flames:
    """Follows the burners; no physics but their poses.

    Attributes:
        lit: Names of the props that burn.
    """

    def __init__(
        self, entry: FlameEntry, cards: Mapping[str, PropCard], lit: frozenset[str]
    ) -> None:
        """Begin with some that burn.

        Args:
            entry: What lights one.
            cards: Prop → card.
            lit: Names of those that burn at first.
        """
        self._entry, self._cards, self.lit = entry, cards, lit
        self._since: dict[tuple[str, str], float] = {}

    def seen(self, observation: Observation) -> Observation:
        """Return a scene in which it is seen what burns; call once a period."""
        if not self.lit:
            return observation
        for burning in sorted(self.lit):
            for other in self._cards:
                if other not in self.lit:
                    self._look(burning, other, observation)
        props = {
            name: replace(prop, lit=name in self.lit)
            for name, prop in observation.props.items()
        }
        return replace(observation, props=props)

    def _look(self, burning: str, other: str, observation: Observation) -> None:
        """See whether a burning torch has lit another one."""
        pair, time, entry = (burning, other), observation.time, self._entry
        cards = (self._cards[burning], self._cards[other])
        poses = [observation.props[name].pose_in_world for name in pair]
        apart = burners_apart(cards, (poses[0], poses[1]))
        if apart.gap > entry.gap or apart.tilt > entry.tilt:
            self._since.pop(pair, None)
        elif time - self._since.setdefault(pair, time) >= entry.time - ROUNDING:
            self.lit |= {other}
