"""When a giver may let go: another hand is seen at the prop, and felt to bear it."""

from relaywalk.phases import PhaseContext, Situation
from relaywalk.phases._grip_height import hands_at
from relaywalk.phases._load_change import LoadChange


class Release:
    """Watches what the giver's hand feels, and who is at the prop.

    What the prop alone feels like is learnt until another hand comes near: so neither
    a drift of the arm nor a pull that comes early is mistaken.
    """

    def __init__(self, context: PhaseContext, near: float, at_it: float) -> None:
        """Begin knowing nothing.

        Args:
            context: Of the giver.
            near: A hand so near to the prop's axis may touch it [m].
            at_it: A hand so near may hold it [m].
        """
        self._context, self._near, self._at_it = context, near, at_it
        self._load = LoadChange(context.period)

    def start(self, situation: Situation) -> None:
        """Take what is felt now for the prop alone."""
        self._load.set_baseline(situation.felt[self._context.hand])

    def felt(self, situation: Situation, force: float, time: float) -> bool:
        """Say whether another hand bears the prop; call once a control period.

        Args:
            situation: Now.
            force: Change of the wrist force that means so [N].
            time: For which it must last [s].
        """
        felt = situation.felt[self._context.hand]
        distances = [d for _, d in hands_at(situation, self._context, self._near)]
        if not distances:
            self._load.set_baseline(felt)
            return False
        borne = self._load.exceeded(felt, force, time)
        return borne and min(distances) <= self._at_it

    def left(self, situation: Situation) -> float:
        """Return the fraction of the prop's weight that the giver still feels [-]."""
        change = self._load.magnitude(situation.felt[self._context.hand])
        return max(1.0 - change / self._context.prop_weight, 0.0)
