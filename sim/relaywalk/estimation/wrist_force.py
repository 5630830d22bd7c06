"""Wrist force: what each hand of a body feels, low-passed twice."""

from typing import Annotated, NamedTuple

from relaywalk.robots.card import RobotCard
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import ActorObservation

Force = tuple[float, float, float]
TimeConstant = Annotated[float, quantity("s", 0.0, 10.0)]


class Params(Frozen):
    """Time constants of the two filters.

    Attributes:
        quick: Of what the arm answers to [s].
        slow: Of what is decided by [s]; as slow as a hand's own grip reflex (Delhaye
            et al. 2024), for noisy encoders shake the arm, which is felt as ± 8 N for
            moments.
    """

    quick: TimeConstant = 0.02
    slow: TimeConstant = 0.1


class FeltForce(NamedTuple):
    """The force that a forearm exerts on its hand, in the hand's frame.

    It is only of use while the hand keeps its orientation.

    Attributes:
        quick, slow: (3,) as the two filters have it [N].
    """

    quick: Force
    slow: Force


class WristForce:
    """Filters the reaction force at the last joint of every arm."""

    def __init__(self, card: RobotCard, period: float, params: Params) -> None:
        """Begin with the first force that is felt.

        Args:
            card: Of the body.
            period: Control period [s].
            params: Time constants.
        """
        self._wrists = {h: card.joints.index(card.arm(h)[-1]) for h in card.hands}
        # implicit in time: stable for any time constant, also 0
        self._quick = period / (params.quick + period)
        self._slow = period / (params.slow + period)
        self._felt: dict[str, FeltForce] = {}

    def update(self, seen: ActorObservation) -> dict[str, FeltForce]:
        """Take in one observation; return what each hand feels, by its name."""
        return {hand: self._filter(hand, seen) for hand in self._wrists}

    def _filter(self, hand: str, seen: ActorObservation) -> FeltForce:
        """Take in what one hand feels now.

        In plain floats: on three numbers they are five times as fast as arrays.
        """
        x, y, z = seen.joint_wrench[self._wrists[hand], :3].tolist()
        quick, slow = self._felt.get(hand, FeltForce((x, y, z), (x, y, z)))
        felt = FeltForce(
            _nearer(quick, (x, y, z), self._quick), _nearer(slow, (x, y, z), self._slow)
        )
        self._felt[hand] = felt
        return felt


def _nearer(filtered: Force, force: Force, fraction: float) -> Force:
    """Return a low-passed force (3,), nearer by a fraction to the present one [N]."""
    (a, b, c), (x, y, z) = filtered, force
    return a + fraction * (x - a), b + fraction * (y - b), c + fraction * (z - c)
