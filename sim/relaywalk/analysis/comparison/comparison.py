"""Two runs side by side: what was asked for, what happened, what the joints bore.

Differences beyond a tolerance are marked with what differs between the scenarios: a
load that is outside for two engines is "engine-sensitive". Tolerances, each against
the smaller of the two runs' values, so that one run's outlier cannot widen them:

    distance                    1 % of the distance
    mean and rms torque         10 % of the joint's own peak torque in the run
    torque over the stride      rms of the difference, 10 % of the same peak
    peak wrist reaction         15 % of the peak
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from relaywalk.analysis.comparison.events import ComparedEvent, events
from relaywalk.analysis.comparison.scenario_difference import (
    ScenarioDifference,
    scenario_differences,
    sensitivity,
)
from relaywalk.analysis.comparison.side import Side
from relaywalk.analysis.csv_file import write_csv
from relaywalk.analysis.gait.gait_cycle import gait_cycle
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.types import Array

TORQUE = 0.10  # tolerance [-]
SMALL = 0.05  # torque below which a difference is no matter [N·m]
COLUMNS = (
    *("actor", "joint", "mean_a", "mean_b", "rms_a", "rms_b", "peak_a", "peak_b"),
    *("stride_rms_difference", "worst_over_peak", "mark"),
)


@dataclass(frozen=True, slots=True)
class LoadPair:
    """One joint's torque in both runs [N·m], each (first, second).

    Attributes:
        actor, joint: Which.
        mean: Signed mean.
        rms: Root mean square.
        peak: Largest magnitude.
        curve: Root mean square of the difference over the mean stride; None where
            the two do not walk.
    """

    actor: str
    joint: str
    mean: tuple[float, float]
    rms: tuple[float, float]
    peak: tuple[float, float]
    curve: float | None = None

    @property
    def worst(self) -> float:
        """Largest difference over the smaller of the peaks [-]."""
        differences = [abs(self.mean[0] - self.mean[1]), abs(self.rms[0] - self.rms[1])]
        largest = max(*differences, self.curve or 0.0)
        return 0.0 if largest < SMALL else largest / max(min(self.peak), SMALL)

    @property
    def outside(self) -> bool:
        """Whether it is beyond the tolerance."""
        return self.worst > TORQUE


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        leaves: In which the scenarios differ.
        sensitive: What that makes a difference beyond tolerance, such as
            "engine-sensitive".
        events: Outcome, distance, phases, handovers, peak wrist reactions.
        loads: One a joint that both runs have.
    """

    leaves: tuple[ScenarioDifference, ...]
    sensitive: str
    events: tuple[ComparedEvent, ...]
    loads: tuple[LoadPair, ...]

    @property
    def outside(self) -> int:
        """How many differences are beyond their tolerance."""
        return sum(e.outside for e in self.events) + sum(p.outside for p in self.loads)

    def write_csv(self, path: Path) -> None:
        """Write one line a joint, its mark in the last column.

        Raises:
            DiskError: The file cannot be written.
        """
        write_csv(path, COLUMNS, (self._line(pair) for pair in self.loads))

    def _line(self, pair: LoadPair) -> tuple[str | float | None, ...]:
        """Return a joint's cells."""
        numbers = (*pair.mean, *pair.rms, *pair.peak, pair.curve, pair.worst)
        mark = self.sensitive if pair.outside else ""
        return (pair.actor, pair.joint, *numbers, mark)


def compare(first: Side, second: Side) -> Comparison:
    """Return two runs side by side.

    Raises:
        RecordingError: They have no joint in common, or one holds no rows.
    """
    leaves = scenario_differences(first.scenario, second.scenario)
    loads = tuple(_loads(first, second))
    if not loads:
        raise RecordingError(
            f"{second.recording.path}: no joint in common with {first.recording.path}"
        )
    same = first.result.versions == second.result.versions
    sensitive = sensitivity(leaves, same_versions=same)
    return Comparison(leaves, sensitive, events(first, second), loads)


def _loads(first: Side, second: Side) -> Iterator[LoadPair]:
    """Yield the torque of every joint that both runs have."""
    for actor, card in first.cards.items():
        other = second.cards.get(actor)
        joints = [j for j in card.joints if other and j in other.joints]
        if not joints:
            continue
        names = [f"{actor}.{joint}.torque" for joint in joints]
        both = [_torques(side.recording, names) for side in (first, second)]
        for index, joint in enumerate(joints):
            columns = [torque[:, index] for torque in both]
            yield LoadPair(
                actor,
                joint,
                (float(columns[0].mean()), float(columns[1].mean())),
                (_rms(columns[0]), _rms(columns[1])),
                (_largest(columns[0]), _largest(columns[1])),
                _curve(first, second, actor, joint),
            )


def _torques(recording: Recording, names: list[str]) -> Array:
    """Return torques (rows, k) [N·m]; refuse an empty recording."""
    if len(recording) == 0:
        raise RecordingError(f"{recording.path}: holds no rows")
    return recording.matrix(names)


def _curve(first: Side, second: Side, actor: str, joint: str) -> float | None:
    """Return the rms of the difference over the mean stride; None without one."""
    means = []
    for side in (first, second):
        strides = side.strides(actor, joint)
        if not strides:
            return None
        torque = side.recording[f"{actor}.{joint}.torque"]
        means.append(gait_cycle(side.recording.time, torque, strides).mean)
    return _rms(means[0] - means[1])


def _rms(values: Array) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(values**2)))


def _largest(values: Array) -> float:
    """Return the largest magnitude."""
    return float(np.abs(values).max())
