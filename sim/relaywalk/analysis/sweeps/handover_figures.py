"""Figures of the handovers of a sweep, in the form of HandoverSim's table.

Success, mean times of the parts of the task, failures by kind and the scenes of each
(Chao et al., "HandoverSim: A Simulation Framework and Benchmark for Human-to-Robot
Object Handovers", ICRA 2022); intervals, forces, how long nobody held the prop.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from relaywalk.analysis.handover.handover import DONE, Handover, measured
from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.analysis.sweeps.sweep_table import SAFE, SUCCESS

# Of the exchange, in its order; together the total.
PARTS = ("approach_time", "grasp_time", "load_transfer_time", "release_time")
COMFORTABLE = 50.0  # peak interaction force that most exchanges should stay within [N]
HIGH = 0.95  # quantile of the peak forces
FINISHED = "finished, but"  # begins the reason of a run that misses a criterion
MISSED = "criterion missed"  # which is none of an exchange
# of an exchange, the gravest first
KINDS = ("dropped", "force exceeded", "slipped", "broken off")


class HandoverScene(NamedTuple):
    """One run of a sweep.

    Attributes:
        number: Of the run, by which its scene is known.
        outcome, reason: Of the run.
        handovers: In time order.
    """

    number: int
    outcome: str
    reason: str
    handovers: Sequence[Handover] = ()

    @property
    def failure(self) -> str:
        """The kind of its failure; empty if it succeeded.

        That is the outcome; of a run that finished and yet missed a criterion, what
        failed in its exchanges: in those that were done, if any was.
        """
        if self.outcome == SUCCESS:
            return ""
        if not self.reason.startswith(FINISHED):
            return self.outcome
        done = [one for one in self.handovers if one.outcome == DONE]
        found = {f for one in measured(done or self.handovers) for f in one.failures}
        return next((kind for kind in KINDS if kind in found), MISSED)


@dataclass(frozen=True, slots=True)
class PeakForces:
    """The largest force on either hand, of every exchange.

    Attributes:
        exchanges: How many.
        median, high, maximum: Of them; 95 % are below `high` [N].
        comfortable: How many stay within `COMFORTABLE`.
    """

    exchanges: int
    median: float
    high: float
    maximum: float
    comfortable: int


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """What the table says of one sweep.

    Attributes:
        name: Of the sweep.
        success: Rate over all scenes.
        safe: Rate of scenes in which nobody fell, no torch was dropped, and that could
            be judged.
        times: Part of the exchange → mean over what was done in the scenes that
            succeeded [s].
        total: From the receiver's approach to the giver's release, likewise [s].
        failures: Kind → numbers of the scenes, the most frequent first.
        forces: None if nothing was measured.
        unheld: Longest time in which nobody touched the prop; None likewise [s].
    """

    name: str
    success: Rate
    safe: Rate
    times: Mapping[str, float | None]
    total: float | None
    failures: Mapping[str, tuple[int, ...]]
    forces: PeakForces | None
    unheld: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return what `handovers.json` says of the sweep."""
        forces = None if self.forces is None else asdict(self.forces)
        return {
            "sweep": self.name,
            "scenes": self.success.runs,
            "success_rate": self.success.as_dict()["success_rate"],
            "wilson95": list(self.success.wilson95),
            "safe_rate": self.safe.as_dict()["success_rate"],
            "safe_wilson95": list(self.safe.wilson95),
            **self.times,
            "total_time": self.total,
            "failures": {kind: list(of) for kind, of in self.failures.items()},
            "peak_force": forces,
            "unheld": self.unheld,
        }


def handover_figures(name: str, scenes: Sequence[HandoverScene]) -> HandoverFigures:
    """Return the figures of a sweep.

    Args:
        name: Of the sweep.
        scenes: Its runs.
    """
    won = [scene for scene in scenes if scene.outcome == SUCCESS]
    done = measured(h for s in won for h in s.handovers if h.outcome == DONE)
    every = measured(h for s in scenes for h in s.handovers)
    times = {part: _mean([getattr(one, part) for one in done]) for part in PARTS}
    return HandoverFigures(
        name=name,
        success=Rate(len(won), len(scenes)),
        safe=Rate(sum(scene.outcome in SAFE for scene in scenes), len(scenes)),
        times=times,
        total=_mean([_total(one) for one in done]),
        failures=_failures(scenes),
        forces=_forces(every),
        unheld=max((one.unheld for one in every), default=None),
    )


def _total(exchange: ExchangeMeasures) -> float | None:
    """Return how long the parts took together [s]; None if one was not reached."""
    times = [getattr(exchange, part) for part in PARTS]
    return None if None in times else float(sum(times))


def _mean(values: Sequence[float | None]) -> float | None:
    """Return the mean of the values there are; None if there are none."""
    present = [value for value in values if value is not None]
    return float(np.mean(present)) if present else None


def _failures(scenes: Sequence[HandoverScene]) -> dict[str, tuple[int, ...]]:
    """Return kind → numbers of the scenes, the most frequent first."""
    found: dict[str, list[int]] = {}
    for scene in scenes:
        if scene.failure:
            found.setdefault(scene.failure, []).append(scene.number)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {kind: tuple(sorted(numbers)) for kind, numbers in ordered}


def _forces(exchanges: Sequence[ExchangeMeasures]) -> PeakForces | None:
    """Return how the peak forces of exchanges are spread."""
    if not exchanges:
        return None
    peaks = np.array([one.peak_interaction_force for one in exchanges])
    return PeakForces(
        exchanges=len(peaks),
        median=float(np.median(peaks)),
        high=float(np.quantile(peaks, HIGH)),
        maximum=float(peaks.max()),
        comfortable=int((peaks <= COMFORTABLE).sum()),
    )
