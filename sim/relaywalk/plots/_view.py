"""A run as the options ask to see it: rows, steady strides, scale."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relaywalk.analysis.gait.gait import Stride
from relaywalk.analysis.gait.gait_cycle import foot_of
from relaywalk.errors import RecordingError, UnknownName
from relaywalk.plots._options import PlotOptions
from relaywalk.robots.stature import stature

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


class Scale(NamedTuple):
    """What a channel is multiplied with, and the unit it then has."""

    factor: float
    unit: str


@dataclass(frozen=True)
class View:
    """A run and the options of a plot of it."""

    run: "Run"
    options: PlotOptions

    @property
    def restricted(self) -> bool:
        """Whether less than the whole run was asked for."""
        return self.options.window is not None or self.options.phase is not None

    def span(self, actor: str) -> tuple[float, float]:
        """Return first and last time to draw [s].

        Raises:
            UnknownName: Nobody has the phase asked for.
            RecordingError: The recording holds nothing of the window asked for.
        """
        time = self.run.recording.time
        whole = (float(time[0]), float(time[-1])) if len(time) else (0.0, 0.0)
        start, end = self._phase(actor) if self.options.phase else whole
        if self.options.window is not None:
            first, last = self.options.window
            start, end = max(start, first), min(end, last)
        if self.restricted and not np.any((time >= start) & (time <= end)):
            raise RecordingError(
                f"{self.run.folder}: no rows in the time asked for; it holds "
                f"{whole[0]:g} … {whole[1]:g} s"
            )
        return start, end

    def rows(self, actor: str) -> slice:
        """Return the rows to draw."""
        start, end = self.span(actor)
        time = self.run.recording.time
        first = int(np.searchsorted(time, start, side="left"))
        return slice(first, int(np.searchsorted(time, end, side="right")))

    def strides(self, actor: str, name: str) -> tuple[Stride, ...]:
        """Return the steady strides by which a joint or channel is cut.

        Args:
            actor: Its name.
            name: Of the joint, or of the channel without its actor.
        """
        gait, foot = self.run.gaits.get(actor), foot_of(self.run.cards[actor], name)
        if gait is None or foot is None:
            return ()
        return gait.of_foot(foot, *self.span(actor))

    def scale(self, actor: str, unit: str) -> Scale:
        """Return how to scale a channel of that unit."""
        if not self.options.per_body_weight or unit not in ("N", "N·m"):
            return Scale(1.0, unit)
        body = stature(self.run.cards[actor])
        if unit == "N":
            return Scale(1.0 / body.weight, "body weight")
        return Scale(1.0 / (body.weight * body.height), "body weight · height")

    def of_other(self) -> "View | None":
        """Return the other run in the same view."""
        return (
            None
            if self.options.both_engines is None
            else View(self.options.both_engines, self.options)
        )

    def _phase(self, actor: str) -> tuple[float, float]:
        """Return start and end of the phase asked for, the actor's own first."""
        own = self.run.phases.get(actor, [])
        all_phases = [phase for phases in self.run.phases.values() for phase in phases]
        for phases in (own, all_phases):
            named = [p[1:] for p in phases if p[0] == self.options.phase]
            if named:
                return max(named, key=lambda part: part[1] - part[0])
        there = dict.fromkeys(name for name, _, _ in all_phases)
        raise UnknownName("phase", str(self.options.phase), there)
