"""Playback: a recording on a screen, with the controls of a run under way."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from relaywalk.analysis.kinematics import POSE
from relaywalk.simulation.listeners import Advance
from relaywalk.types import Array
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.frame import BodyPose, Frame
from relaywalk.view.live.pace import Pace
from relaywalk.view.live.scenery import scenery
from relaywalk.view.live.screen import Screen, Shutter
from relaywalk.view.replay.sampling import sampled_rows

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

PAST = 15.0  # of recorded time that the curves reach back [s]


class Playback:
    """Frames of a recording, a step of the controls being one of its samples."""

    def __init__(self, run: "Run") -> None:
        """Read a run.

        Raises:
            RecordingError: Its recording cannot be read.
        """
        recording, scenario = run.recording, run.scenario
        self._rows = recording.matrix(recording.numeric, sampled_rows(recording))
        self._columns = {name: i for i, name in enumerate(recording.numeric)}
        self.time = self._rows[:, self._columns["time"]]
        self._scenery = scenery(scenario, run.cards, run.props)
        moved = (*scenario.props, *scenario.loose_objects)
        self._props = {name: self._places(name) for name in moved}
        self._bases = {n: self._places(f"{n}.base") for n in run.cards}
        self._joints = {
            name: [self._columns[f"{name}.{joint}.position"] for joint in card.joints]
            for name, card in run.cards.items()
        }

    def play(self, screen: Screen, controls: Controls, look: Advance) -> None:
        """Show it again and again, until `look` raises.

        Args:
            screen: Shows it.
            controls: Say how.
            look: Told the recorded time [s] and the speed now and then.
        """
        screen.set_up(self._scenery, tuple(self._columns))
        player = Player(self, screen, controls)
        while True:
            player.turn(look)

    def frame(self, number: int) -> Frame:
        """Return a sample."""
        row = self._rows[number]
        return Frame(
            float(self.time[number]),
            {
                name: BodyPose(row[places], row[self._joints[name]])
                for name, places in self._bases.items()
            },
            {name: row[places] for name, places in self._props.items()},
            row,
            self._columns,
        )

    def past(self, number: int) -> "Recorded":
        """Return what is recorded of the seconds before a sample."""
        first = int(np.searchsorted(self.time, self.time[number] - PAST))
        return Recorded(self._rows[first : number + 1], self._columns)

    def _places(self, what: str) -> list[int]:
        """Return where a pose (7,) is in a row."""
        return [self._columns[f"{what}.{axis}"] for axis in POSE]


class Recorded:
    """Some rows of a recording; a `Past`."""

    def __init__(self, rows: Array, columns: dict[str, int]) -> None:
        """Keep rows (k, channels)."""
        self._rows, self._columns = rows, columns

    def series(self, channels: Sequence[str]) -> tuple[Array, ...]:
        """Return times (k,) [s] and, channel by channel, values (k,)."""
        names = ("time", *channels)
        return tuple(self._rows[:, self._columns[name]] for name in names)


class Player:
    """Goes through a playback, sample by sample."""

    def __init__(
        self,
        playback: Playback,
        screen: Screen,
        controls: Controls,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begin at the first sample.

        Args:
            playback: To show.
            screen: Shows it.
            controls: Say how.
            clock: Returns the wall time [s].
            sleep: Waits for some wall time [s].
        """
        self.number = 0
        self._playback, self._screen, self._controls = playback, screen, controls
        self._shutter, self._pace = Shutter(clock), Pace(clock, sleep)

    def turn(self, look: Advance) -> None:
        """Show a sample if it is time to, wait, and go on to the next.

        Args:
            look: Told the recorded time [s] and the speed; it may raise.
        """
        controls, times = self._controls, self._playback.time
        if controls.paused or self._at_end or self._shutter.due:
            self._show()
        now = float(times[self.number])
        look(now, controls.speed)
        if self._at_end and not controls.paused:
            controls.pause(True)  # until somebody goes back
        if controls.hold(lambda: look(now, 0.0)):
            self._pace.start_anew()
        if not controls.paused:
            self._pace.wait(now, controls.speed)
        self._go_on()

    @property
    def _at_end(self) -> bool:
        """Whether the last sample is shown."""
        return self.number == len(self._playback.time) - 1

    def _show(self) -> None:
        """Show the sample."""
        frame, past = (
            self._playback.frame(self.number),
            self._playback.past(self.number),
        )
        self._shutter.show(self._screen, frame, past)

    def _go_on(self) -> None:
        """Go to the next sample, or where the person wants to be."""
        sought, controls = self._controls.sought(), self._controls
        last = len(self._playback.time) - 1
        if controls.restart_asked:
            controls.begin()
            controls.pause(False)
            sought = 0.0
        if sought is None:
            self.number = min(self.number + 1, last)
            return
        self.number = min(int(np.searchsorted(self._playback.time, sought)), last)
        self._pace.start_anew()
