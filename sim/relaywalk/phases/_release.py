"""When a giver may let go: another hand is seen at the prop, and felt to bear it."""

from typing import NamedTuple

from relaywalk.phases import PhaseContext, Situation
from relaywalk.phases._grip_height import hands_at
from relaywalk.phases._load_change import LoadChange


class Taken(NamedTuple):
    """What counts as taken by another hand.

    Attributes:
        near: A hand so near to the prop's axis may touch it [m].
        at_it: A hand so near may hold it [m].
        load: That it must bear [N].
        pull: In any direction; with such a hand nobody fights [N].
        time: For which either must last [s].
    """

    near: float
    at_it: float
    load: float
    pull: float
    time: float


class Release:
    """Watches what the giver's hand feels, and who is at the prop.

    What the prop alone feels like is learnt until another hand comes near: so neither
    a drift of the arm nor a pull that comes early is mistaken. A tug across the load
    takes nothing, for whoever tugs does not bear.
    """

    def __init__(self, context: PhaseContext, taken: Taken) -> None:
        """Begin knowing nothing.

        Args:
            context: Of the giver.
            taken: What counts.
        """
        self._context, self._taken = context, taken
        self._load = LoadChange(context.period)
        self._lasted = 0.0

    def start(self, situation: Situation) -> None:
        """Take what is felt now for the prop alone."""
        self._load.set_baseline(situation.felt[self._context.hand])
        self._lasted = 0.0

    def others(self, situation: Situation) -> list[float]:
        """Return how far the hands near the prop are from its axis [m]."""
        near = self._taken.near
        return [distance for _, distance in hands_at(situation, self._context, near)]

    def felt(self, situation: Situation) -> bool:
        """Say whether another hand has taken the prop; call once a control period."""
        others = self.others(situation)
        if not others:
            self.start(situation)
            return False
        felt, taken = situation.felt[self._context.hand], self._taken
        borne = self._load.unloaded(felt) > taken.load
        borne |= self._load.magnitude(felt) > taken.pull
        borne &= min(others) <= taken.at_it
        self._lasted = self._lasted + self._context.period if borne else 0.0
        return self._lasted >= taken.time

    def left(self, situation: Situation) -> float:
        """Return the fraction of the prop's weight that the giver still feels [-]."""
        change = self._load.magnitude(situation.felt[self._context.hand])
        return max(1.0 - change / self._context.prop_weight, 0.0)

    def unloaded(self, situation: Situation) -> float:
        """Return the fraction of the prop's weight that another hand bears [-]."""
        felt = situation.felt[self._context.hand]
        return self._load.unloaded(felt) / self._context.prop_weight
