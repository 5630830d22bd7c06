"""Parts of a run: to which of them a sampled stack belongs."""

import ast
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

PHYSICS = "physics step"
ENGINE = "engine's Python"
OBSERVING = "observing"
MODEL = "controller: model"
WALKER = "controller: walker, rest"
STACKING = "controller: QP stacking"
SOLVER = "controller: solver"
RECORDING = "recording"
LOOP = "rest of the loop"
AROUND = "start, stage, result"
PARTS = (
    PHYSICS,
    ENGINE,
    OBSERVING,
    MODEL,
    WALKER,
    STACKING,
    SOLVER,
    RECORDING,
    LOOP,
    AROUND,
)
PACKAGE = "/sim/relaywalk/"
ENGINES = "engines/"
# Beginning of a path in the package → part; the first that fits.
HOMES = {
    "estimation/": OBSERVING,
    "simulation/sensors": OBSERVING,
    "robots/model": MODEL,
    "control/quadratic_program": SOLVER,
    "robots/_frame_motion": MODEL,
    "control/assembly": STACKING,
    "control/_assembly_loops": STACKING,
    "control/whole_body_qp": STACKING,
    "control/dynamics": STACKING,
    "control/tasks/": STACKING,
    "control/limits/": STACKING,
    "control/": WALKER,
    "planning/": WALKER,
    "phases/": WALKER,
    "recording/": RECORDING,
}
TIMER = "stepping_time"  # what an engine adds the time of its library's step to


class Frame(NamedTuple):
    """A function that was being called.

    Attributes:
        name: Of the function, maybe with its class before it.
        file: Where it is.
        line: Where it was, from 1.
    """

    name: str
    file: str
    line: int

    @property
    def home(self) -> str:
        """Its path within the package; "" outside of it."""
        return self.file.rpartition(PACKAGE)[2] if PACKAGE in self.file else ""


def part_of(stack: Sequence[Frame]) -> str:
    """Return the part of a stack, the innermost function last."""
    if not any(_is_loop(frame) for frame in stack):
        return AROUND
    homes = (part for frame in reversed(stack) for part in _homes(frame, stack))
    return next(homes, LOOP)


def _is_loop(frame: Frame) -> bool:
    """Say whether a function is the loop, which calls once a control period."""
    return frame.home == "simulation/loop.py" and frame.name == "run"


def _homes(frame: Frame, stack: Sequence[Frame]) -> list[str]:
    """Return the part that a function of a stack is at home in, if it is in any."""
    if frame.home.startswith(ENGINES):
        return [_engine_part(stack)]
    return [p for begin, p in HOMES.items() if frame.home.startswith(begin)][:1]


def _engine_part(stack: Sequence[Frame]) -> str:
    """Return the part of a stack that has come into an engine."""
    inside = [frame for frame in stack if frame.home.startswith(ENGINES)]
    if any(frame.line in timed_lines(frame.file) for frame in inside):
        return PHYSICS
    if any("observe" in frame.name for frame in inside):
        return OBSERVING
    return ENGINE


@cache
def timed_lines(file: str) -> frozenset[int]:
    """Return the lines of a file whose time is that of the library's step.

    They are the statement before each one that adds to TIMER.
    """
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    bodies = (getattr(node, "body", None) for node in ast.walk(tree))
    found: set[int] = set()
    for block in (body for body in bodies if isinstance(body, list)):
        for timed, after in pairwise(block):
            if isinstance(after, ast.AugAssign) and _adds_time(after):
                found.update(range(timed.lineno, timed.end_lineno + 1))
    return frozenset(found)


def _adds_time(statement: ast.AugAssign) -> bool:
    """Say whether a statement adds to TIMER."""
    target = statement.target
    return isinstance(target, ast.Attribute) and target.attr == TIMER
