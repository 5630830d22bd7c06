"""Controls: what the person at the page wants; one thread tells, another one heeds."""

import threading
from collections.abc import Callable

from relaywalk.simulation.operator import AskedPush

LOOK = 0.1  # wall time between two looks at who else may end the wait [s]


class Controls:
    """Pause, step, speed, restart and pushes, safe between threads."""

    def __init__(self, speed: float = 1.0) -> None:
        """Run at a speed.

        Args:
            speed: Simulated time over wall time, at most [-].
        """
        self._changed = threading.Condition()
        self._paused, self._steps = False, 0
        self._speed, self._restart = speed, False
        self._seek: float | None = None
        self._pushes: list[AskedPush] = []

    @property
    def paused(self) -> bool:
        """Whether nothing goes on but steps."""
        return self._paused

    @property
    def speed(self) -> float:
        """Simulated time over wall time, at most [-]."""
        return self._speed

    @property
    def restart_asked(self) -> bool:
        """Whether the run is to begin anew."""
        return self._restart

    def pause(self, paused: bool) -> None:
        """Stop, or go on."""
        with self._changed:
            self._paused = paused
            self._steps = self._steps if paused else 0
            self._changed.notify_all()

    def step(self, periods: int = 1) -> None:
        """Go on for some control periods, then stop."""
        with self._changed:
            self._paused, self._steps = True, self._steps + periods
            self._changed.notify_all()

    def set_speed(self, speed: float) -> None:
        """Go on no faster than this.

        Args:
            speed: Simulated time over wall time, above 0; infinite: no limit [-].
        """
        with self._changed:
            self._speed = speed

    def restart(self) -> None:
        """Begin anew."""
        with self._changed:
            self._restart = True
            self._changed.notify_all()

    def seek(self, time: float) -> None:
        """Go to a time of a recording [s]."""
        with self._changed:
            self._seek = time
            self._changed.notify_all()

    def push(self, push: AskedPush) -> None:
        """Push in the next control period."""
        with self._changed:
            self._pushes.append(push)

    def pushes(self) -> tuple[AskedPush, ...]:
        """Return the pushes asked for since the last call."""
        with self._changed:
            found, self._pushes = tuple(self._pushes), []
        return found

    def sought(self) -> float | None:
        """Return the time that was asked for since the last call, if any [s]."""
        with self._changed:
            found, self._seek = self._seek, None
        return found

    def begin(self) -> None:
        """Forget what was asked of a run before; speed and pause stay."""
        with self._changed:
            self._restart, self._seek, self._pushes = False, None, []

    def hold(self, look: Callable[[], None]) -> bool:
        """Wait while paused; return whether there was a wait.

        Args:
            look: Called now and then while there is nothing to do; it may raise.
        """
        waited = False
        with self._changed:
            while self._stands:
                waited = True
                self._changed.wait(LOOK)
                look()
            self._steps = max(self._steps - 1, 0)
        return waited

    def wait_for_restart(self, look: Callable[[], None]) -> None:
        """Wait until the person wants to begin anew.

        Args:
            look: Called now and then; it may raise.
        """
        with self._changed:
            while not self._restart:
                self._changed.wait(LOOK)
                look()

    @property
    def _stands(self) -> bool:
        """Whether there is nothing to do."""
        busy = self._steps or self._restart or self._seek is not None
        return self._paused and not busy
