"""How an actor estimates its own state, in a scenario."""

from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    GetJsonSchemaHandler,
    field_validator,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import Self, override

from relaywalk import registry
from relaywalk.schema.faults import Faults
from relaywalk.schema.quantity import Frozen, json_of, refusal, without_unknown


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

    @classmethod
    @override
    def _known(cls, data: Any, faults: Faults) -> Any:
        """Validate each estimator's block by its own model."""
        models = cls.models()
        if not isinstance(data, dict):
            raise refusal("a mapping with the keys " + ", ".join(models))
        known = without_unknown(data, models, faults)
        found: dict[str, BaseModel] = {}
        for name, model in models.items():
            with faults.collected(name):
                found[name] = model.model_validate(known.get(name, {}))
        return {"params": found}

    @classmethod
    def models(cls) -> dict[str, type[BaseModel]]:
        """Return estimator → the model of its block, of those that have one."""
        names = registry.modules(cls.PACKAGE)
        modules = {name: registry.module(cls.PACKAGE, name) for name in names}
        return {n: m.Params for n, m in modules.items() if hasattr(m, "Params")}

    @classmethod
    @override
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema: one block an estimator."""
        models = cls.models().items()
        blocks = {name: json_of(model, handler) for name, model in models}
        return {
            "type": "object",
            "description": "How an actor estimates its own state.",
            "properties": blocks,
            "additionalProperties": False,
        }

    @field_validator("params", mode="plain")
    @classmethod
    def _keep(cls, params: Any) -> Any:  # noqa: ANN401
        """Keep what the estimators' models have validated."""
        return params

    @model_serializer(mode="plain")
    def _flatten(self) -> dict[str, Any]:
        """Write one block an estimator, as they are read."""
        return {n: block.model_dump(mode="json") for n, block in self.params.items()}
