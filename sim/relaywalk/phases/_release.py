"""When a giver may let go: another hand is seen at the prop, and felt to bear it."""

from relaywalk.phases import Distance, Duration, Force, PhaseContext, Situation
from relaywalk.phases._grip_height import hands_at
from relaywalk.phases._load_change import LoadChange
from relaywalk.schema.quantity import Frozen


class ReleaseParams(Frozen):
    """What counts as taken by another hand; base of the parameters of who gives.

    Attributes:
        near: Until another hand is so near to the torch's axis, what is felt is taken
            for the torch alone [m].
        at_it: Only a hand so near to it can have taken it [m].
        touch_force: Load that another hand bears first, where it has gripped [N].
        slide: A hand that is so far from there, along the torch, does not hold it: the
            torch may rest on it [m].
        release_force: Load that another hand must bear [N].
        pull_force: Pull in any direction to which the hand yields [N].
        release_time: For which either must last [s].
    """

    # A palm comes in from 0.10 m beside the torch; a hand that has closed has its
    # grasp frame on the axis, within some millimetres.
    near: Distance = 0.15
    at_it: Distance = 0.04
    # The least of published systems.
    touch_force: Force = 3.0
    # Ten times as far as gripped torches slip, five times as far as cameras err.
    slide: Distance = 0.015
    # Of 3 to 10 N in published systems; more than half of the torch's 15.7 N, so that
    # it stays with whoever bears more of it.
    release_force: Force = 8.0
    # Of 140 N that a hand may be pressed with (ISO/TS 15066).
    pull_force: Force = 45.0
    # as long as in published systems
    release_time: Duration = 0.1


class Release:
    """Watches what the giver's hand feels, and who is at the prop.

    What the prop alone feels like is learnt until another hand comes near: so neither
    a drift of the arm nor a pull that comes early is mistaken. A tug across the load
    takes nothing, for whoever tugs does not bear.
    """

    def __init__(self, context: PhaseContext, params: ReleaseParams) -> None:
        """Begin knowing nothing.

        Args:
            context: Of the giver.
            params: What counts as taken.
        """
        self._context, self._params = context, params
        self._load = LoadChange(context.period)
        self._lasted = 0.0
        self._gripped: float | None = None  # where another hand has, along it [m]

    def start(self, situation: Situation) -> None:
        """Take what is felt now for the prop alone."""
        self._load.set_baseline(situation.felt[self._context.hand])
        self._lasted = 0.0

    def others(self, situation: Situation) -> list[float]:
        """Return how far the hands near the prop are from its axis [m]."""
        near = self._params.near
        return [distance for _, distance in hands_at(situation, self._context, near)]

    def held(self, situation: Situation) -> bool:
        """Say whether another hand is at the prop, where it gripped it first."""
        params = self._params
        there = tuple(hands_at(situation, self._context, params.at_it))
        if not there:
            self._gripped = None
            return False
        along, _ = min(there, key=lambda hand: hand[1])
        felt = situation.felt[self._context.hand].slow
        if -self._load.borne(felt) <= params.touch_force:
            self._gripped = None  # what was felt was a touch on the way
        elif self._gripped is None:
            self._gripped = along
        return self._gripped is None or abs(along - self._gripped) <= params.slide

    def felt(self, situation: Situation) -> bool:
        """Say whether another hand has taken the prop; call once a control period."""
        held = self.held(situation)
        if not self.others(situation):
            self.start(situation)
            return False
        felt, params = situation.felt[self._context.hand], self._params
        borne = -self._load.borne(felt.slow) > params.release_force
        borne |= self._load.magnitude(felt) > params.pull_force
        borne &= held
        self._lasted = self._lasted + self._context.period if borne else 0.0
        return self._lasted >= params.release_time

    def left(self, situation: Situation) -> float:
        """Return the fraction of the prop's weight that the giver still feels [-].

        It is negative if the other hand pulls up.
        """
        borne = self._load.borne(situation.felt[self._context.hand].quick)
        return 1.0 + borne / self._context.prop_weight

    def unloaded(self, situation: Situation) -> float:
        """Return the fraction of the prop's weight that another hand bears [-]."""
        felt = situation.felt[self._context.hand]
        return -self._load.borne(felt.slow) / self._context.prop_weight
