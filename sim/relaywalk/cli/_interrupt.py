"""Ctrl-C during a run: it ends between two control periods, with a result."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Advance = Callable[[float, float], None]


@contextmanager
def ending_in_order(advance: Advance | None) -> Iterator[Advance]:
    """Keep the first Ctrl-C until the run next tells its progress; not the second.

    Args:
        advance: Told simulated time [s] and real-time factor, if anyone wants to know.

    Yields:
        The function for the run to tell its progress to.
    """
    asked = False

    def note(_signal: int, _frame: FrameType | None) -> None:
        """Remember the wish, or fulfil it at once if it is the second."""
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    def tell(simulated: float, factor: float) -> None:
        """Pass progress on, unless the run is to end."""
        if asked:
            raise KeyboardInterrupt
        if advance is not None:
            advance(simulated, factor)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield tell
    finally:
        signal.signal(signal.SIGINT, before)
