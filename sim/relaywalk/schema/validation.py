"""From a document to a validated value, or all that is wrong with it, a line each."""

from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from relaywalk.schema.strict_yaml import Document, Key

Model = TypeVar("Model", bound=BaseModel)


class Violation(NamedTuple):
    """What is wrong with one part of a value.

    Attributes:
        path: Of the part.
        value: That it has.
        allowed: What it may be.
    """

    path: tuple[Key, ...]
    value: Any
    allowed: str


def first_violation(error: ValidationError) -> Violation:
    """Return pydantic's first complaint; our own refusals may point further down."""
    return violations(error)[0]


def violations(error: ValidationError) -> list[Violation]:
    """Return all of pydantic's complaints, in the order of the fields."""
    faults = error.errors()
    return [_violation(fault) for fault in faults if not _follows(fault)]


def _follows(fault: ErrorDetails) -> bool:
    """Say whether a list is too short only because its items have faults of theirs."""
    if fault["type"] != "too_short" or not isinstance(fault["input"], list | tuple):
        return False
    return len(fault["input"]) >= int(fault["ctx"]["min_length"])


def _violation(fault: ErrorDetails) -> Violation:
    """Return one of pydantic's complaints as a violation."""
    context = fault.get("ctx", {})
    path = tuple(part for part in fault["loc"] if part != "[key]")
    value = context.get("value", fault["input"])
    if fault["type"] == "missing":
        value = "(missing)"
    allowed = str(context.get("error", fault["msg"]))
    return Violation(
        (*path, *context.get("path", ())), value, allowed[:1].lower() + allowed[1:]
    )


def validated(kind: type[Model], document: Document) -> Model:
    """Return a document's value.

    Args:
        kind: What it should be.
        document: That was read.

    Raises:
        ScenarioError: Of each fault, in the order of the lines, one line with file,
            line, field, value and what is allowed.
    """
    try:
        return kind.model_validate(document.data)
    except ValidationError as error:
        raise document.errors(violations(error)) from error
