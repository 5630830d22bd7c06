"""SweepFolder: where a sweep keeps its runs; one sweep, one process at a time."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from relaywalk import atomic_file
from relaywalk.errors import DiskError, ScenarioError
from relaywalk.recording.file_names import LOCK, RUNS, SWEEP
from relaywalk.recording.run_folder import locked
from relaywalk.schema import strict_yaml
from relaywalk.sweep.attempt import AGAIN, PARTIAL, AttemptResult, ending_of
from relaywalk.sweep.plan import Plan


class SweepFolder:
    """The folder of one sweep.

    Attributes:
        path: Of the folder.
        plan: What is run in it.
    """

    def __init__(self, path: Path, plan: Plan) -> None:
        """Name the folder; nothing is touched yet."""
        self.path, self.plan = path, plan
        self._digits = max(4, len(str(len(plan) - 1)))

    def require_ours(self) -> None:
        """Refuse a folder with other things in it; touch nothing.

        Raises:
            ScenarioError: It holds something else, or another sweep.
        """
        self._refuse_others(self.plan.as_yaml())

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take the folder, new or half-finished, for as long as the context lasts.

        Raises:
            ScenarioError: It cannot be written, holds something else or another
                sweep, or a sweep is going on in it.
        """
        text = self.plan.as_yaml()
        self._refuse_others(text)
        try:
            (self.path / RUNS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritten(error) from error
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(self.path, "a sweep"))
            except DiskError as error:
                raise self._unwritten(error.error) from error
            self._refuse_others(text)  # again: one may have ended since
            self._sweep_out()
            try:
                if not (self.path / SWEEP).exists():
                    atomic_file.write_text(self.path / SWEEP, text)
            except OSError as error:
                raise self._unwritten(error) from error
            yield
            self._sweep_out()

    def run(self, number: int) -> Path:
        """Return the folder of a run."""
        return self.path / RUNS / f"{number:0{self._digits}d}"

    def ending(self, number: int) -> AttemptResult | None:
        """Return how a run ended; None if it has not."""
        return ending_of(number, self.run(number))

    def finished(self) -> list[AttemptResult]:
        """Return the endings of the runs that are not to be made again."""
        found = (self.ending(number) for number in range(len(self.plan)))
        return [e for e in found if e is not None and e.outcome not in AGAIN]

    def _refuse_others(self, text: str) -> None:
        """Refuse a folder with other things in it."""
        if not self.path.is_dir():
            if self.path.exists():
                raise self._error("no folder", "a folder, or a name not in use")
            return
        file = self.path / SWEEP
        if file.exists():
            there, ours = strict_yaml.read(file), strict_yaml.parse(text, str(file))
            where = difference(there.data, ours.data)
            if where is not None:
                allowed = f"{SWEEP} has another {where}; name another folder"
                raise self._error("holds another sweep", allowed)
        elif any(path.name not in (LOCK, RUNS) for path in self.path.iterdir()) or (
            any(self.path.glob(f"{RUNS}/*"))
        ):
            raise self._error("holds something else", "a new folder, or a sweep's")

    def _unwritten(self, error: OSError) -> ScenarioError:
        """Return the error that says why the folder cannot be written."""
        reason = error.strerror or str(error)
        return self._error(reason, "a folder that can be written")

    def _error(self, value: str, allowed: str) -> ScenarioError:
        """Return the error that says what is wrong with the folder."""
        return ScenarioError(f"--out: {self.path}: {value}: {allowed}")

    def _sweep_out(self) -> None:
        """Remove what runs left that did not come to an end."""
        for path in (self.path / RUNS).glob(f"*{PARTIAL}*"):
            shutil.rmtree(path, ignore_errors=True)


def difference(first: Any, second: Any, path: str = "") -> str | None:  # noqa: ANN401
    """Return the path of the first difference of two nested values, or None."""
    if isinstance(first, dict) and isinstance(second, dict):
        for key in (*first, *(key for key in second if key not in first)):
            below = f"{path}.{key}" if path else str(key)
            if key not in first or key not in second:
                return below
            found = difference(first[key], second[key], below)
            if found is not None:
                return found
        return None
    return None if first == second else path or "document"
