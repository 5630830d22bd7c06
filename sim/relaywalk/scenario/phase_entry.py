"""A phase in a scenario's script."""

from typing import Annotated, ClassVar

from relaywalk import registry
from relaywalk.robots.sides import Side
from relaywalk.scenario.demands import Demands
from relaywalk.scenario.kind_entry import KindEntry
from relaywalk.scenario.parts import Name
from relaywalk.schema.quantity import quantity


class PhaseEntry(KindEntry):
    """One phase.

    Attributes:
        kind: A file name in `phases/`.
        timeout: Longest duration [s].
        after: "actor.phase" that must have begun before this may begin; where an actor
            does a phase twice, "actor.N": the N-th of its script, from 1.
        hand: That it uses; null for that of the phase before, at first the actor's.
        prop: That it is about; null for that of the phase before. At first what the
            actor holds; else the only prop there is.
        params: The phase's own block.
    """

    PACKAGE: ClassVar[str] = "relaywalk.phases"

    timeout: Annotated[float, quantity("s", 0.0, 3600.0, open_low=True)] = 30.0
    after: str | None = None
    hand: Side | None = None
    prop: Name | None = None

    @property
    def demands(self) -> Demands:
        """What the phase asks for."""
        return demands_of(self.kind)


def phase_names() -> tuple[str, ...]:
    """Return the phases there are."""
    return PhaseEntry.kinds()


def demands_of(kind: str) -> Demands:
    """Return what a phase asks for.

    Raises:
        UnknownName: There is no such phase.
    """
    demands: Demands = registry.module(PhaseEntry.PACKAGE, kind).DEMANDS
    return demands
