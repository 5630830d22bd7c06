"""A phase in a scenario's script; its own block is validated by the phase's module."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    SerializerFunctionWrapHandler,
    ValidationError,
    field_validator,
    model_serializer,
    model_validator,
)

from relaywalk import registry
from relaywalk.errors import UnknownName
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.schema.validation import complaint

if TYPE_CHECKING:  # phases, with Pinocchio, are loaded when a script names one
    from relaywalk.phases import Demands

PACKAGE = "relaywalk.phases"


class PhaseEntry(Frozen):
    """One phase: in YAML, its parameters stand beside `kind`.

    Attributes:
        kind: A file name in `phases/`.
        timeout: Longest duration [s].
        after: "actor.phase" that must have begun before this may begin.
        params: The phase's own block.
    """

    kind: str
    timeout: Annotated[float, quantity("s", 0.0, 3600.0, open_low=True)] = 30.0
    after: str | None = None
    params: BaseModel

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, data: Any) -> Any:  # noqa: ANN401
        """Validate the phase's own keys by the phase's own model."""
        if isinstance(data, cls):
            return data
        if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
            raise refusal("a mapping with kind: one of " + ", ".join(phase_names()))
        own = {key: data[key] for key in data if key in ("kind", "timeout", "after")}
        block = {key: data[key] for key in data if key not in own}
        if isinstance(block.get("params"), BaseModel):
            return data
        return {**own, "params": _validated(own["kind"], block)}

    @property
    def demands(self) -> "Demands":
        """What the phase asks for."""
        return demands_of(self.kind)

    @field_validator("params", mode="plain")
    @classmethod
    def _keep(cls, params: Any) -> Any:  # noqa: ANN401
        """Keep what the phase's model has validated."""
        return params

    @model_serializer(mode="wrap")
    def _flatten(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write the parameters beside `kind`, as they are read."""
        return {
            "kind": self.kind,
            "timeout": self.timeout,
            "after": self.after,
            **self.params.model_dump(mode="json"),
        }


def phase_names() -> tuple[str, ...]:
    """Return the phases there are."""
    return registry.modules(PACKAGE)


def demands_of(kind: str) -> "Demands":
    """Return what a phase asks for.

    Raises:
        UnknownName: There is no such phase.
    """
    demands: Demands = registry.module(PACKAGE, kind).DEMANDS
    return demands


def _validated(kind: str, block: dict[str, Any]) -> BaseModel:
    """Return a phase's block, validated by the phase's module."""
    try:
        model = registry.module(PACKAGE, kind).Params
    except UnknownName as error:
        allowed = "one of " + ", ".join(error.available)
        raise refusal(allowed, ("kind",), value=kind) from error
    for key, value in block.items():
        if key not in model.model_fields:
            keys = ("kind", "timeout", "after", *model.model_fields)
            allowed = "unknown key; allowed: " + ", ".join(keys)
            raise refusal(allowed, (str(key),), value=value)
    try:
        params: BaseModel = model.model_validate(block)
    except ValidationError as error:
        path, value, allowed = complaint(error)
        raise refusal(allowed, path, value=value) from error
    return params
