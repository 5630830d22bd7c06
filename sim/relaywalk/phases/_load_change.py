"""Whether the load in a hand has changed, as the hand feels it."""

import math

from relaywalk.estimation.wrist_force import FeltForce, Force


class LoadChange:
    """The change of one hand's wrist force since a baseline."""

    def __init__(self, period: float) -> None:
        """Begin with nothing in the hand.

        Args:
            period: Control period [s].
        """
        self._period = period
        self._baseline: Force = (0.0, 0.0, 0.0)
        self._lasted = 0.0

    def set_baseline(self, felt: FeltForce) -> None:
        """Let changes count from what is felt now."""
        self._baseline, self._lasted = felt.slow, 0.0

    def magnitude(self, felt: FeltForce) -> float:
        """Return the change, felt quickly [N]."""
        return math.dist(felt.quick, self._baseline)

    def borne(self, force: Force) -> float:
        """Return by how much more is borne than at the baseline [N].

        The baseline is the force that bears the hand, and its load if it has one,
        against gravity; what acts across it, as a tug does, does not count.

        Args:
            force: Felt now, quickly or slowly.
        """
        length = math.hypot(*self._baseline)
        along = sum(a * b for a, b in zip(self._baseline, force, strict=True))
        return along / length - length if length else 0.0

    def exceeded(self, felt: FeltForce, threshold: float, time: float) -> bool:
        """Say whether the load borne, felt slowly, stayed over a threshold for a time.

        Call once a control period.

        Args:
            felt: Now.
            threshold: [N].
            time: [s].
        """
        # Slowly: noisy encoders shake the arm, and what is let go of by mistake falls.
        over = self.borne(felt.slow) > threshold
        self._lasted = self._lasted + self._period if over else 0.0
        return self._lasted >= time

    def payload(
        self, felt: FeltForce, known: float, weight: float, rate: float
    ) -> float:
        """Return the payload to be told of, which follows the load, upwards only.

        Args:
            felt: Now.
            known: Payload told of so far, as a fraction of the weight [-].
            weight: Of the whole load [N].
            rate: Of its rise, at most [1/s].
        """
        # Upwards only: the force of a shaking arm falls, too, and the load stays.
        fraction = min(self.borne(felt.quick) / weight, 1.0)
        return max(known, min(fraction, known + rate * self._period))
