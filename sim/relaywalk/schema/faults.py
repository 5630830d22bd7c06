"""All that is wrong with a value at once: its keys, its parts, and its rules.

A model's rules are methods marked with `rule`; each yields a refusal for whatever the
parts, good by themselves, do wrong together.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from relaywalk.errors import RelayError

Refusals = Iterator[PydanticCustomError]
Rule = TypeVar("Rule", bound=Callable[[Any], Refusals])
Value = TypeVar("Value")
_MARK = "_is_a_rule"


def rule(method: Rule) -> Rule:
    """Mark a method that yields a refusal for all that is wrong with a whole value."""
    setattr(method, _MARK, True)
    return method


def broken(value: BaseModel) -> Refusals:
    """Yield what the rules of a value's model refuse, in the order of the rules."""
    for name in _rules(type(value)):
        yield from getattr(value, name)()


def below(path: tuple[str | int, ...], refusals: Refusals) -> Refusals:
    """Yield what a part refuses as refusals of the whole.

    Args:
        path: Of the part.
        refusals: That name a path below the part.
    """
    for refused in refusals:
        context = refused.context or {}
        place = (*path, *context["path"])
        yield PydanticCustomError("refused", "{allowed}", {**context, "path": place})


@cache
def _rules(kind: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of a model's rules, those of its bases first."""
    names = (
        name
        for base in reversed(kind.__mro__)
        for name, member in vars(base).items()
        if hasattr(member, _MARK)
    )
    return tuple(dict.fromkeys(names))


class Faults:
    """Collects what is wrong with one value.

    Attributes:
        title: Name of the value's model.
        value: Under validation.
    """

    def __init__(self, title: str, value: object) -> None:
        """Begin with none."""
        self.title, self.value = title, value
        self._found: list[InitErrorDetails] = []

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self._found)

    def add(self, refusal: PydanticCustomError) -> None:
        """Note one."""
        self._found.append(InitErrorDetails(type=refusal, input=self.value))

    @contextmanager
    def collected(self, *path: str | int) -> Iterator[None]:
        """Note all that a part's validation finds.

        Args:
            *path: Of the part, below the value.
        """
        try:
            yield
        except ValidationError as error:
            self._found += [_again(fault, path) for fault in error.errors()]

    def raise_any(self) -> None:
        """Raise one error of all, if there are any."""
        if self._found:
            raise ValidationError.from_exception_data(self.title, self._found)


def _again(fault: Any, path: tuple[str | int, ...]) -> InitErrorDetails:  # noqa: ANN401
    """Return a fault of a part as one of the whole; `path` is that of the part."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "refused":
        kind = PydanticCustomError("refused", "{allowed}", context)
    place = (*path, *fault["loc"])
    return InitErrorDetails(type=kind, loc=place, input=fault["input"], ctx=context)


def all_done(
    kind: type[RelayError], calls: Iterable[Callable[[], Value]]
) -> list[Value]:
    """Return what calls return, or raise one error with the faults of all, a line each.

    Args:
        kind: Of the errors that are collected; others end it at once.
        calls: That may find faults.

    Raises:
        RelayError: Of that kind; no fault is said twice.
    """
    values, said = list[Value](), dict[str, None]()
    for call in calls:
        try:
            values.append(call())
        except kind as error:
            said.update(dict.fromkeys(str(error).splitlines()))
    if said:
        raise kind("\n".join(said))
    return values
