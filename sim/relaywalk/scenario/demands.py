"""What a phase asks of the scenario that it is in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demands:
    """What a phase asks for; a scenario that does not have it is refused.

    Attributes:
        bases: Kinds of base that can do it: "floating", "guided".
        prop: Whether there must be something to hold.
        other: Whether there must be a second prop.
    """

    bases: tuple[str, ...]
    prop: bool = False
    other: bool = False
