"""Who held the torch last: from hand contacts, as the recording is judged."""

from collections.abc import Mapping, Sequence
from math import hypot

from relaywalk.robots.contact_thresholds import DEBOUNCE, TOUCH
from relaywalk.types import Observation


class LastHolder:
    """Follows whose hands touch something; a touch shorter than DEBOUNCE is no hold."""

    def __init__(self, hands: Mapping[str, Sequence[str]]) -> None:
        """Begin with nobody.

        Args:
            hands: Actor → contact frames of its hands.
        """
        self._hands = {actor: tuple(frames) for actor, frames in hands.items()}
        self._since: dict[str, float] = {}
        self._holding: tuple[str, ...] = ()

    def look(self, observation: Observation) -> None:
        """Take in one observation."""
        time = observation.time
        for actor in self._hands:
            if self._touches(observation, actor):
                self._since.setdefault(actor, time)
            else:
                self._since.pop(actor, None)
        held = (a for a, since in self._since.items() if time - since >= DEBOUNCE)
        self._holding = tuple(held) or self._holding

    @property
    def names(self) -> str:
        """Who held it last, both where two let go at once; empty if nobody ever did."""
        return " and ".join(self._holding)

    def _touches(self, observation: Observation, actor: str) -> bool:
        """Say whether a hand of an actor touches something."""
        contact = observation.actors[actor].contact_wrench
        forces = (contact[hand][:3].tolist() for hand in self._hands[actor])
        return any(hypot(*force) > TOUCH for force in forces)
