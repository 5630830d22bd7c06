"""From when on a phase of an exchange counts as begun, and what may not be exceeded."""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class ExchangeThresholds:
    """Where the phases of an exchange are cut.

    Attributes:
        near: A hand this near the prop's axis approaches, or has not yet retreated [m].
        first_share: The receiver bears load from this share of it on [-].
        last_share: The receiver bears it all from this share on [-].
        smoothing: Width of the moving mean of forces and acceleration [s].
        look: How long before first touch and after last touch a hand is looked at [s].
    """

    near: float = 0.3
    first_share: float = 0.05
    last_share: float = 0.95
    smoothing: float = 0.1
    look: float = 10.0


@dataclass(frozen=True, slots=True)
class ExchangeLimits:
    """What a scenario allows in an exchange.

    Attributes:
        force: Contact force on a hand [N].
        slip: Of the prop in the receiver's hand [m].
    """

    force: float = inf
    slip: float = inf


DEFAULT = ExchangeThresholds()
UNLIMITED = ExchangeLimits()
