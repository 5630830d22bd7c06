"""Every error that relaywalk raises on purpose.

RelayError
├── CardError            a robot or prop card is wrong
├── ScenarioError        a scenario is wrong: file, line, field, value, what is allowed
├── UnknownName          no such robot, engine, phase, plot; lists those there are
├── MissingDependency    names the extra to install
├── NoSolution           the whole-body QP failed; keeps problem and solution
├── PhaseTimeout         a phase ran past its time; keeps the phase and the time
├── RobotFell            keeps the time and the state
├── TorchDropped         keeps the time and who held it last
├── Diverged             the physics broke (not a number, or energy from nowhere)
├── DiskError            a run cannot be written; says what is kept
└── RecordingError       a file is not a recording of ours
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class RelayError(Exception):
    """Root of all errors raised on purpose."""


class CardError(RelayError):
    """A robot or prop card is wrong."""


class ScenarioError(RelayError):
    """A scenario is wrong: file, line, field, value, what is allowed."""


class UnknownName(RelayError):
    """A name that no folder of ours holds."""

    def __init__(self, kind: str, name: str, available: Iterable[str]) -> None:
        """Keep what was asked for and what there is.

        Args:
            kind: What the name should have been, such as "robot".
            name: The name asked for.
            available: The names there are.
        """
        self.kind = kind
        self.name = name
        self.available = tuple(available)
        there_is = ", ".join(self.available) or "none"
        super().__init__(f"no {kind} named '{name}'; there are: {there_is}")


class MissingDependency(RelayError):
    """A library that is not installed; the message names what to install."""


class NoSolution(RelayError):
    """The whole-body QP failed; keeps the problem for the post-mortem."""

    def __init__(self, message: str, problem: Any = None) -> None:  # noqa: ANN401
        """Keep the problem that had no solution."""
        self.problem = problem
        super().__init__(message)


class PhaseTimeout(RelayError):
    """A phase ran past its time limit."""

    def __init__(self, actor: str, phase: str, time: float, limit: float) -> None:
        """Keep who ran late, in what, and when [s]."""
        self.actor, self.phase, self.time, self.limit = actor, phase, time, limit
        super().__init__(
            f"{actor}: phase '{phase}' was not finished within {limit:g} s "
            f"(at t = {time:.3f} s)"
        )


class RobotFell(RelayError):
    """A robot's trunk left the region in which it stands or walks."""

    def __init__(self, actor: str, time: float, why: str) -> None:
        """Keep who fell, when [s] and what was seen."""
        self.actor, self.time = actor, time
        super().__init__(f"{actor} fell at t = {time:.3f} s: {why}")


class TorchDropped(RelayError):
    """Nobody holds the torch any more."""

    def __init__(self, time: float, last_holder: str, why: str) -> None:
        """Keep when [s] and who held it last."""
        self.time, self.last_holder = time, last_holder
        super().__init__(
            f"torch dropped at t = {time:.3f} s, last held by {last_holder}: {why}"
        )


class Diverged(RelayError):
    """The physics broke: not a number, or energy from nowhere."""

    def __init__(self, time: float, why: str) -> None:
        """Keep when [s] and what was seen."""
        self.time = time
        super().__init__(f"physics diverged at t = {time:.3f} s: {why}")


class DiskError(RelayError):
    """What a run says cannot be written: the disk is full, or the folder is gone."""

    def __init__(self, path: Path, error: OSError, kept: str) -> None:
        """Keep the cause.

        Args:
            path: Of the file that could not be written.
            error: What the system said.
            kept: What is safe, and what to do with it.
        """
        self.path, self.error, self.kept = path, error, kept
        super().__init__(f"{path}: cannot be written: {self.reason}; {kept}")

    @property
    def reason(self) -> str:
        """What the system said, such as "No space left on device"."""
        if self.error.errno:  # a library may have put it in words of its own
            return os.strerror(self.error.errno)
        return self.error.strerror or str(self.error)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error go from one process to another: Ray takes it there."""
        return DiskError, (self.path, self.error, self.kept)


class RecordingError(RelayError):
    """A file or folder is not a recording of ours, or lacks what was asked for."""
