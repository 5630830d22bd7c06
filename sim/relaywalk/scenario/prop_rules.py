"""What a scenario may not say of its props."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic_core import PydanticCustomError

from relaywalk.scenario.actor_entry import ActorEntry
from relaywalk.scenario.in_hand import InHand, in_hand
from relaywalk.scenario.parts import Prop
from relaywalk.scenario.phase_entry import PhaseEntry
from relaywalk.schema.faults import Refusals
from relaywalk.schema.quantity import refusal


def held_once(props: Mapping[str, Prop], actors: Mapping[str, ActorEntry]) -> Refusals:
    """Refuse to hold a prop that is not there, or that another hand holds.

    One that nobody holds must say where it is.
    """
    wrong = list(_held_twice(props, actors))
    yield from wrong or _nowhere(props, actors)


def _held_twice(
    props: Mapping[str, Prop], actors: Mapping[str, ActorEntry]
) -> Iterator[PydanticCustomError]:
    """Refuse to hold a prop that is not there, or that another hand holds."""
    held = set[str]()
    for name, actor in actors.items():
        prop = actor.holds.prop if actor.holds else None
        free = [prop for prop in props if prop not in held]
        if prop is not None and prop not in free:
            allowed = "a prop that nobody else holds: " + (", ".join(free) or "none")
            yield refusal(allowed, ("actors", name, "holds", "prop"), value=prop)
        held |= {prop} if prop else set()


def _nowhere(
    props: Mapping[str, Prop], actors: Mapping[str, ActorEntry]
) -> Iterator[PydanticCustomError]:
    """Refuse a prop that nobody holds and that has no place, and one that has both."""
    held = {actor.holds.prop for actor in actors.values() if actor.holds}
    for name, entry in props.items():
        if (entry.start is None) == (name not in held):
            allowed = "either held by an actor or with a start, not both"
            value = "(missing)" if entry.start is None else "given"
            yield refusal(allowed, ("props", name, "start"), value=value)


def named(props: Mapping[str, Prop], actors: Mapping[str, ActorEntry]) -> Refusals:
    """Refuse a prop that is not there, and none said where there are several."""
    for name, actor in actors.items():
        held = in_hand(actor, tuple(props))
        for number, (entry, meant) in enumerate(zip(actor.script, held, strict=True)):
            where = ("actors", name, "script", number, "prop")
            yield from _named(entry, meant, props, where)


def _named(
    entry: PhaseEntry,
    meant: InHand,
    props: Mapping[str, Prop],
    where: tuple[str | int, ...],
) -> Refusals:
    """Refuse what one phase, at a place in the file, says or leaves out of props."""
    known = ", ".join(props) or "none"
    if entry.prop is not None and entry.prop not in props:
        yield refusal(f"a prop: {known}", where, value=entry.prop)
    elif entry.demands.prop and props and not meant.prop:
        allowed = f"one of the props, for there are several: {known}"
        yield refusal(allowed, where, value="(missing)")


def burnable(props: Mapping[str, Prop], lit: Sequence[str]) -> Refusals:
    """Refuse to ask for a flame of what is no prop."""
    for prop in lit:
        if prop not in props:
            allowed = "of the props: " + (", ".join(props) or "none")
            yield refusal(allowed, ("success", "lit"), value=prop)
