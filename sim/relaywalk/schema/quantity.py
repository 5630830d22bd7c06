"""Validated numbers and names: each says its unit and its bounds when refused."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function
from typing_extensions import Self

from relaywalk.schema.described import attributes, described, summary
from relaywalk.schema.faults import Faults, broken

NAME = r"^[a-z][a-z0-9_]*$"


@dataclass(frozen=True, slots=True)
class Bound:
    """The interval in which a number must lie; in an annotation, its validator.

    Attributes:
        unit: Such as "m".
        low, high: Ends of the interval.
        open_low: Whether the low end itself is refused.
    """

    unit: str
    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False

    def __str__(self) -> str:
        """Return what is allowed, such as "a number above 0, at most 0.01 [s]"."""
        above = (
            f" above {self.low:g}" if self.open_low else f" of at least {self.low:g}"
        )
        low = "" if math.isinf(self.low) else above
        high = "" if math.isinf(self.high) else f", at most {self.high:g}"
        return f"a number{low}{high} [{self.unit}]"

    def check(self, value: Any) -> float:  # noqa: ANN401
        """Return the number, if it is one and lies in the interval."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refusal(str(self))
        if isinstance(value, int) and abs(value) > 10**15:
            raise refusal(str(self))
        above = value > self.low if self.open_low else value >= self.low
        if not (math.isfinite(value) and above and value <= self.high):
            raise refusal(str(self))
        return float(value)

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """Return the validator of an annotated number."""
        return no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the number's JSON Schema, with bounds and, in words, its unit."""
        return {**handler(schema), **self._json_bounds(), "description": str(self)}

    def _json_bounds(self) -> dict[str, float]:
        """Return the keywords of JSON Schema for both ends."""
        low = "exclusiveMinimum" if self.open_low else "minimum"
        ends = {low: self.low, "maximum": self.high}
        return {key: end for key, end in ends.items() if math.isfinite(end)}


def quantity(unit: str, low: float, high: float, open_low: bool = False) -> Bound:
    """Return the validator of a number with a unit and bounds.

    Args:
        unit: Such as "m".
        low: Lower end of the interval.
        high: Upper end of the interval.
        open_low: Whether the low end itself is refused.
    """
    return Bound(unit, low, high, open_low)


def refusal(
    allowed: str,
    path: tuple[str | int, ...] = (),
    **value: Any,  # noqa: ANN401
) -> PydanticCustomError:
    """Return the error with which a validator refuses a value.

    Args:
        allowed: What the value may be.
        path: Of the part at fault, below the value under validation.
        **value: `value=...`, of that part, if it is not the value itself.
    """
    context = {"allowed": allowed.replace("{", "(").replace("}", ")"), "path": path}
    return PydanticCustomError("refused", "{allowed}", {**context, **value})


class Frozen(BaseModel):
    """A value that refuses unknown keys, naming those there are, and later changes.

    All that is wrong is said at once: unknown keys, each field, and, where these are
    good, what the rules refuse. A field with `exclude` is no key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _find_all_faults(
        cls,
        data: Any,  # noqa: ANN401
        handler: ModelWrapValidatorHandler[Self],
    ) -> Self:
        """Refuse all that is wrong with the keys, the fields and the whole."""
        if isinstance(data, cls):
            return data
        faults = Faults(cls.__name__, data)
        known = cls._known(data, faults)
        with faults.collected():
            value = handler(known)
            for refused in () if faults else broken(value):
                faults.add(refused)
        faults.raise_any()
        return value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema, described as the docstring does; keys only."""
        found = handler.resolve_ref_schema(handler(schema))
        hidden = {key for key, field in cls.model_fields.items() if field.exclude}
        properties = found.get("properties", {})
        for key in hidden & set(properties):
            del properties[key]
        described(properties, attributes(cls))
        found["description"] = summary(cls)
        return found

    @classmethod
    def _known(cls, data: Any, faults: Faults) -> Any:  # noqa: ANN401
        """Return the data without the keys that are no fields; these are faults."""
        keys = [key for key, field in cls.model_fields.items() if not field.exclude]
        if not isinstance(data, dict):
            raise refusal("a mapping with the keys " + ", ".join(keys))
        return without_unknown(data, keys, faults)


def json_of(model: type[BaseModel], handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """Return the JSON Schema of a model that only a validator of ours knows."""
    return model.__get_pydantic_json_schema__(model.__pydantic_core_schema__, handler)


def without_unknown(
    data: dict[Any, Any], keys: Collection[str], faults: Faults
) -> dict[str, Any]:
    """Return a mapping without its unknown keys, which become faults.

    Args:
        data: The mapping.
        keys: Those that are known, as they are listed.
        faults: Of the mapping.
    """
    for key, value in data.items():
        if key not in keys:
            allowed = "unknown key; allowed: " + ", ".join(keys)
            faults.add(refusal(allowed, (str(key),), value=value))
    return {key: value for key, value in data.items() if key in keys}


Length = Annotated[float, quantity("m", -2000.0, 2000.0)]
Angle = Annotated[float, quantity("rad", -2.0 * math.pi, 2.0 * math.pi)]
