"""Loads of the joints: what each one bore in a run, against what it is rated for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from relaywalk.analysis.csv_file import write_csv
from relaywalk.analysis.loads.joint_load import JointLoad, joint_load, signals
from relaywalk.errors import MissingDependency, RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, str | float | None]
_NAMES = tuple(field.name for field in fields(JointLoad))
_PHASE = ("phase", "start", "end")
_BY_PHASE = (*_NAMES[:2], *_PHASE, *_NAMES[2:])


@dataclass(frozen=True, slots=True)
class PhaseLoad:
    """What one joint bore in one phase of its actor's script.

    Attributes:
        phase: Its name; a phase that comes twice is two rows.
        start, end: Its first row; the next phase's first, or the last of all [s].
        load: Over its rows alone; the works of all phases add up to the run's.
    """

    phase: str
    start: float
    end: float
    load: JointLoad


@dataclass(frozen=True, slots=True)
class Loads:
    """The loads of all joints of a run.

    Attributes:
        rows: One a joint over the whole run, actors and joints in the order of the
            cards.
        by_phase: One a joint and phase, phases in time order.
    """

    rows: tuple[JointLoad, ...]
    by_phase: tuple[PhaseLoad, ...] = ()

    def __repr__(self) -> str:
        """Return one line: how many rows there are."""
        return f"Loads({len(self.rows)} joints, {len(self.by_phase)} by phase)"

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
        whole: list[JointLoad] = []
        parts: list[PhaseLoad] = []
        for actor, card in cards.items():
            phases = recording.phases(actor)
            cuts = _cuts(recording.time, [start for _, start, _ in phases])
            joints = zip(card.joints, signals(recording, card, actor), strict=True)
            for joint, seen in joints:
                rating = card.ratings[joint]
                whole.append(joint_load(actor, joint, rating, seen))
                for phase, rows in zip(phases, cuts, strict=True):
                    part = joint_load(actor, joint, rating, seen.within(rows))
                    parts.append(PhaseLoad(*phase, part))
        return cls(tuple(whole), tuple(parts))

    def __iter__(self) -> Iterator[JointLoad]:
        """Yield the joints' loads in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return how many joints there are."""
        return len(self.rows)

    def table(self, by_phase: bool = False) -> "pd.DataFrame":
        """Return a data frame, one row a joint, or one a joint and phase.

        Raises:
            MissingDependency: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingDependency(
                "Loads.table() needs pandas: pip install pandas"
            ) from error
        if by_phase:
            return pd.DataFrame(self._phase_records(), columns=list(_BY_PHASE))
        return pd.DataFrame(self._records(), columns=list(_NAMES))

    def write_csv(self, path: Path) -> None:
        """Write one line a joint, and beside it a file with one a joint and phase.

        What was not published stays empty.

        Args:
            path: Such as `loads.csv`; the other is then `loads_by_phase.csv`.

        Raises:
            DiskError: A file cannot be written.
        """
        beside = path.with_name(f"{path.stem}_by_phase{path.suffix}")
        _write(path, _NAMES, self._records())
        _write(beside, _BY_PHASE, self._phase_records())

    def _records(self) -> list[Record]:
        """Return every row as name → value."""
        return [_record(row) for row in self.rows]

    def _phase_records(self) -> list[Record]:
        """Return every row of a joint and phase as name → value."""
        return [
            {**_record(part.load), **{name: getattr(part, name) for name in _PHASE}}
            for part in self.by_phase
        ]


def loads_within(
    recording: Recording, cards: Mapping[str, RobotCard], actor: str, rows: slice
) -> tuple[JointLoad, ...]:
    """Return what every joint of an actor bore in some rows, in card order.

    Args:
        recording: Of a run.
        cards: Actor → card.
        actor: Whose joints.
        rows: That count, at least one.

    Raises:
        RecordingError: The recording lacks a joint.
    """
    card = cards[actor]
    joints = zip(card.joints, signals(recording, card, actor), strict=True)
    return tuple(
        joint_load(actor, joint, card.ratings[joint], seen.within(rows))
        for joint, seen in joints
    )


def _cuts(time: Array, starts: Sequence[float]) -> list[slice]:
    """Return the rows of each phase, from its first to before the next one's."""
    first = [*np.searchsorted(time, starts), len(time)]
    return [slice(int(a), int(b)) for a, b in pairwise(first)]


def _record(load: JointLoad) -> Record:
    """Return a load as name → value."""
    return {name: getattr(load, name) for name in _NAMES}


def _write(path: Path, names: Sequence[str], records: Sequence[Record]) -> None:
    """Write records as a CSV file, its columns in the order of the names."""
    write_csv(path, names, ([record[name] for name in names] for record in records))
