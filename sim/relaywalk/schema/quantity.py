"""Validated numbers and names: each says its unit and its bounds when refused."""

import math
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

NAME = r"^[a-z][a-z0-9_]*$"


@dataclass(frozen=True, slots=True)
class Bound:
    """The interval in which a number must lie.

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


def quantity(unit: str, low: float, high: float, open_low: bool = False) -> Any:  # noqa: ANN401
    """Return the validator of a number with a unit and bounds.

    Args:
        unit: Such as "m".
        low: Lower end of the interval.
        high: Upper end of the interval.
        open_low: Whether the low end itself is refused.
    """
    return BeforeValidator(Bound(unit, low, high, open_low).check)


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

    A field with `exclude` is no key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, data: Any) -> Any:  # noqa: ANN401
        """Refuse a key that is no field of this model."""
        keys = [key for key, field in cls.model_fields.items() if not field.exclude]
        if not isinstance(data, dict):
            if isinstance(data, cls):
                return data
            raise refusal("a mapping with the keys " + ", ".join(keys))
        for key, value in data.items():
            if key not in keys:
                allowed = "unknown key; allowed: " + ", ".join(keys)
                raise refusal(allowed, (str(key),), value=value)
        return data


Length = Annotated[float, quantity("m", -2000.0, 2000.0)]
Angle = Annotated[float, quantity("rad", -2.0 * math.pi, 2.0 * math.pi)]
