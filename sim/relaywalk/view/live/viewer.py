"""The viewer: an operator that shows a run while it is simulated."""

import time
from collections.abc import Callable, Mapping, Sequence

from relaywalk.recording.channels import channel_table
from relaywalk.recording.row_block import RowBlock
from relaywalk.simulation.listeners import Advance
from relaywalk.simulation.operator import AskedPush
from relaywalk.simulation.stage import Stage
from relaywalk.types import ActorSignals, Command, Observation
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.frame import Seen, observed
from relaywalk.view.live.pace import Pace
from relaywalk.view.live.scenery import scenery
from relaywalk.view.live.screen import RATE, Screen, Shutter

PAST = 15.0  # wall time that the curves reach back [s]


class Viewer:
    """Shows a run on a screen, as its controls say; an `Operator`."""

    def __init__(
        self,
        screen: Screen,
        controls: Controls,
        advance: Advance,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Wait for a run.

        Args:
            screen: Shows it.
            controls: Say how it goes on.
            advance: Told simulated time [s] and speed, also in a pause; it may end
                the run.
            clock: Returns the wall time [s].
        """
        self._screen, self._controls, self._advance = screen, controls, advance
        self._shutter, self._pace = Shutter(clock), Pace(clock)
        self._seen = Seen(round(PAST * RATE))

    def begin(self, stage: Stage) -> None:
        """Draw the scene of a run."""
        self._controls.begin()
        self._pace.start_anew()
        self._stage = stage
        self._look_what_is_recorded()
        self._seen = Seen(round(PAST * RATE))
        drawn = scenery(stage.scenario, stage.cards, stage.prop_cards)
        self._screen.set_up(drawn, tuple(self._columns))

    def step(
        self,
        observation: Observation,
        commands: Mapping[str, Command],
        signals: Mapping[str, ActorSignals],
    ) -> None:
        """Show one control period if it is time to, and wait as the controls say.

        Raises:
            KeyboardInterrupt: The run is to begin anew, or `advance` ends it.
        """
        if self._controls.paused or self._shutter.due:
            self._show(observation, signals)
        self._advance(observation.time, self._controls.speed)
        if self._controls.hold(lambda: self._advance(observation.time, 0.0)):
            self._pace.start_anew()
        if self._controls.restart_asked:
            raise KeyboardInterrupt
        if not self._controls.paused:
            self._pace.wait(observation.time, self._controls.speed)

    def pushes(self) -> Sequence[AskedPush]:
        """Return what the person pushes now."""
        asked = self._controls.pushes()
        for push in asked:
            x, y, z = push.impulse
            self._screen.say(
                f"t = {self._stage.observation.time:.3f} s: {push.actor}, {push.link}: "
                f"[{x:.1f}, {y:.1f}, {z:.1f}] N·s"
            )
        return asked

    def wait_for_restart(self, text: str) -> None:
        """Say how a run has ended, and wait until it is to begin anew.

        Raises:
            KeyboardInterrupt: `advance` ends it.
        """
        self._screen.say(text)
        self._controls.wait_for_restart(lambda: self._advance(0.0, 0.0))

    def _show(
        self, observation: Observation, signals: Mapping[str, ActorSignals]
    ) -> None:
        """Show one control period."""
        if self._scenario is not self._stage.scenario:  # there was a push
            self._look_what_is_recorded()
        frame = observed(self._row, self._columns, observation, signals)
        self._seen.add(frame)
        self._shutter.show(self._screen, frame, self._seen)

    def _look_what_is_recorded(self) -> None:
        """Note what a row of the run is."""
        self._scenario, recorded = self._stage.scenario, self._stage.recorded
        self._row, table = RowBlock(recorded, 1), channel_table(recorded)
        self._columns = {channel.name: i for i, channel in enumerate(table)}
