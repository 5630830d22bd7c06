"""The verdict: decided from recorded physics, out of the controller's reach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from relaywalk.analysis.handover.flame import burning_at_end
from relaywalk.analysis.handover.handover import Handover
from relaywalk.analysis.handover.holding import touching
from relaywalk.analysis.handover.measuring import exchanges
from relaywalk.analysis.handover.thresholds import ExchangeLimits
from relaywalk.analysis.verdict.carrier import Carrier, carrier_of, speed
from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria, Torch, criteria_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the recording shows; units are metres, seconds, radians, newtons.

    Attributes:
        carriers: One by one.
        torch: What was carried.
        handovers: In time order.
        lit: Props that burn at the end.
        shortcomings: What falls short of the criteria, one sentence each.
    """

    carriers: tuple[Carrier, ...]
    torch: Torch
    handovers: tuple[Handover, ...]
    lit: tuple[str, ...] = ()
    shortcomings: tuple[str, ...] = ()

    @property
    def distance(self) -> float:
        """How far the carriers moved, each along its path while it alone held a prop.

        The sum of all [m].
        """
        return sum(carrier.distance for carrier in self.carriers)

    @property
    def speed(self) -> float:
        """The distance over the sum of the carriers' times [m/s]."""
        return speed(self.distance, sum(carrier.time for carrier in self.carriers))

    @property
    def path_length(self) -> float:
        """Of the paths that the carriers were asked to walk, all together [m]."""
        return sum(carrier.path_length for carrier in self.carriers)

    @property
    def max_base_tilt(self) -> float:
        """Of the worst carrier, whole run [rad]."""
        return _worst(carrier.max_base_tilt for carrier in self.carriers)

    @property
    def max_off_path(self) -> float:
        """Of the worst carrier from its path, while carrying [m]."""
        return _worst(carrier.max_off_path for carrier in self.carriers)


def judge(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    courses: Sequence[Course],
    criteria: Criteria,
) -> Verdict:
    """Return what a recording shows of the carriers, against criteria.

    Args:
        recording: Of the run.
        cards: Actor → card.
        props: Prop → card.
        courses: Who carries, and where; at least one.
        criteria: Of the scenario.
    """
    touch = touching(recording, cards, props)
    carriers = tuple(carrier_of(recording, cards, touch, one) for one in courses)
    limits = ExchangeLimits(criteria.max_contact_force, criteria.max_slip)
    found = exchanges(recording, touch, cards, props, limits)
    given = tuple(exchange.handover for exchange in found)
    lit = burning_at_end(recording, props)
    verdict = Verdict(carriers, _torch(carriers, props), given, lit)
    lines = criteria_of(verdict, criteria, carries=bool(props))
    short = tuple(line.shortcoming for line in lines if not line.holds)
    return replace(verdict, shortcomings=short)


def _torch(carriers: Sequence[Carrier], props: Mapping[str, PropCard]) -> Torch:
    """Return what was carried, and how: the worst of all carriers.

    A carrier that is not asked to walk need not hold anything, unless nobody is.
    """
    asked = [carrier for carrier in carriers if carrier.path_length > 0.0] or carriers
    names = [*(carrier.prop for carrier in carriers if carrier.prop), *props]
    return Torch(
        mass=props[names[0]].mass if names else 0.0,
        held=all(carrier.held for carrier in asked),
        max_slip=_worst(carrier.max_slip for carrier in carriers),
        max_tilt=_worst(carrier.max_torch_tilt for carrier in carriers),
    )


def _worst(values: Iterable[float]) -> float:
    """Return the largest value, or that which is not a number."""
    return float(np.max(list(values)))
