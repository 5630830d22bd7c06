"""Push margins: how hard a push is survived, direction by direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relaywalk.analysis.sweeps.rates import Rate

# A push counts as survived where at most this share of its trials ends in a fall: so
# the margins of walking robots are published.
FALLS = 0.3


class PushTrial(NamedTuple):
    """One push and how it ended.

    Attributes:
        direction: From the body's heading to its left [deg].
        level: Velocity that the push gives to the whole body [m/s].
        moment: After the lift-off of the foot that swings [s].
        reason: Why it was not survived; "" if it was.
    """

    direction: float
    level: float
    moment: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PushMargins:
    """The pushes of an experiment.

    Attributes:
        trials: In any order.
    """

    trials: Sequence[PushTrial]

    @property
    def directions(self) -> tuple[float, ...]:
        """All directions, ascending [deg]."""
        return tuple(sorted({trial.direction for trial in self.trials}))

    @property
    def levels(self) -> tuple[float, ...]:
        """All levels, ascending [m/s]."""
        return tuple(sorted({trial.level for trial in self.trials}))

    def survived(
        self, direction: float | None = None, level: float | None = None
    ) -> Rate:
        """Return how many pushes were survived.

        Args:
            direction: Of these only [deg].
            level: Of these only [m/s].
        """
        asked = [
            not trial.reason
            for trial in self.trials
            if direction in (None, trial.direction) and level in (None, trial.level)
        ]
        return Rate(sum(asked), len(asked))

    def margin(self, direction: float) -> float:
        """Return the level up to which a direction's pushes are survived [m/s].

        Every weaker level is survived, too; 0 if not even the weakest is.
        """
        found = 0.0
        for level in self.levels:
            rate = self.survived(direction, level)
            if not rate.runs or 1.0 - rate.value >= FALLS:
                break
            found = level
        return found
