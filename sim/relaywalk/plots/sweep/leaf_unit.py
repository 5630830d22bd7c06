"""The unit of a scenario's leaf, from the validator that guards it."""

from typing import Any, get_args, get_origin

from pydantic import BaseModel

from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.quantity import Bound

PLAIN = ("", "-", "1")  # units of a number without dimension


def labelled(path: str) -> str:
    """Return a leaf with its unit, such as "start.x [m]"; plain if it has none."""
    unit = unit_of(path)
    return path if unit in PLAIN else f"{path} [{unit}]"


def unit_of(path: str) -> str:
    """Return the unit of a leaf of a scenario; empty if none is declared.

    Args:
        path: Such as "start_noise.joint_position_std".
    """
    kind: Any = Scenario
    for key in path.split("."):
        model = next(filter(_is_model, _choices(kind)), None)
        if model is not None and key in model.model_fields:
            field = model.model_fields[key]
            kind, guards = field.annotation, field.metadata
        else:
            maps = [one for one in _choices(kind) if get_origin(one) is dict]
            if not maps:
                return ""
            kind, guards = get_args(maps[0])[1], []
    return _declared([*guards, *_guards(kind)])


def _choices(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return what a type may be: itself, or the members of a union."""
    inner = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    if get_origin(inner) is None or get_origin(inner) is dict:
        return (inner,)
    return get_args(inner)


def _is_model(kind: Any) -> bool:  # noqa: ANN401
    """Return whether a type is one of our models."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _guards(kind: Any) -> list[Any]:  # noqa: ANN401
    """Return the validators written inside a type, such as a number or nothing."""
    found: list[Any] = []
    for choice in (kind, *_choices(kind)):
        found.extend(getattr(choice, "__metadata__", ()))
    return found


def _declared(guards: list[Any]) -> str:
    """Return the unit of the first bound among validators."""
    return next((guard.unit for guard in guards if isinstance(guard, Bound)), "")
