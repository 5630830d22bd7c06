"""A block whose `kind` names a module, and whose other keys that module validates."""

from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import override

from relaywalk import registry
from relaywalk.errors import UnknownName
from relaywalk.robots.card import RobotCard
from relaywalk.schema.described import summary
from relaywalk.schema.faults import Faults, Refusals
from relaywalk.schema.quantity import Frozen, json_of, refusal, without_unknown


class KindEntry(Frozen):
    """In YAML, the module's parameters stand beside `kind`.

    Attributes:
        PACKAGE: Whose modules have `Params`.
        NAMED: Whether `kind` must be said in a file.
        kind: A file name in it.
        params: The module's own block.
    """

    PACKAGE: ClassVar[str]
    NAMED: ClassVar[bool] = True

    kind: str
    params: BaseModel

    @classmethod
    def kinds(cls) -> tuple[str, ...]:
        """Return the kinds there are."""
        return registry.modules(cls.PACKAGE)

    def unfit(self, card: RobotCard, hand: str) -> Refusals:
        """Refuse what the module knows not to fit a body; most modules know nothing.

        Args:
            card: Of the body.
            hand: Contact-frame name of the hand that takes, carries and gives.
        """
        module = registry.module(self.PACKAGE, self.kind)
        check = getattr(module, "unfit", None)
        if check is not None:
            yield from check(self.params, card, hand)

    @classmethod
    @override
    def _known(cls, data: Any, faults: Faults) -> Any:
        """Return the entry's own keys, and the module's as `params`, validated."""
        if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
            raise refusal("a mapping with kind: one of " + ", ".join(cls.kinds()))
        if isinstance(data.get("params"), BaseModel):
            return data
        model, keys = cls.model_of(data["kind"]), cls.own_keys()
        known = without_unknown(data, (*keys, *model.model_fields), faults)
        own = {key: known.pop(key) for key in keys if key in known}
        with faults.collected():
            return {**own, "params": model.model_validate(known)}
        return {**own, "params": None}  # the entry's own faults are still to be found

    @classmethod
    def own_keys(cls) -> tuple[str, ...]:
        """Return the keys that every kind has."""
        return tuple(key for key in cls.model_fields if key != "params")

    @classmethod
    def model_of(cls, kind: str) -> type[BaseModel]:
        """Return the model of a kind's own keys.

        Raises:
            PydanticCustomError: There is no such kind; lists those there are.
        """
        try:
            model: type[BaseModel] = registry.module(cls.PACKAGE, kind).Params
        except UnknownName as error:
            allowed = "one of " + ", ".join(error.available)
            raise refusal(allowed, ("kind",), value=kind) from error
        return model

    @classmethod
    @override
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema: one alternative a kind, its module's keys among its.

        Where the kind may be left out, several may hold.
        """
        own = super().__get_pydantic_json_schema__(schema, handler)
        kinds = [cls._json_of(kind, own, handler) for kind in cls.kinds()]
        several = "oneOf" if cls.NAMED else "anyOf"
        return {several: kinds, "description": summary(cls)}

    @classmethod
    def _json_of(
        cls, kind: str, own: JsonSchemaValue, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema of one kind; `own` is that of the entry itself."""
        model = cls.model_of(kind)
        block = json_of(model, handler)
        keys = {k: v for k, v in own["properties"].items() if k != "params"}
        keys["kind"] = {"const": kind, "description": keys["kind"]["description"]}
        return {
            "title": kind,
            "type": "object",
            "description": block.get("description", ""),
            "properties": {**keys, **block.get("properties", {})},
            "required": [*(["kind"] if cls.NAMED else []), *block.get("required", [])],
            "additionalProperties": False,
        }

    @field_validator("params", mode="plain")
    @classmethod
    def _keep(cls, params: Any) -> Any:  # noqa: ANN401
        """Keep what the module's model has validated."""
        return params

    @model_serializer(mode="wrap")
    def _flatten(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write the parameters beside the other keys, as they are read."""
        own = {key: getattr(self, key) for key in type(self).model_fields}
        own.pop("params")
        return {**own, **self.params.model_dump(mode="json")}
