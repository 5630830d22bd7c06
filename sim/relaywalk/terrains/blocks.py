"""Blocks of keys that several kinds of terrain have in common."""

from itertools import pairwise
from typing import Annotated

from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal

MOST_TILES = 4000  # more make engines slow

Along = Annotated[float, quantity("m", 0.0, 500.0, open_low=True)]
Across = Annotated[float, quantity("m", 0.0, 100.0, open_low=True)]


class Paving(Frozen):
    """Paving stones.

    Attributes:
        size: Of a square one, from joint to joint; as many fit as nearly fill the way
            [m].
        spread: Each is this much higher or lower than it should be, at most; drawn
            from the seed [m].
        joint: Between two, 3 cm deep or more [m].
    """

    size: Annotated[float, quantity("m", 0.1, 10.0)] = 0.5
    spread: Annotated[float, quantity("m", 0.0, 0.2)] = 0.015
    joint: Annotated[float, quantity("m", 0.0, 0.05)] = 0.008

    def too_many(self, length: float, width: float) -> Refusals:
        """Refuse more tiles than an engine takes, at the key `size`.

        Args:
            length: Of the way [m].
            width: Of the way [m].
        """
        count = round(length / self.size) * round(width / self.size)
        if count > MOST_TILES:
            allowed = (
                f"tiles large enough that {length:g} m by {width:g} m are at most "
                f"{MOST_TILES} of them, not {count}"
            )
            yield refusal(allowed, ("size",), value=self.size)


class Edge(Frozen):
    """An edge across a way.

    Attributes:
        x: Where it is, along the way from its start [m].
        rise: By how much the ground rises there [m].
    """

    x: Along
    rise: Annotated[float, quantity("m", -0.3, 0.3)]


class Steps(Frozen):
    """Steps across a way.

    Attributes:
        edges: Along it, from its start; null: one every `spacing`, up and down again.
        spacing: From an edge to the next, without `edges` [m].
        rise: Of each, without `edges` [m].
    """

    edges: tuple[Edge, ...] | None = None
    spacing: Annotated[float, quantity("m", 0.2, 100.0)] = 2.0
    rise: Annotated[float, quantity("m", -0.3, 0.3)] = 0.02

    @rule
    def _one_after_the_other(self) -> Refusals:
        """Refuse edges that are not in order."""
        for number, (edge, after) in enumerate(pairwise(self.edges or ()), start=1):
            if after.x <= edge.x:
                allowed = f"an x beyond that of the edge before, {edge.x:g} m"
                yield refusal(allowed, ("edges", number, "x"), value=after.x)

    def beyond(self, length: float) -> Refusals:
        """Refuse every edge beyond the end of the way, at its key `x`.

        Args:
            length: Of the way [m].
        """
        for number, edge in enumerate(self.edges or ()):
            if edge.x >= length:
                allowed = f"an x before the end of the way, {length:g} m"
                yield refusal(allowed, ("edges", number, "x"), value=edge.x)

    def on(self, length: float) -> tuple[Edge, ...]:
        """Return the edges of a way of some length [m]."""
        if self.edges is not None:
            return self.edges
        count = int((length - 1e-9) / self.spacing)
        return tuple(
            Edge(x=(k + 1) * self.spacing, rise=self.rise if k % 2 == 0 else -self.rise)
            for k in range(count)
        )
