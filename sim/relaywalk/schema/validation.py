"""From a document to a validated value, or one message that says what is wrong."""

from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

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
    first = error.errors()[0]
    context = first.get("ctx", {})
    path = tuple(part for part in first["loc"] if part != "[key]")
    value = context.get("value", first["input"])
    if first["type"] == "missing":
        value = "(missing)"
    allowed = str(context.get("error", first["msg"]))
    return Violation(
        (*path, *context.get("path", ())), value, allowed[:1].lower() + allowed[1:]
    )


def validated(kind: type[Model], document: Document) -> Model:
    """Return a document's value.

    Args:
        kind: What it should be.
        document: That was read.

    Raises:
        ScenarioError: With file, line, field, value and what is allowed.
    """
    try:
        return kind.model_validate(document.data)
    except ValidationError as error:
        raise document.error(*first_violation(error)) from error
