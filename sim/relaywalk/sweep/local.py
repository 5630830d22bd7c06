"""Local runs: joblib's threads, each of which watches one process at a time.

Not joblib's processes (loky): when one of them dies, loky gives up its whole pool, and
with it every run in hand. A thread cannot be killed from outside, and the process that
it watches takes nothing but its own run along.
"""

from collections.abc import Iterable, Iterator
from threading import Event

from relaywalk.sweep.attempt import AttemptResult, RunTask, attempt


def run_here(
    tasks: Iterable[RunTask], workers: int, stop: Event
) -> Iterator[AttemptResult]:
    """Make runs on this machine; yield how each ended, as they end.

    Args:
        tasks: The runs; each is taken when it is its turn.
        workers: How many at a time.
        stop: Set to give up what is going on, and start no more.

    Raises:
        Exception: Of the first attempt that failed; the others are given up.
    """
    from joblib import Parallel, delayed

    parallel = Parallel(
        n_jobs=workers,
        backend="threading",
        batch_size=1,
        pre_dispatch=workers,
        return_as="generator_unordered",
    )
    failure: Exception | None = None
    for ended in parallel(delayed(_caught)(task, stop) for task in tasks):
        if isinstance(ended, AttemptResult):
            yield ended
        elif failure is None:
            failure = ended
            stop.set()
    if failure is not None:
        raise failure


def _caught(task: RunTask, stop: Event) -> AttemptResult | Exception:
    """Make a run; return what went wrong, so that no thread is left behind."""
    try:
        return attempt(task, stop)
    except Exception as error:
        return error
