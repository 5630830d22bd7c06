"""Loads of the joints: what each one bore in a run, against what it is rated for."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from relaywalk.errors import MissingDependency, RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import JointRating, RobotCard
from relaywalk.types import Array

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class JointLoad:
    """What one joint bore over a run.

    Attributes:
        actor, joint: Which.
        peak: Largest magnitude of the torque [N·m].
        rms: Root mean square of the torque [N·m].
        mean_abs: Mean magnitude of the torque [N·m].
        rated: Continuous torque [N·m]; None where nobody published it.
        peak_limit: The actuator's clamp [N·m].
        utilisation_peak: Peak over its limit [-].
        utilisation_rated: Root mean square over rated [-]; None without a rating.
        peak_power: Largest magnitude of the mechanical power [W].
        positive_work: Done by the actuator [J].
        negative_work: Taken up by the actuator, at most 0 [J].
        peak_force: Largest force that the parent exerts on the child [N].
        peak_moment: Largest moment that the parent exerts on the child [N·m].
    """

    actor: str
    joint: str
    peak: float
    rms: float
    mean_abs: float
    rated: float | None
    peak_limit: float
    utilisation_peak: float
    utilisation_rated: float | None
    peak_power: float
    positive_work: float
    negative_work: float
    peak_force: float
    peak_moment: float


@dataclass(frozen=True, slots=True)
class Loads:
    """The loads of all joints of a run.

    Attributes:
        rows: One a joint, actors and joints in the order of the cards.
    """

    rows: tuple[JointLoad, ...]

    @classmethod
    def of(cls, recording: Recording, cards: Mapping[str, RobotCard]) -> "Loads":
        """Return the loads of every joint.

        Args:
            recording: Of a run.
            cards: Actor → card.

        Raises:
            RecordingError: The recording is empty or lacks a joint.
        """
        if len(recording) == 0:
            raise RecordingError(f"{recording.path}: holds no rows")
        return cls(
            tuple(
                load
                for actor, card in cards.items()
                for load in _of_actor(recording, actor, card)
            )
        )

    def __iter__(self) -> Iterator[JointLoad]:
        """Yield the joints' loads in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return how many joints there are."""
        return len(self.rows)

    def table(self) -> "pd.DataFrame":
        """Return a data frame, one row a joint.

        Raises:
            MissingDependency: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingDependency(
                "Loads.table() needs pandas: pip install pandas"
            ) from error
        return pd.DataFrame(self._records(), columns=list(_NAMES))

    def write_csv(self, path: Path) -> None:
        """Write one line a joint; what was not published stays empty.

        Raises:
            RecordingError: The file cannot be written.
        """
        try:
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, _NAMES)
                writer.writeheader()
                writer.writerows(self._records())
        except OSError as error:
            raise RecordingError(f"{path}: cannot be written: {error}") from error

    def _records(self) -> list[dict[str, str | float | None]]:
        """Return every row as name → value."""
        return [{name: getattr(row, name) for name in _NAMES} for row in self.rows]


_NAMES = tuple(field.name for field in fields(JointLoad))


def _of_actor(recording: Recording, actor: str, card: RobotCard) -> Iterator[JointLoad]:
    """Yield the loads of one actor's joints."""
    step = np.diff(recording.time, prepend=recording.time[0])
    for joint in card.joints:
        names = [f"{actor}.{joint}.{what}" for what in _CHANNELS]
        signals = recording.matrix(names)
        yield _load(actor, joint, card.ratings[joint], step, signals)


_CHANNELS = ("torque", "velocity", "fx", "fy", "fz", "mx", "my", "mz")


def _load(
    actor: str, joint: str, rating: JointRating, step: Array, signals: Array
) -> JointLoad:
    """Return one joint's load.

    Torque is the mean over the period that ends at its row, so it is multiplied
    with the mean velocity of that period.

    Args:
        actor: Its name.
        joint: Its name.
        rating: From the card.
        step: (rows,) time since the row before, 0 for the first [s].
        signals: (rows, 8) as `_CHANNELS`.
    """
    torque, velocity = signals[:, 0], signals[:, 1]
    before = np.concatenate((velocity[:1], velocity[:-1]))
    power = torque * 0.5 * (velocity + before)
    peak = float(np.abs(torque).max())
    rms = float(np.sqrt(np.mean(torque**2)))
    limit = rating.peak_torque.value
    rated = rating.rated_torque.value if rating.rated_torque else None
    return JointLoad(
        actor=actor,
        joint=joint,
        peak=peak,
        rms=rms,
        mean_abs=float(np.abs(torque).mean()),
        rated=rated,
        peak_limit=limit,
        utilisation_peak=peak / limit,
        utilisation_rated=None if rated is None else rms / rated,
        peak_power=float(np.abs(power).max()),
        positive_work=float(np.sum(np.maximum(power, 0.0) * step)),
        negative_work=float(np.sum(np.minimum(power, 0.0) * step)),
        peak_force=float(np.linalg.norm(signals[:, 2:5], axis=1).max()),
        peak_moment=float(np.linalg.norm(signals[:, 5:8], axis=1).max()),
    )
