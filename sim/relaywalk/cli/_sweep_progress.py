"""The progress of a sweep: count, rate, time left, outcomes so far."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column

if TYPE_CHECKING:
    from relaywalk.sweep.attempt import AttemptResult


@contextmanager
def sweep_progress(
    runs: int, *, quiet: bool
) -> Iterator[Callable[["AttemptResult", bool], None]]:
    """Show a bar; yield the function that is told of every run that is over.

    Args:
        runs: How many there are.
        quiet: Whether to show nothing.

    Yields:
        A function of how a run ended, and whether it was made just now.
    """
    columns = (
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        # folded where the screen is narrow: rich would cut the outcomes
        TextColumn("{task.fields[outcomes]}", table_column=Column(overflow="fold")),
    )
    began, seen, made = time.monotonic(), Counter[str](), Counter[bool]()
    console = Console(stderr=True, quiet=quiet)
    with Progress(*columns, console=console, refresh_per_second=2) as bar:
        task = bar.add_task("", total=runs, pace="", outcomes="")

        def tell(ending: "AttemptResult", now: bool) -> None:
            """Count one more run."""
            seen[ending.outcome] += 1
            made[now] += 1
            listed = ", ".join(f"{n} {outcome}" for outcome, n in seen.most_common())
            told = pace(made[True], runs - seen.total(), time.monotonic() - began)
            bar.update(task, completed=seen.total(), pace=told, outcomes=listed)

        yield tell


def pace(made: int, left: int, spent: float) -> str:
    """Return rate and time left, in words; nothing before the first run is made.

    Args:
        made: Runs made since the beginning.
        left: Runs still to be made.
        spent: Wall time since the beginning [s].
    """
    if made < 1 or spent <= 0.0:
        return ""
    minutes, seconds = divmod(round(left * spent / made), 60)
    hours, minutes = divmod(minutes, 60)
    rate = 60.0 * made / spent
    return f"{rate:.3g} a minute, {hours}:{minutes:02d}:{seconds:02d} left"
