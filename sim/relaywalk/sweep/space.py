"""Room on the disk: what the recordings of a sweep may need."""

import shutil
from pathlib import Path
from typing import NamedTuple

from relaywalk.errors import ScenarioError
from relaywalk.recording.channels import channel_table
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import recorded_scene

KEPT = 2.6  # a number in Parquet, as in 36 s of relay_5m (100 m take less) [byte]
STREAMED = 4.5  # a number in the stream while a run goes on, in the same run [byte]


class Room(NamedTuple):
    """What runs may need, if each lasts as long as its scenario allows [byte].

    Attributes:
        kept: By one finished run.
        working: More, by a run that is going on.
    """

    kept: int
    working: int

    def of(self, runs: int, workers: int) -> int:
        """Return the need of so many runs, a few of them at a time [byte]."""
        return runs * self.kept + min(workers, runs) * self.working


def room_of(scenario: Scenario) -> Room:
    """Return what one run of a scenario may need."""
    rows = scenario.duration / scenario.control_period
    numbers = rows * len(channel_table(recorded_scene(scenario)))
    return Room(round(numbers * KEPT), round(numbers * STREAMED))


def require_room(folder: Path, need: int, runs: int) -> None:
    """Refuse a sweep that the disk cannot hold.

    Args:
        folder: Of the sweep; need not exist.
        need: Of all runs still to be made [byte].
        runs: How many those are.

    Raises:
        ScenarioError: There is too little room.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < need:
        raise ScenarioError(
            f"--out: {folder}: {in_words(free)} are free: {runs} runs of the "
            f"scenario's duration need up to {in_words(need)}"
        )


def in_words(size: int) -> str:
    """Return a size [byte] as it is read, such as "31.5 MB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
