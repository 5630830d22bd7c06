"""Run: everything that a finished run left, read when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from typing_extensions import Self

from relaywalk.analysis.gait.gait import Gait, gaits
from relaywalk.analysis.gait.gait_measures import Measure, gait_measures
from relaywalk.analysis.handover.exchange import Exchange
from relaywalk.analysis.handover.holding import touching
from relaywalk.analysis.handover.measuring import exchanges
from relaywalk.analysis.handover.thresholds import ExchangeLimits
from relaywalk.analysis.loads.inverse_dynamics import InverseDynamics, inverse_dynamics
from relaywalk.analysis.loads.loads import Loads
from relaywalk.errors import UnknownName
from relaywalk.recording.file_names import SCENARIO
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.runs.result import Result
from relaywalk.scenario.bodies import Cards, load_cards
from relaywalk.scenario.scenario import Scenario

LOOK = 10.0  # how long the inverse dynamics are looked at by default [s]


@dataclass(frozen=True)
class Run:
    """A run folder.

    Attributes:
        folder: That the run wrote.
        result: What `result.json` says.
    """

    folder: Path
    result: Result

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read a run folder.

        Raises:
            RecordingError: It holds no run of ours.
        """
        return cls(folder, Result.read(folder))

    def __repr__(self) -> str:
        """Return one line: where it is, what ran, how it ended, how long it was."""
        return f"Run('{self.folder}': {self.result.summary})"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was run."""
        return Scenario.load(self.folder / SCENARIO)

    @cached_property
    def _bodies(self) -> Cards:
        """Actors and props as they really were."""
        return load_cards(self.scenario)

    @property
    def cards(self) -> dict[str, RobotCard]:
        """Actor → its card, with the masses of the body as it was built."""
        return self._bodies.actors

    @property
    def props(self) -> dict[str, PropCard]:
        """Prop → its card, with the mass that it really had."""
        return self._bodies.props

    @cached_property
    def recording(self) -> Recording:
        """Every channel."""
        return Recording.open(self.folder)

    @cached_property
    def phases(self) -> dict[str, list[tuple[str, float, float]]]:
        """Actor → its phases: name, start [s], end [s]."""
        return {actor: self.recording.phases(actor) for actor in self.cards}

    @cached_property
    def loads(self) -> Loads:
        """What every joint carried, over the run and phase by phase."""
        return Loads.of(self.recording, self.cards)

    @cached_property
    def gaits(self) -> dict[str, Gait]:
        """Actor → its strides, of all that stand on feet."""
        return gaits(self.recording, self.cards)

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every handover in full: phases, load shares and forces, in time order."""
        asked = self.scenario.success
        touch = touching(self.recording, self.cards, self.props)
        limits = ExchangeLimits(asked.max_contact_force, asked.max_slip)
        return exchanges(self.recording, touch, self.cards, self.props, limits)

    def gait_measures(self, actor: str) -> tuple[Measure, ...]:
        """Return what an actor's steady walking was like; none where it never walked.

        Raises:
            UnknownName: No such actor stands on feet.
        """
        if actor not in self.gaits:
            raise UnknownName("actor on feet", actor, self.gaits)
        carried = sum(prop.mass for prop in self._bodies.props.values())
        card, gait = self.cards[actor], self.gaits[actor]
        return gait_measures(self.recording, card, gait, carried)

    def inverse_dynamics(
        self,
        actor: str | None = None,
        start: float | None = None,
        end: float | None = None,
        every: int = 1,
    ) -> InverseDynamics:
        """Return inverse-dynamics torque beside actuator torque, with the residual.

        Args:
            actor: Whose; the first that walks if None.
            start: First time [s]; with `end` None: ten seconds in the middle of steady
                walking, of the longest phase where there was none.
            end: Last time [s].
            every: Look at every so many control periods only.

        Raises:
            UnknownName: There is no such actor.
            RecordingError: There are no rows in that time.
        """
        floating = [n for n, card in self.cards.items() if card.base == "floating"]
        actor = actor or next(iter(floating or self.cards))
        if actor not in self.cards:
            raise UnknownName("actor", actor, self.cards)
        first, last = self.settled_span(actor)
        span = (first if start is None else start, last if end is None else end)
        card = self.cards[actor]
        return inverse_dynamics(self.recording, card, actor, span, every)

    def settled_span(self, actor: str) -> tuple[float, float]:
        """Return `LOOK` seconds in the middle of steady walking or the longest phase.

        Returns:
            First and last time [s].
        """
        gait = self.gaits.get(actor)
        span = gait.span if gait else None
        if span is None:
            parts = [(start, end) for _, start, end in self.phases[actor]]
            span = max(parts, key=lambda part: part[1] - part[0], default=(0.0, 0.0))
        middle = 0.5 * (span[0] + span[1])
        return max(span[0], middle - LOOK / 2), min(span[1], middle + LOOK / 2)
