"""Pace: simulated time does not run ahead of the wall clock."""

import time
from collections.abc import Callable

BEHIND = 0.2  # of wall time; what is further behind is not caught up [s]


class Pace:
    """Sleeps where a run is faster than it is to be shown."""

    def __init__(
        self,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begin with the first call.

        Args:
            clock: Returns the wall time [s].
            sleep: Waits for some wall time [s].
        """
        self._clock, self._sleep = clock, sleep
        self._began: tuple[float, float] | None = None
        self._speed = 0.0

    def start_anew(self) -> None:
        """Count from the next call: there was a pause, or a jump."""
        self._began = None

    def wait(self, simulated: float, speed: float) -> None:
        """Wait until a simulated time is due.

        Args:
            simulated: [s].
            speed: Simulated time over wall time, at most [-].
        """
        if self._began is None or speed != self._speed:
            self._began, self._speed = (simulated, self._clock()), speed
            return
        due = (simulated - self._began[0]) / speed
        ahead = due - (self._clock() - self._began[1])
        if ahead > 0.0:
            self._sleep(ahead)
        elif ahead < -BEHIND:
            self._began = simulated, self._clock()
