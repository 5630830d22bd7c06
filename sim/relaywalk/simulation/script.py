"""The script of one actor: its phases, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from relaywalk.errors import GaveUp, PhaseTimeout
from relaywalk.phases import Phase, Situation
from relaywalk.scenario.cue import Cue
from relaywalk.types import Goal, PhaseRecord


@dataclass(frozen=True, slots=True)
class ScriptEntry:
    """A phase in a script.

    Attributes:
        name: Of the phase.
        phase: Itself.
        timeout: Longest duration, what the body needs to recover left out [s].
        cue: What must have begun before this one may begin; the phase before goes on
            until then.
    """

    name: str
    phase: Phase
    timeout: float
    cue: Cue | None = None


@dataclass(slots=True)
class Script:
    """The phases of one actor, in order."""

    actor: str
    entries: Sequence[ScriptEntry]
    period: float
    records: list[PhaseRecord] = field(default_factory=list)
    _goal: Goal | None = None
    _waited: float = 0.0
    _current: int = -1
    _began: float = 0.0  # what records tell
    _began_script: float = 0.0  # that of the script, which waits for the body
    _over: bool = False

    @property
    def phase(self) -> str:
        """Name of the phase that is on."""
        return self.entries[max(self._current, 0)].name

    @property
    def finished(self) -> bool:
        """Whether the last phase has done its work."""
        return self._over

    @property
    def begun(self) -> int:
        """How many phases have begun."""
        return self._current + 1

    def update(self, situation: Situation, begun: Mapping[str, int]) -> Goal:
        """Return what the body should do, moving on in the script if it can.

        While the body recovers from a push the phase waits, its clock with it.

        Args:
            situation: Of this tick.
            begun: Actor → how many of its phases have begun.

        Raises:
            PhaseTimeout: The phase ran past its time.
            GaveUp: It ended without its work done.
        """
        if situation.recovering and self._goal is not None:
            self._waited += self.period
            return self._goal
        situation = situation._replace(delay=self._waited)
        if self._current < 0:
            self._enter(0, situation)
        elif not self._over:
            self._look(situation, begun)
        self._goal = self.entries[self._current].phase.update(situation)
        return self._goal

    def close(self, time: float) -> None:
        """End the script because the run ends [s]."""
        if not self._over and self._current >= 0:
            self._close(time, "running")

    def _look(self, situation: Situation, begun: Mapping[str, int]) -> None:
        """See whether the phase that is on is done, or late.

        Not in the tick in which it began: what it waits for is told of the goal that
        the phase before it gave.
        """
        entry = self.entries[self._current]
        if entry.phase.finished(situation):
            self._end_if_given_up(entry, situation.observation.time)
            self._go_on(situation, begun)
        elif situation.time - self._began_script > entry.timeout:
            time = situation.observation.time
            self._close(time, "timeout")
            raise PhaseTimeout(self.actor, entry.name, time, entry.timeout)

    def _end_if_given_up(self, entry: ScriptEntry, time: float) -> None:
        """End the run if the phase that is finished has not done its work."""
        why = entry.phase.gave_up
        if why:
            self._close(time, "gave up")
            raise GaveUp(self.actor, entry.name, time, why)

    def _go_on(self, situation: Situation, begun: Mapping[str, int]) -> None:
        """Enter the next phase if it may begin."""
        following = self._current + 1
        if following == len(self.entries):
            self._close(situation.observation.time, "done")
            return
        cue = self.entries[following].cue
        if cue is not None and begun.get(cue.actor, 0) <= cue.number:
            return
        self._close(situation.observation.time, "done")
        self._over = False
        self._enter(following, situation)

    def _enter(self, number: int, situation: Situation) -> None:
        """Begin a phase."""
        self._current = number
        self._began, self._began_script = situation.observation.time, situation.time
        self.entries[number].phase.start(situation)

    def _close(self, time: float, outcome: str) -> None:
        """Note the end of the phase that is on."""
        if not self.records or self.records[-1].start != self._began:
            self.records.append(
                PhaseRecord(self.actor, self.phase, self._began, time, outcome)
            )
        self._over = True
