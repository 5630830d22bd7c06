"""Every error that relaywalk raises on purpose.

The class carries the exit status of a command that ends with it, and, if a run does,
the keyword of its outcome.

RelayError               1            root
├── CardError            2            a robot or prop card is wrong
├── ScenarioError        2            a scenario is wrong: file, line, field, value,
│                                     what is allowed
├── UnknownName          2            no such robot, engine, phase, plot; lists those
│                                     there are
├── AmbiguousName        2            the beginning of several names; lists them
├── MissingDependency    2            names the extra to install
├── RecordingError       2            a file is not a recording of ours
├── NoSolution           1  diverged  the whole-body QP failed; keeps its problem
├── PhaseTimeout         1  timeout   a phase ran past its time; keeps who, what, when
├── GaveUp               1  gave_up   a phase ended without its work done, safely; keeps
│                                     who, what, when and why
├── RobotFell            1  fell      keeps who and when
├── TorchDropped         1  dropped   keeps when and who held it last
├── Diverged             1  diverged  the physics broke (not a number, or energy from
│                                     nowhere)
└── DiskError            3            a run cannot be written; says what is kept
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

FAILED, BAD_INPUT, UNEXPECTED = 1, 2, 3  # exit statuses; 0 is a success


class RelayError(Exception):
    """Root of all errors raised on purpose.

    Attributes:
        exit_status: Of a command that ends with it.
        outcome: Keyword of a run that ends with it, as in `result.json`; empty where it
            is no outcome of a run.
    """

    exit_status: ClassVar[int] = FAILED
    outcome: ClassVar[str] = ""


class CardError(RelayError):
    """A robot or prop card is wrong."""

    exit_status = BAD_INPUT


class ScenarioError(RelayError):
    """A scenario is wrong: file, line, field, value, what is allowed."""

    exit_status = BAD_INPUT


class UnknownName(RelayError):
    """A name that no folder of ours holds."""

    exit_status = BAD_INPUT

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


class AmbiguousName(RelayError):
    """The beginning of several names."""

    exit_status = BAD_INPUT

    def __init__(self, kind: str, beginning: str, candidates: Iterable[str]) -> None:
        """Keep what was asked for and what it may mean.

        Args:
            kind: What the name should have been, such as "robot".
            beginning: That was asked for.
            candidates: The names that begin so.
        """
        self.kind, self.beginning = kind, beginning
        self.candidates = tuple(candidates)
        listed = ", ".join(self.candidates)
        super().__init__(f"which {kind} is '{beginning}'? there are: {listed}")


class MissingDependency(RelayError):
    """A library that is not installed; the message names what to install."""

    exit_status = BAD_INPUT


class NoSolution(RelayError):
    """The whole-body QP failed; keeps the problem for the post-mortem."""

    outcome = "diverged"

    def __init__(self, message: str, problem: Any = None) -> None:  # noqa: ANN401
        """Keep the problem that had no solution."""
        self.problem = problem
        super().__init__(message)


class PhaseTimeout(RelayError):
    """A phase ran past its time limit."""

    outcome = "timeout"

    def __init__(self, actor: str, phase: str, time: float, limit: float) -> None:
        """Keep who ran late, in what, and when [s]."""
        self.actor, self.phase, self.time, self.limit = actor, phase, time, limit
        super().__init__(
            f"{actor}: phase '{phase}' was not finished within {limit:g} s "
            f"(at t = {time:.3f} s)"
        )


class GaveUp(RelayError):
    """A phase came to its end without having done its work, the body safe."""

    outcome = "gave_up"

    def __init__(self, actor: str, phase: str, time: float, why: str) -> None:
        """Keep who gave up, what, when [s] and why."""
        self.actor, self.phase, self.time, self.why = actor, phase, time, why
        super().__init__(f"{actor} gave up '{phase}' at t = {time:.3f} s: {why}")


class RobotFell(RelayError):
    """A robot's trunk left the region in which it stands or walks."""

    outcome = "fell"

    def __init__(self, actor: str, time: float, why: str) -> None:
        """Keep who fell, when [s] and what was seen."""
        self.actor, self.time = actor, time
        super().__init__(f"{actor} fell at t = {time:.3f} s: {why}")


class TorchDropped(RelayError):
    """Nobody holds the torch any more."""

    outcome = "dropped"

    def __init__(self, time: float, last_holder: str, why: str) -> None:
        """Keep when [s] and who held it last; empty if nobody ever did."""
        self.time, self.last_holder = time, last_holder
        held = f"last held by {last_holder}" if last_holder else "never held"
        super().__init__(f"torch dropped at t = {time:.3f} s, {held}: {why}")


class Diverged(RelayError):
    """The physics broke: not a number, or energy from nowhere."""

    outcome = "diverged"

    def __init__(self, time: float, why: str) -> None:
        """Keep when [s] and what was seen."""
        self.time = time
        super().__init__(f"physics diverged at t = {time:.3f} s: {why}")


class DiskError(RelayError):
    """What a run says cannot be written: the disk is full, or the folder is gone."""

    exit_status = UNEXPECTED

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

    exit_status = BAD_INPUT
