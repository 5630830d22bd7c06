"""The progress bar of a run: simulated time and real-time factor."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from relaywalk.cli._interrupt import Advance
from relaywalk.scenario.scenario import Scenario

REFRESH = 0.2  # minimum wall time between two updates [s]


def shown(scenario: Scenario, *, quiet: bool) -> AbstractContextManager[Advance | None]:
    """Return the progress bar of a run, told what runs; nothing if quiet."""
    if quiet:
        return nullcontext(None)
    print(
        f"{scenario.name} in {scenario.engine}, seed {scenario.seed}, "
        f"time step {scenario.timestep * 1000.0:g} ms"
    )
    return progress_bar(scenario.duration)


@contextmanager
def progress_bar(duration: float, done: str = "simulated") -> Iterator[Advance]:
    """Show a bar; yield the function that moves it.

    Args:
        duration: Longest time [s] of the run.
        done: What is done with that time.

    Yields:
        A function of the time done [s] and the real-time factor.
    """
    columns = (
        BarColumn(bar_width=30),
        TextColumn(f"{{task.fields[simulated]:7.1f}} s {done}"),
        TextColumn("{task.fields[factor]:5.2f} x real time"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=duration, simulated=0.0, factor=0.0)
        last = time.perf_counter()

        def advance(simulated: float, factor: float) -> None:
            """Move the bar to a simulated time [s]; show the real-time factor."""
            nonlocal last
            now = time.perf_counter()
            if now - last >= REFRESH:
                last = now
                bar.update(
                    task, completed=simulated, simulated=simulated, factor=factor
                )

        yield advance
