"""A block whose `kind` names a module, and whose other keys that module validates."""

from typing import Any, ClassVar

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
from relaywalk.robots.card import RobotCard
from relaywalk.schema.quantity import Frozen, refusal
from relaywalk.schema.validation import first_violation


class KindEntry(Frozen):
    """In YAML, the module's parameters stand beside `kind`.

    Attributes:
        PACKAGE: Whose modules have `Params`.
        kind: A file name in it.
        params: The module's own block.
    """

    PACKAGE: ClassVar[str]

    kind: str
    params: BaseModel

    @classmethod
    def kinds(cls) -> tuple[str, ...]:
        """Return the kinds there are."""
        return registry.modules(cls.PACKAGE)

    def check(self, card: RobotCard, hand: str) -> None:
        """Refuse what the module knows not to fit a body; most modules know nothing.

        Args:
            card: Of the body.
            hand: Contact-frame name of the hand that takes, carries and gives.

        Raises:
            PydanticCustomError: With the path below this entry, and what is allowed.
        """
        module = registry.module(self.PACKAGE, self.kind)
        check = getattr(module, "check", None)
        if check is not None:
            check(self.params, card, hand)

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, data: Any) -> Any:  # noqa: ANN401
        """Validate the module's keys by the module's own model."""
        if isinstance(data, cls):
            return data
        if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
            raise refusal("a mapping with kind: one of " + ", ".join(cls.kinds()))
        if isinstance(data.get("params"), BaseModel):
            return data
        keys = [key for key in cls.model_fields if key != "params"]
        own = {key: data[key] for key in data if key in keys}
        block = {key: data[key] for key in data if key not in own}
        return {**own, "params": cls._validated(own["kind"], block, keys)}

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

    @classmethod
    def _validated(cls, kind: str, block: dict[str, Any], keys: list[str]) -> BaseModel:
        """Return a module's block, validated; `keys` are those of the entry itself."""
        try:
            model = registry.module(cls.PACKAGE, kind).Params
        except UnknownName as error:
            allowed = "one of " + ", ".join(error.available)
            raise refusal(allowed, ("kind",), value=kind) from error
        for key, value in block.items():
            if key not in model.model_fields:
                allowed = ", ".join((*keys, *model.model_fields))
                raise refusal(
                    f"unknown key; allowed: {allowed}", (str(key),), value=value
                )
        try:
            params: BaseModel = model.model_validate(block)
        except ValidationError as error:
            path, value, allowed = first_violation(error)
            raise refusal(allowed, path, value=value) from error
        return params
