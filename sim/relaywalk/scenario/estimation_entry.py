"""How an actor estimates its own state, in a scenario."""

from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ValidationError,
    field_validator,
    model_serializer,
    model_validator,
)
from typing_extensions import Self, override

from relaywalk import registry
from relaywalk.schema.quantity import Frozen, refusal
from relaywalk.schema.validation import first_violation


class EstimationEntry(Frozen):
    """In YAML, one block an estimator, by its file name; each has defaults.

    Attributes:
        PACKAGE: Whose modules have `Params`.
        params: Estimator → its own block.
    """

    PACKAGE: ClassVar[str] = "relaywalk.estimation"

    params: dict[str, Any]

    @classmethod
    def default(cls) -> Self:
        """Return every estimator's defaults."""
        return cls.model_validate({})

    @model_validator(mode="before")
    @classmethod
    @override
    def _know_every_key(cls, data: Any) -> Any:
        """Validate each estimator's block by its own model."""
        if isinstance(data, cls):
            return data
        models, said = _models(cls.PACKAGE), ", ".join(_models(cls.PACKAGE))
        if not isinstance(data, dict):
            raise refusal(f"a mapping with the keys {said}")
        for name, block in data.items():
            if name not in models:
                allowed = f"unknown key; allowed: {said}"
                raise refusal(allowed, (str(name),), value=block)
        found = {n: _validated(m, n, data.get(n, {})) for n, m in models.items()}
        return {"params": found}

    @field_validator("params", mode="plain")
    @classmethod
    def _keep(cls, params: Any) -> Any:  # noqa: ANN401
        """Keep what the estimators' models have validated."""
        return params

    @model_serializer(mode="plain")
    def _flatten(self) -> dict[str, Any]:
        """Write one block an estimator, as they are read."""
        return {n: block.model_dump(mode="json") for n, block in self.params.items()}


def _models(package: str) -> dict[str, type[BaseModel]]:
    """Return estimator → the model of its block, of those that have one."""
    modules = {
        name: registry.module(package, name) for name in registry.modules(package)
    }
    return {n: m.Params for n, m in modules.items() if hasattr(m, "Params")}


def _validated(model: type[BaseModel], name: str, block: object) -> BaseModel:
    """Return an estimator's block, validated."""
    try:
        return model.model_validate(block)
    except ValidationError as error:
        path, value, allowed = first_violation(error)
        raise refusal(allowed, (name, *path), value=value) from error
