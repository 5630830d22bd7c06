"""Who held a prop last: from hand contacts, as the recording is judged."""

from collections.abc import Iterable
from math import hypot

from relaywalk.robots.contact_thresholds import DEBOUNCE, TOUCH
from relaywalk.types import Observation


class LastHolder:
    """Follows whose hands touch a prop; a touch shorter than DEBOUNCE is no hold."""

    def __init__(self, prop: str, actors: Iterable[str]) -> None:
        """Begin with nobody.

        Args:
            prop: That is followed.
            actors: Whose hands are looked at.
        """
        self._prop, self._actors = prop, tuple(actors)
        self._since: dict[str, float] = {}
        self._holding: tuple[str, ...] = ()

    def look(self, observation: Observation) -> None:
        """Take in one observation."""
        time = observation.time
        for actor in self._actors:
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
        """Say whether a hand of an actor touches the prop."""
        return any(
            prop == self._prop and hypot(*wrench[:3].tolist()) > TOUCH
            for (_, prop), wrench in observation.actors[actor].prop_wrench.items()
        )
