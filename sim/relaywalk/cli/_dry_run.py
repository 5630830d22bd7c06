"""The runs that a sweep would make, as a table."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relaywalk.cli._sheet import NumberColumn, Sheet, show

if TYPE_CHECKING:
    from relaywalk.sweep.plan import Plan

SHOWN = 8  # of the first runs, and of the last ones


def show_runs(plan: "Plan", name: str = "") -> None:
    """Print number, seed and varied values of each run, and what the sweep needs.

    Args:
        plan: Of the sweep; of many runs, the first and the last are shown.
        name: Of the sweep; that of its scenario if it has none.
    """
    from relaywalk.sweep.space import room_of

    scenario, grid = plan.file.scenario, plan.points
    columns = tuple(map(NumberColumn, ("run", "seed", *scenario.drawn)))
    rows = tuple(_row(plan, number, len(columns)) for number in _shown(len(plan)))
    show(Sheet(f"{name or scenario.name}: {len(plan)} runs", columns, rows, keys=2))
    need = room_of(scenario).of(len(plan), 1)
    free = shutil.disk_usage(Path.cwd()).free
    print(
        f"{plan.file.definition.runs} samples × {grid} points of the grid; "
        f"{scenario.duration * len(plan):g} s simulated at most; "
        f"up to {need / 1e9:.2g} GB on the disk ({free / 1e9:.3g} GB are free here)"
    )


def _shown(runs: int) -> Iterator[int | None]:
    """Yield the numbers that are shown; None for those left out."""
    if runs <= 2 * SHOWN + 1:
        yield from range(runs)
        return
    yield from range(SHOWN)
    yield None
    yield from range(runs - SHOWN, runs)


def _row(plan: "Plan", number: int | None, columns: int) -> tuple[str, ...]:
    """Return number, seed and varied values of a run; dots for those left out."""
    if number is None:
        return ("…",) * columns
    run = plan.run(number)
    values = (run.scenario.seed, *run.factors.values())
    return (f"{number:04d}", *map(_cell, values))


def _cell(value: Any) -> str:  # noqa: ANN401
    """Return a value as it is shown."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
