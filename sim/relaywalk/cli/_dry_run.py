"""The runs that a sweep would make, as a table."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from relaywalk.sweep.plan import Plan

SHOWN = 8  # of the first runs, and of the last ones


def show_runs(plan: "Plan") -> None:
    """Print number, seed and varied values of each run, and what the sweep needs.

    Args:
        plan: Of the sweep; of many runs, the first and the last are shown.
    """
    from relaywalk.sweep.space import room_of

    scenario, grid = plan.file.scenario, plan.points
    table = Table(title=f"{scenario.name}: {len(plan)} runs", title_justify="left")
    for name in ("run", "seed", *scenario.drawn):
        table.add_column(name, justify="right")
    for number in _shown(len(plan)):
        if number is None:
            table.add_row(*("…" for _ in table.columns))
            continue
        run = plan.run(number)
        values = (run.scenario.seed, *run.factors.values())
        table.add_row(f"{number:04d}", *map(_cell, values))
    Console().print(table)
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


def _cell(value: Any) -> str:  # noqa: ANN401
    """Return a value as it is shown."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
