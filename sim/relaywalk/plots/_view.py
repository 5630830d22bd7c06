"""A run as the options ask to see it: rows, steady strides, scale."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relaywalk.analysis.gait.gait import Stride
from relaywalk.analysis.gait.gait_cycle import foot_of
from relaywalk.errors import RecordingError, UnknownName
from relaywalk.plots._options import PlotOptions
from relaywalk.robots.stature import stature
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


class Scale(NamedTuple):
    """What a channel is multiplied with, and the unit it then has."""

    factor: float
    unit: str


LONG = 20  # strides of a foot from which on a curve over time is a solid band
SHOWN = 2  # of them in the close-up beside it
CLOSE, GAP = 0.45, 0.04  # width of the close-up and free before it, of the whole [-]


@dataclass(frozen=True)
class View:
    """A run and the options of a plot of it.

    Attributes:
        run: Of the recording.
        options: Of the plot.
        by_stride: Whether curves are drawn stride by stride: mean, least to most.
        clock: First and last place on the axis at which the time in view is drawn [s];
            None: at its own.
    """

    run: "Run"
    options: PlotOptions
    by_stride: bool = False
    clock: tuple[float, float] | None = None

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

    def is_long(self, actor: str) -> bool:
        """Return whether an actor walks so far that its curves run together."""
        if self.options.cycle or self.options.both_engines is not None:
            return False
        return len(self.strides(actor, "")) >= LONG

    def with_close_up(self, actor: str) -> "tuple[View, View]":
        """Return the view stride by stride, and right of it `SHOWN` of the strides."""
        strides = self.strides(actor, "")
        first = (len(strides) - SHOWN) // 2
        window = (strides[first].start, strides[first + SHOWN - 1].end)
        options = replace(self.options, window=window, phase=None)
        start, end = self.span(actor)
        place = end + GAP * (end - start)
        clock = (place, place + CLOSE * (end - start))
        return replace(self, by_stride=True), View(self.run, options, clock=clock)

    def place(self, actor: str, time: Array) -> Array:
        """Return where times (n,) [s] are on the axis."""
        if self.clock is None:
            return time
        return np.asarray(np.interp(time, self.span(actor), self.clock))

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
