"""Drawers: processes that draw figures of a report while it is being written.

They are fresh interpreters, not forks: an engine, its threads or a notebook may be
alive in this process, and a script that reports a run is not to be run again.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from typing_extensions import Self

from relaywalk.report.run.figure_queue import FigureQueue, put
from relaywalk.threads import use_one_thread

LONG = 5000  # rows; of fewer, figures are drawn before another process is there
MOST = 3  # drawers: each takes a second to be there, and all figures together six
PATIENCE = 60.0  # for the figure that a drawer has in hand [s]


def spare_cores() -> int:
    """Return how many cores this process may use and nobody does, its own left out."""
    cores = os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if sys.platform == "linux" else cores
    idle = cores - max(os.getloadavg()[0], 1.0)  # of the last minute
    return max(min(allowed - 1, round(idle)), 0)


def helpers(rows: int) -> int:
    """Return how many drawers a report is worth.

    None where every core has its work already, as in a sweep, and none where somebody
    has changed matplotlib's settings: they hold in this process only.

    Args:
        rows: Of the recording.
    """
    if rows < LONG or _settings_changed():
        return 0
    return min(spare_cores(), MOST)


def _settings_changed() -> bool:
    """Say whether figures here look otherwise than in a fresh process."""
    mpl = sys.modules.get("matplotlib")
    if mpl is None:
        return False
    # to ask which backend is set would choose one; no figure here has one
    names = set(mpl.rcParamsOrig) - {"backend"}
    return any(mpl.rcParams[name] != mpl.rcParamsOrig[name] for name in names)


class Drawers:
    """Draw figures; used in a `with` block."""

    def __init__(self, folder: Path, count: int) -> None:
        """Start them; they have nothing to draw as yet.

        Args:
            folder: Of the run.
            count: How many; 0 for none beside this process.
        """
        take, self._put = os.pipe()
        self._queue = FigureQueue(take)
        self._processes: list[subprocess.Popen[bytes]] = []
        with suppress(OSError):  # no room for another process, or no interpreter
            for _ in range(count):
                self._processes.append(_started(folder, take))

    def __enter__(self) -> Self:
        """Return the drawers."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End every drawer that is still there."""
        for process in self._processes:
            process.kill()
            process.wait()
        self._close()
        os.close(self._queue.end)

    def ask(self, names: Iterable[str]) -> None:
        """Say which figures are to be drawn; can be said once.

        Args:
            names: Of plots.
        """
        for name in names:
            put(self._put, name)
        self._close()

    def left(self) -> Iterator[str]:
        """Yield the figures that no drawer has begun; then wait for those begun."""
        yield from self._queue
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)

    def _close(self) -> None:
        """Close the end at which names go in, once."""
        if self._put >= 0:
            os.close(self._put)
            self._put = -1


def _started(folder: Path, take: int) -> "subprocess.Popen[bytes]":
    """Start one drawer."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    use_one_thread(environment)
    command = [sys.executable, "-m", "relaywalk.report.run.figure_worker"]
    return subprocess.Popen(
        [*command, str(folder), str(os.getpid())],
        stdin=take,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
