"""A cue: the phase, of any actor, that must have begun before another may begin."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cue(NamedTuple):
    """A phase of an actor.

    Attributes:
        actor: Its name.
        number: Of the phase in its script, from 0.
    """

    actor: str
    number: int

    @classmethod
    def read(cls, text: str, scripts: Mapping[str, Sequence[str]]) -> "Cue | None":
        """Return what "actor.phase" or "actor.N" means; None if it means nothing.

        A phase is named by its kind where the actor does it once; N, from 1, is its
        place in the script.

        Args:
            text: As a scenario has it.
            scripts: Actor → kinds of its phases, in order.
        """
        actor, _, phase = text.partition(".")
        kinds = scripts.get(actor, ())
        if phase.isdecimal() and 1 <= int(phase) <= len(kinds):
            return cls(actor, int(phase) - 1)
        if kinds.count(phase) == 1:
            return cls(actor, kinds.index(phase))
        return None


def cues(scripts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return how the phases of all actors are named, those done twice by number.

    Args:
        scripts: Actor → kinds of its phases, in order.
    """
    return tuple(
        f"{actor}.{kind}" if kinds.count(kind) == 1 else f"{actor}.{number} ({kind})"
        for actor, kinds in scripts.items()
        for number, kind in enumerate(kinds, start=1)
    )
